import type { OutsideName } from '../model/surroundings.ts'
import { inside } from './python-modules.ts'
import type { FileSummary } from './summary.ts'
import { foldersAround, kindAt, type ModulePlace, type WorkspaceFiles } from './workspace-files.ts'

export interface FixtureRequest {
  readonly files: WorkspaceFiles
  readonly summaryOf: (path: string) => FileSummary | undefined
  readonly resolve: (from: string, module: string) => ModulePlace
  readonly isOpaque: (path: string) => boolean
  readonly note: (path: string) => void
  /** What a test gets that takes a fixture whose function is this. */
  readonly called: (of: OutsideName | undefined, name: string) => OutsideName | undefined
}

const MOST_STEPS = 8

/**
 * The pytest fixtures that the tests of a folder may take: those of the conftest.py files of the folder and the ones around it, the nearest first, with what
 * they import and name in `pytest_plugins`. Source: docs.pytest.org, "Fixture availability".
 */
export function fixturesAround({ files, summaryOf, resolve, isOpaque, note, called }: FixtureRequest): (folder: string) => ReadonlyMap<string, OutsideName> {
  const addFile = (path: string, fixtures: Map<string, OutsideName>, only: string | undefined, steps: number): void => {
    const summary = steps > MOST_STEPS || isOpaque(path) ? undefined : summaryOf(path)
    if (!summary) return
    const { exports, stars, plugins } = summary
    for (const [name, of] of Object.entries(summary.fixtures)) {
      const exported = exports[of]
      if (fixtures.has(name) || (only !== undefined && only !== of && only !== name)) continue
      fixtures.set(name, (exported && exported.kind !== 'link' ? called(exported, name) : undefined) ?? { kind: 'real', path, name })
    }
    const addModule = (module: string, name: string | undefined): void => {
      const { file } = resolve(path, module)
      if (file !== undefined && file !== path) addFile(file, fixtures, name, steps + 1)
    }
    for (const exported of Object.values(exports)) if (exported.kind === 'link' && (only === undefined || exported.name === only)) addModule(exported.module, exported.name)
    for (const star of stars) addModule(star, only)
    for (const plugin of only === undefined ? plugins : []) addModule(plugin, undefined)
  }

  return (folder) => {
    const fixtures = new Map<string, OutsideName>()
    for (const at of foldersAround(folder)) {
      const path = inside(at, 'conftest.py')
      note(path)
      if (kindAt(files, path) === 'file') addFile(path, fixtures, undefined, 0)
    }
    return fixtures
  }
}
