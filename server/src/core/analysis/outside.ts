import type { Library } from '../catalogue/library.ts'
import type { Facts, Import } from '../model/facts.ts'
import type { Settings } from '../model/settings.ts'
import type { LibraryName, OutsideName, Surroundings } from '../model/surroundings.ts'
import { entered, exported, named, none, type Denotation } from './denotation.ts'
import { libraryIndexOf } from './library-index.ts'
import { namePatterns } from './name-patterns.ts'

/** What one file takes from the rest of the workspace, and what the settings tell of names. */
export interface Outside {
  /** What an import denotes by the workspace or the settings; undefined when neither tells. */
  exportOf(module: string, name: string): Denotation | undefined
  /** What the last of the members that follow a module denotes: `helpers.make` of `import tests.helpers as helpers`. */
  member(module: string, members: readonly string[]): Denotation | undefined
  /** What a name of a file of the workspace denotes. */
  inFile(file: string, name: string): Denotation | undefined
  /** What a name of a fixture denotes that this file does not define. */
  fixture(name: string): Denotation | undefined
  /** What the settings tell of a function or class of this file. */
  own(name: string): Denotation | undefined
  /** What calling a name of another file gives. */
  called(of: OutsideName): Denotation
  /** Whether an import may lead to a mock. */
  leads(fact: Import): boolean
  /** Whether any answer so far was a double that another file makes. */
  holdsDoubles(): boolean
  /** Names that a star import brings in and that may lead to a mock. */
  starNames(module: string): readonly string[]
}

export interface OutsideRequest {
  readonly path: string
  readonly settings: Pick<Settings, 'doubles' | 'real'>
  readonly surroundings: Surroundings
}

/** The helpers that the settings declare to make doubles. */
const DECLARED: Library = {
  id: 'declared',
  title: 'Your own helpers',
  documentation: '',
  languages: ['python', 'ecmascript'],
  modules: [],
  name: '',
  exports: {},
  configuration: [],
  verification: [],
  triggers: [],
}

