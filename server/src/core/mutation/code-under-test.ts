import { isTestPath } from '../analysis/test-files.ts'
import { languageAt } from '../languages/languages.ts'
import { ecmascriptModule } from '../linking/ecmascript-modules.ts'
import { modulesNamedIn } from '../linking/import-texts.ts'
import { pythonModule } from '../linking/python-modules.ts'
import type { ModulePlace, WorkspaceFiles } from '../linking/workspace-files.ts'
import type { Settings } from '../model/settings.ts'

/** A test that reaches more is slow enough. */
const MOST_FILES = 300

/** The files of a workspace that tests import, directly or through others, nearest first; without test code, and without what lies outside of the workspace. */
export function codeUnderTest(tests: readonly string[], files: WorkspaceFiles, settings: Settings): string[] {
  const seen = new Set<string>(tests)
  const found: string[] = []
  for (let level = [...tests]; level.length > 0 && found.length < MOST_FILES;) {
    const next: string[] = []
    for (const path of level) {
      for (const imported of importsOf(path, files)) {
        if (seen.has(imported)) continue
        seen.add(imported)
        next.push(imported)
        const language = languageAt(imported)
        if (language && !isTestPath(imported, files.read(imported) ?? '', language.id, settings)) found.push(imported)
      }
    }
    level = next
  }
  return found.slice(0, MOST_FILES)
}

function importsOf(path: string, files: WorkspaceFiles): string[] {
  const language = languageAt(path)
  const text = files.read(path)
  if (!language || text === undefined) return []
  const place = (module: string): ModulePlace => (language.id === 'python' ? pythonModule(path, module, files) : ecmascriptModule(path, module, files))
  return modulesNamedIn(text, language.id).flatMap(({ module, names }) => {
    const modules = [module, ...(language.id === 'python' ? names.filter((name) => name !== '*').map((name) => (module.endsWith('.') ? module + name : `${module}.${name}`)) : [])]
    return modules.flatMap((each) => place(each).file ?? [])
  })
}
