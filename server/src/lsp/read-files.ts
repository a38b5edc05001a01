import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { ReadFile } from '../core/model/replacement.ts'
import type { Host } from '../workspace/host.ts'
import { textReader } from '../workspace/text-reader.ts'
import { diskPathOf, normalised, uriOf } from './folders.ts'
import type { Located } from './folders.ts'

/** Reads files around a document: as they are in the editor where they are open, else from disk; undefined for what is none or cannot be read. */
export function reader(located: Located, open: readonly TextDocument[], host: Host): ReadFile {
  const texts = new Map(open.map((document) => [normalised(document.uri), document] as const))
  const root = diskPathOf(located.root)
  const onDisk: ReadFile = root === undefined ? () => undefined : textReader(root, host)
  return (path) => {
    const document = texts.get(uriOf(located.root, path).toString())
    if (document) return document.getText()
    try {
      return onDisk(path)
    } catch (error) {
      host.log('warn', `${path} cannot be read: ${String(error)}`)
      return undefined
    }
  }
}
