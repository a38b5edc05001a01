import { join, relative, sep } from 'node:path'
import type { ReadFile } from '../core/model/replacement.ts'
import { decode, encode } from './decode.ts'
import type { Encoding } from './decode.ts'
import type { Host } from './host.ts'
import { writeFiles } from './write-files.ts'
import type { FileWrite } from './write-files.ts'

/** The texts of a workspace with the changes of this run, whether they are written or not. Paths are relative to the root, with `/`. */
export interface Texts {
  readonly read: ReadFile
  /** A text to convert: `original` as it was when this run first read it, `text` as it is now. Throws an Error for what cannot be read. */
  open(path: string, limit: number): { readonly text: string; readonly original: string } | { readonly reason: string }
  /** Changes texts, and with `write` the files too: all of them or none. Encodings and byte order marks are kept. Gives why it could not be done. */
  change(changes: readonly { readonly path: string; readonly text: string }[], write: boolean): { readonly kind: 'changed' | 'failed'; readonly path: string; readonly reason: string } | undefined
  /** All texts that have changed, by path. */
  changes(): readonly { readonly path: string; readonly before: string | undefined; readonly after: string }[]
}

interface Known {
  /** Of the file on disk; undefined when there is none. */
  readonly bytes: Uint8Array | undefined
  readonly text: string | undefined
  readonly original: string | undefined
  readonly encoding: Encoding
}

const NOTHING: Known = { bytes: undefined, text: undefined, original: undefined, encoding: { name: 'utf-8', bom: false } }

export function createTexts(root: string, host: Host): Texts {
  const changed = new Map<string, Known>()
  /** What was read since the last `open`: changes are made from it, whatever happens to the files meanwhile. */
  const seen = new Map<string, Known>()

  const load = (path: string, limit?: number): Known | { readonly reason: string } => {
    const known = changed.get(path) ?? seen.get(path)
    if (known) return known
    const loaded = onDisk(join(root, path), host, limit)
    if (!('reason' in loaded)) seen.set(path, loaded)
    return loaded
  }

  return {
    read(path) {
      const loaded = load(path)
      return 'reason' in loaded ? undefined : loaded.text
    },
    open(path, limit) {
      seen.clear()
      const loaded = load(path, limit)
      if ('reason' in loaded) return loaded
      if (loaded.text === undefined) throw new Error('it has gone')
      return { text: loaded.text, original: loaded.original ?? '' }
    },
    change(changes, write) {
      const news = changes.map(({ path, text }) => ({ path, text, known: changed.get(path) ?? seen.get(path) ?? NOTHING }))
      const writes = news.map(({ path, text, known }): FileWrite => ({ path: join(root, path), expected: known.bytes, bytes: encode(text, known.encoding) }))
      const problem = write ? writeFiles(writes, host) : undefined
      if (problem) return { ...problem, path: relative(root, problem.path).split(sep).join('/') }
      news.forEach(({ path, text, known }, index) => changed.set(path, { ...known, text, bytes: write ? writes[index]?.bytes : known.bytes }))
      return undefined
    },
    changes: () => [...changed].flatMap(([path, { text, original }]) => (text === undefined || text === original ? [] : [{ path, before: original, after: text }]))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
}

function onDisk(absolute: string, host: Host, limit: number | undefined): Known | { readonly reason: string } {
  if (host.stat(absolute)?.kind !== 'file') return NOTHING
  const bytes = host.readFile(absolute, limit)
  const decoded = decode(bytes)
  return 'text' in decoded ? { bytes, text: decoded.text, original: decoded.text, encoding: decoded.encoding } : decoded
}
