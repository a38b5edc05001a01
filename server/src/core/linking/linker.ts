import { TEST_MODULE } from '../analysis/denotation.ts'
import { libraryIndexOf } from '../analysis/library-index.ts'
import { mayBeTestPath } from '../analysis/test-files.ts'
import { triggersOf } from '../analysis/triggers.ts'
import type { Language } from '../languages/language.ts'
import { languageAt } from '../languages/languages.ts'
import type { Settings } from '../model/settings.ts'
import type { OutsideName, Surroundings } from '../model/surroundings.ts'
import { attributesOf } from './attributes.ts'
import { declarationsOf } from './declarations.ts'
import { ecmascriptModule } from './ecmascript-modules.ts'
import { fixturesAround } from './fixtures.ts'
import { importsAModuleOf, modulesNamedIn } from './import-texts.ts'
import { namesPackage } from './package-modules.ts'
import { inside, pythonModule } from './python-modules.ts'
import { recordingOf } from './recording.ts'
import { summarise, type FileSummary } from './summary.ts'
import { folderOf, foldersAround, kindAt, type ModulePlace, type WorkspaceFiles } from './workspace-files.ts'

/** What the rest of a workspace tells about one file, and what was looked at for the answers so far. */
export interface FileSurroundings extends Surroundings {
  /** Files, also those that were looked for and are not there. Relative to the workspace root, with `/`. */
  lookedAt(): readonly string[]
}

/** Links the files of one workspace. It reads a file when a question leads there, and keeps what it tells until it changes. */
export interface Linker {
  surroundingsOf(path: string): FileSurroundings
  /** Takes notice that the text of a file has changed. Gives whether any answer may be another one now for the files that looked at it. */
  changed(path: string): boolean
  /** Takes notice that a file has come or gone, or that a configuration has changed: all modules are looked for anew. */
  moved(path: string): void
}

const MOST_STEPS = 16

/** Which module stands where, by the folder that asks and the name. */
interface Resolved extends ModulePlace {
  /** Nothing in the file can lead to a mock, as its path and imports tell. */
  readonly opaque: boolean
}

