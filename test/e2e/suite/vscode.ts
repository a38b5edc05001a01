import assert from 'node:assert/strict'
import { commands, extensions, languages, Uri, window, workspace } from 'vscode'
import type { Diagnostic, Event, TextDocument } from 'vscode'
import type { Demock } from '../../../client/src/extension.ts'

/** Longer than anything takes on a busy machine; a wait that is over tells what it last saw. */
const LIMIT_MS = 30_000

/** The extension under test, started. */
export async function demock(): Promise<Demock> {
  const extension = extensions.getExtension<Demock>('demock.demock')
  assert(extension, 'the extension is not installed')
  return extension.activate()
}

/** Waits for the event that makes `seen` give something accepted; looks at once, too. */
export async function eventually<T>(event: Event<unknown>, seen: () => T, accept: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const value = seen()
      if (!accept(value)) return
      clearTimeout(limit)
      subscription.dispose()
      resolve(value)
    }
    const limit = setTimeout(() => {
      subscription.dispose()
      reject(new Error(`after ${LIMIT_MS} ms there is still ${JSON.stringify(seen())}`))
    }, LIMIT_MS)
    const subscription = event(look)
    look()
  })
}

/** The diagnostics of Demock for a document, once `accept` takes them. */
export function diagnosticsOf(uri: Uri, accept: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
  return eventually(languages.onDidChangeDiagnostics, () => languages.getDiagnostics(uri).filter(({ source }) => source === 'demock'), accept)
}

/** The place of a file in the opened folder. */
export function fileUri(path: string): Uri {
  const [folder] = workspace.workspaceFolders ?? []
  assert(folder, 'no folder is open')
  return Uri.joinPath(folder.uri, path)
}

export async function writeFile(path: string, text: string): Promise<Uri> {
  const uri = fileUri(path)
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text))
  return uri
}

export async function readFile(uri: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(uri))
}

/** Writes a file and shows it. */
export async function show(path: string, text: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(await writeFile(path, text))
  await window.showTextDocument(document)
  return document
}

export async function closeAll(): Promise<void> {
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
  await commands.executeCommand('workbench.action.closeAllEditors')
}
