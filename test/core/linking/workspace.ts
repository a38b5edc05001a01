import { createLinker, type Linker } from '../../../server/src/core/linking/linker.ts'
import type { WorkspaceFiles } from '../../../server/src/core/linking/workspace-files.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'

/** A workspace in memory that a test may change. */
export function workspaceOf(texts: Map<string, string>): WorkspaceFiles {
  return {
    read: (path) => texts.get(path),
    json: (path) => (texts.has(path) ? JSON.parse(texts.get(path) ?? '') : undefined),
    entries(folder) {
      const entries = new Map<string, 'file' | 'folder'>()
      const prefix = folder === '' ? '' : `${folder}/`
      for (const path of texts.keys()) {
        if (!path.startsWith(prefix)) continue
        const [first = '', ...rest] = path.slice(prefix.length).split('/')
        entries.set(first, rest.length === 0 ? 'file' : 'folder')
      }
      return entries.size === 0 ? undefined : entries
    },
  }
}

export function linkerOf(files: Readonly<Record<string, string>> | Map<string, string>): Linker {
  return createLinker(workspaceOf(files instanceof Map ? files : new Map(Object.entries(files))), DEFAULT_SETTINGS)
}
