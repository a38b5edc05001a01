import type { Span } from '../text/span.ts'
import type { TextEdit } from '../text/edits.ts'

/** `safe`: mechanical, meaning kept · `review`: applied with marked places for the user to finish · `refused`: not offered, with the reason. */
export type Safety = 'safe' | 'review' | 'refused'

/** A place in the text that the user must look at, or the reason of a refusal. Spans are those of the text before the edits. */
export interface Remark {
  readonly span: Span
  readonly text: string
}

/** A change of another file than the test. `text` is that file's whole new content; a file that exists with other content than `expected` is left alone. */
export interface FileChange {
  /** Relative to the workspace root, with `/`. */
  readonly path: string
  /** Content the change was computed from; undefined when the file must not exist yet. */
  readonly expected: string | undefined
  readonly text: string
}

/** The edits that put the real service in place of a site. */
export interface Replacement {
  readonly title: string
  readonly safety: Safety
  /** Edits of the test file; empty when refused. */
  readonly edits: readonly TextEdit[]
  readonly files: readonly FileChange[]
  /** For `review` the places to finish; for `refused` the reasons, at least one; for `safe` what is good to know. */
  readonly remarks: readonly Remark[]
  /** Index of the root site it replaces, and of every other site that goes with it. */
  readonly sites: readonly number[]
  /** The command that installs what the files say, where they name further packages: `pnpm install`. */
  readonly install?: string
}

/** Reads a file of the workspace (path relative to its root, with `/`) as it now is in the editor or on disk; undefined when there is none. */
export type ReadFile = (path: string) => string | undefined

/** Lists a folder of the workspace ('' is its root); undefined when there is none. */
export type ListFolder = (folder: string) => ReadonlyMap<string, 'file' | 'folder'> | undefined
