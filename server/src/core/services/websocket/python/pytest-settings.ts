import type { ReadFile } from '../../../model/replacement.ts'

const FILES = ['pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg']

/** The texts of pytest's configuration files in the folders from the test's up to the workspace root. */
export function configurations(path: string, read: ReadFile): readonly string[] {
  return foldersOf(path).flatMap((folder) => FILES.map((file) => read(inFolder(folder, file)))).filter((text) => text !== undefined)
}

/** The folders of a file, innermost first; the workspace root is the empty text. */
export function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return [...parts.map((_, index) => parts.slice(0, parts.length - index).join('/')), '']
}

export function inFolder(folder: string, file: string): string {
  return folder === '' ? file : `${folder}/${file}`
}
