import { resolve } from 'node:path'
import { baselineText, readBaseline } from '../core/gate/baseline.ts'
import type { BaselineProblem } from '../core/gate/baseline.ts'
import type { KnownEntry } from '../core/gate/entries.ts'
import { decode, encode } from './decode.ts'
import type { Encoding } from './decode.ts'
import { reasonOf } from './discover.ts'
import type { Host } from './host.ts'
import { writeFiles } from './write-files.ts'
import type { WriteProblem } from './write-files.ts'

/** The baseline of a workspace, in its root, where no option names another file. */
export const BASELINE_FILE = 'demock-baseline.jsonl'

/** A baseline as it lies on the disk: there, not there, or there and of no use. */
export type BaselineFile =
  | { readonly state: 'read'; readonly entries: readonly KnownEntry[]; readonly bytes: Uint8Array; readonly encoding: Encoding; readonly eol: string }
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly problems: readonly BaselineProblem[] }

/** Reads a baseline. `path` is absolute, or relative to the root. Never throws. */
export function openBaseline(root: string, path: string, host: Host): BaselineFile {
  const absolute = resolve(root, path)
  if (!host.stat(absolute)) return { state: 'missing' }
  let bytes: Uint8Array
  try {
    bytes = host.readFile(absolute)
  } catch (error) {
    return { state: 'broken', problems: [{ line: 1, message: `it cannot be read: ${reasonOf(error)}` }] }
  }
  const decoded = decode(bytes)
  if ('reason' in decoded) return { state: 'broken', problems: [{ line: 1, message: decoded.reason }] }
  const { entries, problems } = readBaseline(decoded.text)
  if (problems.length > 0) return { state: 'broken', problems }
  return { state: 'read', entries, bytes, encoding: decoded.encoding, eol: decoded.text.includes('\r\n') ? '\r\n' : '\n' }
}

/** Writes a baseline in the place of `before`, with its encoding and line ends; undefined when it is written, or already says the same. */
export function saveBaseline(root: string, path: string, entries: readonly KnownEntry[], before: BaselineFile, host: Host): WriteProblem | undefined {
  const known = before.state === 'read' ? before : undefined
  const text = baselineText(entries)
  const bytes = encode(known?.eol === '\r\n' ? text.replaceAll('\n', '\r\n') : text, known?.encoding ?? { name: 'utf-8', bom: false })
  if (known && Buffer.compare(known.bytes, bytes) === 0) return undefined
  return writeFiles([{ path: resolve(root, path), expected: known?.bytes, bytes }], host)
}