/** Files are read through `source`: a change there must be told by `changed` or `moved`. */
export function createLinker(source: WorkspaceFiles, settings: Settings): Linker {
  const { files, forgetConfigurations } = withConfigurationsKept(source)
  const recording = recordingOf()
  const summaries = recording.keeper<FileSummary | undefined>(undefined)
  const fixtures = recording.keeper<ReadonlyMap<string, OutsideName>>(new Map())
  const leading = recording.keeper(false)
  const modules = new Map<string, Resolved>()
  const opaque = new Map<string, boolean>()

  const resolve = (from: string, module: string): Resolved => {
    const key = `${folderOf(from)}\n${module}`
    const known = modules.get(key)
    if (known) return recorded(known)
    const language = languageAt(from)
    const place = language?.id === 'python' ? pythonModule(from, module, files) : ecmascriptModule(from, module, files)
    const resolved: Resolved = { ...place, opaque: place.file === undefined ? place.folder === undefined : isOpaque(place.file) }
    modules.set(key, resolved)
    return recorded(resolved)
  }

  const recorded = (place: Resolved): Resolved => {
    for (const path of place.tried) recording.note(path)
    if (place.file !== undefined) recording.note(place.file)
    return place
  }

  /** A file of production code that imports no mock library: it is not read any further. */
  const isOpaque = (path: string): boolean => {
    const known = opaque.get(path)
    if (known !== undefined) return known
    const language = languageAt(path)
    const result = !language || !(mayBeTestPath(path, language.id, settings) || importsAModuleOf(files.read(path) ?? '', libraryIndexOf(language.id)))
    opaque.set(path, result)
    return result
  }

  const summaryOf = (path: string): FileSummary | undefined => summaries.of(path, () => {
    recording.note(path)
    const language = languageAt(path)
    const text = language && files.read(path)
    if (!language || text === undefined) return undefined
    return plain(summarise({ path, text, language, settings, surroundings }))
  })

  /** A name of a file, through the files that hand it on. */
  const lookUp = (path: string, name: string, steps: number): OutsideName | undefined => {
    const summary = steps > MOST_STEPS || isOpaque(path) ? undefined : summaryOf(path)
    if (!summary) return undefined
    const found = Object.hasOwn(summary.exports, name) ? summary.exports[name] : undefined
    if (found && found.kind !== 'link') return found
    if (found) {
      const target = exported(path, found.module, found.name, steps + 1)
      if (target) return target
      if (found.fallback) return { kind: 'library', path, name, library: found.fallback }
      return TEST_MODULE.test(found.module) ? undefined : { kind: 'real', path, name }
    }
    if (name === 'default' || name === '*') return undefined
    for (const star of name.startsWith('_') ? [] : summary.stars) {
      const target = fromLibrary(path, star, name) ?? exported(path, star, name, steps + 1)
      if (target) return target
    }
    return undefined
  }

  /** What `from unittest.mock import *` brings in. */
  const fromLibrary = (path: string, module: string, name: string): OutsideName | undefined => {
    const language = languageAt(path)
    const library = language && libraryIndexOf(language.id).byModule.get(module)?.find(({ exports }) => Object.hasOwn(exports, name))
    return library && { kind: 'library', path, name, library: { id: library.id, path: `${library.name}.${name}`, form: 'api' } }
  }

  const exported = (from: string, module: string, name: string, steps: number): OutsideName | undefined => {
    const { file, folder, opaque: hidden } = resolve(from, module)
    const found = file === undefined || hidden ? undefined : name === '*' ? { kind: 'real', path: file, name } as const : lookUp(file, name, steps)
    if (found || folder === undefined || name === '*') return found
    const submodule = [`${inside(folder, name)}.py`, inside(folder, `${name}/__init__.py`)].find((path) => kindAt(files, path) === 'file')
    if (submodule === undefined || isOpaque(submodule)) return undefined
    recording.note(submodule)
    return { kind: 'real', path: submodule, name: '*' }
  }

  const namesOf = (from: string, module: string, steps: number): readonly string[] | undefined => {
    const { file, opaque: hidden } = resolve(from, module)
    const summary = file === undefined || hidden || steps > MOST_STEPS ? undefined : summaryOf(file)
    if (!summary || file === undefined) return undefined
    if (summary.all) return summary.all
    const own = Object.keys(summary.exports).filter((name) => !name.startsWith('_') && name !== 'default')
    const library = (star: string): string[] => {
      const language = languageAt(file)
      return (language ? libraryIndexOf(language.id).byModule.get(star) ?? [] : []).flatMap(({ exports }) => Object.keys(exports))
    }
    return [...own, ...summary.stars.flatMap((star) => [...library(star), ...namesOf(file, star, steps + 1) ?? []])]
  }

  const conftests = fixturesAround({ files, summaryOf, resolve, isOpaque, note: recording.note, called: (of, name) => calledFixture(of, name) })
  const attributes = attributesOf({ files, resolve, note: recording.note })
  const declarations = declarationsOf({ files, resolve, note: recording.note })

  /** Whether the text of a helper, or of what it imports, names a mock library. */
  const leads = (path: string, steps: number): boolean => leading.of(path, () => {
    recording.note(path)
    const language = languageAt(path)
    const text = language && files.read(path)
    if (!language || text === undefined) return false
    return triggersOf(language.id).test(text) || (steps < MOST_STEPS && anyLeads(path, text, language, steps + 1))
  })

  const anyLeads = (from: string, text: string, language: Language, steps: number): boolean => {
    for (const { module, names } of modulesNamedIn(text, language.id)) {
      const { file, folder, opaque: hidden } = resolve(from, module)
      if (file !== undefined && !hidden && leads(file, steps) && (steps > 0 || names.some((name) => name === '*' || leadsBy(from, module, name)))) return true
      if (folder === undefined) continue
      for (const name of names) {
        const submodule = `${inside(folder, name)}.py`
        if (name !== '*' && kindAt(files, submodule) === 'file' && !isOpaque(submodule) && leads(submodule, steps)) return true
      }
    }
    return false
  }

  const leadsBy = (from: string, module: string, name: string): boolean => {
    const found = exported(from, module, name, 0)
    return found !== undefined && (found.kind !== 'real' || found.name === '*')
  }

  const surroundings: Surroundings = {
    exportOf: (from, module, name) => exported(from, module, name, 0),
    namesOf: (from, module) => namesOf(from, module, 0),
    fixtureOf: (from, name) => fixtures.of(folderOf(from), () => conftests(folderOf(from))).get(name),
    has: (from, path) => {
      if (languageAt(from)?.id === 'python') return attributes.has(from, path)
      return resolve(from, path).file !== undefined || namesPackage(path, files) ? 'yes' : 'unknown'
    },
    takenBy: declarations.takenBy,
    originOf: declarations.originOf,
    leadsToMocks(from, text) {
      const language = languageAt(from)
      if (!language) return false
      if (anyLeads(from, text, language, 0)) return true
      if (language.id !== 'python') return false
      for (const [name, { kind }] of fixtures.of(folderOf(from), () => conftests(folderOf(from)))) if (kind !== 'real' && text.includes(name)) return true
      return false
    },
  }

  return {
    surroundingsOf(path) {
      const lookedAt = new Set<string>()
      const record = <T>(ask: () => T): T => recording.into(lookedAt, ask)
      return {
        exportOf: (from, module, name) => record(() => surroundings.exportOf(from, module, name)),
        namesOf: (from, module) => record(() => surroundings.namesOf(from, module)),
        fixtureOf: (from, name) => record(() => surroundings.fixtureOf(from, name)),
        has: (from, dotted) => record(() => surroundings.has(from, dotted)),
        takenBy: (from, dotted, at) => record(() => surroundings.takenBy(from, dotted, at)),
        originOf: (from, dotted) => record(() => surroundings.originOf(from, dotted)),
        leadsToMocks: (from, text) => record(() => surroundings.leadsToMocks(from, text)),
        lookedAt: () => [...lookedAt].filter((other) => other !== path),
      }
    },
    changed(path) {
      const before = summaries.known(path)
      const wasOpaque = opaque.get(path)
      opaque.delete(path)
      for (const keeper of [summaries, fixtures, leading]) keeper.forget(path)
      const names = [attributes.changed(path), declarations.changed(path)].includes(true)
      if (names || wasOpaque === undefined) return names
      if (isOpaque(path) === wasOpaque) return !wasOpaque && (before === undefined || JSON.stringify(summaryOf(path)) !== JSON.stringify(before))
      modules.clear()
      forgetConfigurations()
      return true
    },
    moved(path) {
      for (const at of [path, ...foldersAround(folderOf(path))]) for (const keeper of [summaries, fixtures, leading]) keeper.forget(at)
      opaque.delete(path)
      attributes.changed(path)
      declarations.changed(path)
      modules.clear()
      forgetConfigurations()
    },
  }
}

/** Files whose configurations (JSON) are parsed once: every import that is not relative asks for the nearest ones. */
function withConfigurationsKept(source: WorkspaceFiles): { readonly files: WorkspaceFiles; forgetConfigurations(): void } {
  const values = new Map<string, unknown>()
  const json = (path: string): unknown => {
    if (!values.has(path)) values.set(path, source.json(path))
    return values.get(path)
  }
  return { files: { read: (path) => source.read(path), entries: (folder) => source.entries(folder), json }, forgetConfigurations: () => values.clear() }
}

/** What a test gets that takes a fixture: the result of its function. */
function calledFixture(of: OutsideName | undefined, name: string): OutsideName | undefined {
  if (of?.kind === 'maker') return of.library ? { kind: 'library', path: of.path, name, library: of.library } : { ...of, kind: 'double' }
  return of
}

/** A copy that shares no text with the file, which it would keep in memory. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
