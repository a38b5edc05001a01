import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of a file and those around it, up to the root, as absolute paths. `path` is relative to the root, with `/`. */
export function foldersAround(root: string, path: string): string[] {
  const folders: string[] = []
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.push(join(root, folder))
    if (folder === '.' || folder === '/') return folders
  }
}

/** The nearest folder around a file that has one of these entries. */
export function nearestWith(root: string, path: string, names: readonly string[]): string | undefined {
  return foldersAround(root, path).find((folder) => names.some((name) => existsSync(join(folder, name))))
}

/** The object in a JSON file; an empty one when there is none. */
export function jsonIn(path: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8'))) as Readonly<Record<string, unknown>>
  } catch {
    return {}
  }
}

/** The text of a file; empty when it cannot be read. */
export function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
