import { join } from 'node:path'
import type { ReadFile } from '../core/model/replacement.ts'
import { decode } from './decode.ts'
import type { Host } from './host.ts'

/** Reads texts of a workspace by paths relative to its root; undefined for what is no file or no text. */
export function textReader(root: string, host: Host): ReadFile {
  return (path) => {
    const absolute = join(root, path)
    if (host.stat(absolute)?.kind !== 'file') return undefined
    const decoded = decode(host.readFile(absolute))
    return 'text' in decoded ? decoded.text : undefined
  }
}
