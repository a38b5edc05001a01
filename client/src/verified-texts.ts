import { Uri, workspace } from 'vscode'
import type { ExtensionContext } from 'vscode'
import type { VerifiedFile, VerifyResult } from '../../server/src/protocol/messages.ts'
import { changedFirst } from './tree.ts'
import type { VerifiedTexts } from './tree-items.ts'

/** The texts of conversions as documents that cannot be edited. */
export interface VerifiedTextsShown extends VerifiedTexts {
  /** All files of a result, as the editor of many differences takes them: the file, its text before, its text after. */
  allOf(result: VerifyResult): readonly (readonly [Uri, Uri, Uri])[]
}

const SCHEME = 'demock-verified'

/** Texts of conversions before this one are forgotten. */
const MOST_TEXTS = 500

export function activateVerifiedTexts(context: ExtensionContext): VerifiedTextsShown {
  const texts = new Map<string, string>()
  const known = new WeakMap<object, Uri>()
  let made = 0
  context.subscriptions.push(workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '' }))

  /** The document of a text; the same as long as `owner` is. Each has an address of its own, so that none ever changes. */
  function documentOf(owner: object, path: string, text: string): Uri {
    const before = known.get(owner)
    if (before && texts.has(before.toString())) return before
    const uri = Uri.from({ scheme: SCHEME, path: `/${path}`, query: String(++made) })
    known.set(owner, uri)
    texts.set(uri.toString(), text)
    for (const oldest of texts.keys()) if (texts.size > MOST_TEXTS) texts.delete(oldest)
    return uri
  }

  const befores = new WeakMap<object, object>()
  const beforeOf = (change: object): object => {
    const owner = befores.get(change) ?? {}
    befores.set(change, owner)
    return owner
  }
  const sidesOf = (change: VerifiedFile['changes'][number]): readonly [Uri, Uri] => [documentOf(beforeOf(change), change.path, change.before ?? ''), documentOf(change, change.path, change.after)]
  return {
    sidesOf,
    outputOf: (file) => documentOf(file, `${file.path}.log`, `${file.command ?? ''}\n\n${file.output ?? ''}`),
    allOf: ({ files }) => joined(files).map((change) => [Uri.parse(change.uri), ...sidesOf(change)] as const),
  }
}

/** Each changed file once: from what it was first to what it is last. */
function joined(files: readonly VerifiedFile[]): VerifiedFile['changes'] {
  const byUri = new Map<string, VerifiedFile['changes'][number]>()
  for (const change of files.flatMap(({ changes }) => changes)) {
    const first = byUri.get(change.uri)
    byUri.set(change.uri, first ? { ...change, before: first.before } : change)
  }
  return changedFirst([...byUri.values()])
}