/** Asks the surroundings of a file, each name once. */
export function outsideOf(facts: Facts, { path, settings, surroundings }: OutsideRequest): Outside {
  const isDouble = namePatterns(settings.doubles)
  const isReal = namePatterns(settings.real)
  const libraries = libraryIndexOf(facts.language)
  const known = new Map<string, Denotation | undefined>()
  const fixtures = new Map<string, Denotation | undefined>()
  let doubles = false

  const declared = (name: string, homes: readonly string[]): Denotation | undefined => {
    if (!isDouble && !isReal) return undefined
    const names = [name, ...homes.map((home) => `${home}.${name}`)]
    if (isReal && names.some(isReal)) return none(`${name} is declared real by the settings`)
    return isDouble && names.some(isDouble) ? { kind: 'api', library: DECLARED, name, api: { kind: 'double' } } : undefined
  }

  const exportOf = (module: string, name: string): Denotation | undefined => {
    const key = `${module}\n${name}`
    if (known.has(key)) return known.get(key)
    const found = surroundings.exportOf(path, module, name)
    const result = declared(name, found ? [module, dotted(found.path)] : [module]) ?? (found && denotationOf(found, module, name))
    known.set(key, result)
    return result
  }

  const denotationOf = (found: OutsideName, module: string, name: string): Denotation => {
    const fromLibrary = found.kind === 'library' ? libraryNamed(found.library) : undefined
    if (fromLibrary) return fromLibrary
    const real: Denotation = { kind: 'real', module, members: name === '*' ? [] : [name] }
    doubles ||= found.fingerprint !== undefined
    return found.kind === 'library' || (found.kind === 'real' && found.name !== '*') ? real : { ...real, outside: found }
  }

  const libraryNamed = (name: LibraryName | undefined): Denotation | undefined => {
    const library = name && libraries.libraries.find(({ id }) => id === name.id)
    return library && name && inLibrary(library, name)
  }

  const fixtureNamed = (name: string): Denotation | undefined => {
    const found = surroundings.fixtureOf(path, name)
    if (!found) return undefined
    if (found.kind === 'library') return libraryNamed(found.library)
    doubles ||= found.fingerprint !== undefined
    return { kind: 'none', reason: `${name} is a fixture of ${found.path}`, ...(found.kind === 'real' ? {} : { outside: found }) }
  }

  return {
    exportOf,
    member(module, members) {
      const name = members.at(-1)
      if (name === undefined || (members.length > 1 && !libraries.python)) return undefined
      return exportOf([libraries.python && module.endsWith('.') ? module.slice(0, -1) : module, ...members.slice(0, -1)].join('.'), name)
    },
    inFile(file, name) {
      const own = file.slice(file.lastIndexOf('/') + 1)
      const found = surroundings.exportOf(file, libraries.python ? `.${own.replace(/\.\w+$/, '')}` : `./${own}`, name)
      return found && denotationOf(found, dotted(file), name)
    },
    fixture(name) {
      if (fixtures.has(name)) return fixtures.get(name)
      const denotation = fixtureNamed(name)
      fixtures.set(name, denotation)
      return denotation
    },
    own: (name) => declared(name, [dotted(path)]),
    called(of) {
      const fromLibrary = of.kind === 'maker' ? libraryNamed(of.library) : undefined
      return fromLibrary ?? { kind: 'none', reason: `it is made in ${of.path}`, outside: of.kind === 'double' ? of : { ...of, kind: 'double' } }
    },
    leads({ module, imported, local, typeOnly }) {
      if (local === undefined || typeOnly || libraries.byModule.has(module)) return false
      const denotation = imported === undefined ? undefined : exportOf(module, imported)
      if (denotation) return denotation.kind !== 'real' || denotation.outside !== undefined || imported === '*'
      return imported === undefined && surroundings.exportOf(path, module, '*') !== undefined
    },
    holdsDoubles: () => doubles,
    starNames: (module) => (surroundings.namesOf(path, module) ?? []).filter((name) => {
      const denotation = exportOf(module, name)
      return denotation !== undefined && (denotation.kind !== 'real' || denotation.outside !== undefined)
    }),
  }
}

/** `tests.helpers` of `tests/helpers.py`. */
function dotted(path: string): string {
  return path.replace(/(?:\/__init__|\/index)?\.\w+$/, '').replaceAll('/', '.')
}

/** The denotation that a name of a library was written from by `libraryNameOf`. */
function inLibrary(library: Library, { path, form }: LibraryName): Denotation | undefined {
  if (form === 'namespace') return { kind: 'namespace', library, path }
  const object = named(library, path)
  if (object) return object
  for (const entries of [library.globals, library.fixtures]) {
    const api = entries && Object.hasOwn(entries, path) ? entries[path] : undefined
    if (api) return entered(library, path, api)
  }
  if (path === library.name && Object.hasOwn(library.exports, 'default')) return exported(library, library.name, 'default')
  const steps = path.startsWith(`${library.name}.`) ? path.slice(library.name.length + 1).split('.') : path.split('.')
  return memberNamed(library, steps)
}

function memberNamed(library: Library, [first = '', ...rest]: readonly string[]): Denotation | undefined {
  let of: Denotation | undefined = Object.hasOwn(library.exports, first) ? exported(library, library.name, first) : named(library, first)
  for (const step of rest) {
    if (of?.kind !== 'api') return undefined
    const api = of.api.members && Object.hasOwn(of.api.members, step) ? of.api.members[step] : undefined
    of = api && entered(library, `${of.name}.${step}`, api)
  }
  return of
}

/** A denotation of a mock library as plain data; undefined for any other one. */
export function libraryNameOf(denotation: Denotation): LibraryName | undefined {
  if (denotation.kind === 'namespace') return { id: denotation.library.id, path: denotation.path, form: 'namespace' }
  return denotation.kind === 'api' && denotation.library !== DECLARED ? { id: denotation.library.id, path: denotation.name, form: 'api' } : undefined
}
