import { join } from 'node:path'
import type { Host } from './host.ts'

/** Whether a path relative to the root (with `/`) names a file by the exact case of all its parts, also where the file system does not tell cases apart. Folders are listed once. */
export function existsExactly(root: string, host: Host): (path: string) => boolean {
  const listed = new Map<string, ReadonlySet<string>>()
  const namesIn = (folder: string): ReadonlySet<string> => {
    const known = listed.get(folder)
    if (known) return known
    let names: ReadonlySet<string>
    try {
      names = new Set(host.list(join(root, folder)).map(({ name }) => name))
    } catch {
      names = new Set()
    }
    listed.set(folder, names)
    return names
  }
  return (path) => {
    const parts = path.split('/')
    return parts.every((part, index) => part === '..' || namesIn(parts.slice(0, index).join('/')).has(part))
  }
}
