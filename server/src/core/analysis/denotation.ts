import type { Api, Library } from '../catalogue/library.ts'
import type { Call, Import, Value } from '../model/facts.ts'
import type { OutsideName } from '../model/surroundings.ts'
import type { LibraryIndex } from './library-index.ts'

/**
 * What an expression denotes: an `api` of the catalogue; a `namespace`, all exports of a mock library; a `real` name of another module;
 * or `none`, with the reason, which a face may show. `outside`: it is a double of another file, or gives one; `result`: index of the function of this text
 * whose result a call of it gives.
 */
export type Denotation =
  | { readonly kind: 'api'; readonly library: Library; readonly name: string; readonly api: Api }
  | { readonly kind: 'namespace'; readonly library: Library; readonly path: string }
  | { readonly kind: 'real'; readonly module: string; readonly members: readonly string[]; readonly outside?: OutsideName }
  | { readonly kind: 'none'; readonly reason: string; readonly outside?: OutsideName; readonly result?: number }

/** No denotation, and why. */
export function none(reason: string): Denotation {
  return { kind: 'none', reason }
}

/** A function of this text, of which only the result may lead to a mock library. */
export function functionNamed(name: string, index: number): Denotation {
  return { kind: 'none', reason: `${name} is a function`, result: index }
}

/** `functools.partial(patch, …)` is called like its first argument. */
export function partialOf(of: Denotation, call: Call, denote: (value: Value) => Denotation): Denotation | undefined {
  if (of.kind !== 'real' || of.module !== 'functools' || of.members[0] !== 'partial') return undefined
  const first = call.arguments[0]?.value
  return first && denote(first)
}

/** The path under which something real exists: that of a real name, and of a name or module that a catalogue entry only knows in part (`celery.Celery`). */
export function realPathOf(of: Denotation | undefined): { readonly module: string; readonly members: readonly string[] } | undefined {
  if (of?.kind === 'real') return of
  if (of?.kind === 'namespace') return of.library.partial ? { module: of.path, members: [] } : undefined
  if (of?.kind !== 'api' || !of.library.partial) return undefined
  const dot = of.name.lastIndexOf('.')
  return dot < 0 ? undefined : { module: of.name.slice(0, dot), members: [of.name.slice(dot + 1)] }
}

/** Follows `is` to the object that documents the members. */
export function entered(library: Library, name: string, api: Api): Denotation {
  return (api.is === undefined ? undefined : named(library, api.is)) ?? { kind: 'api', library, name, api }
}

/** The object of a library under which members are documented. */
export function named(library: Library, object: string | undefined): Denotation | undefined {
  const api = object === undefined ? undefined : library.objects?.[object]
  return api && object !== undefined ? { kind: 'api', library, name: object, api } : undefined
}

/** What a global or fixture denotes. */
export function fromEntry(entries: LibraryIndex['globals'], name: string): Denotation {
  const entry = entries.get(name)
  return entry ? entered(entry.library, name, entry.api) : none(`${name} is unknown`)
}

/** An export of a mock library: a module of its own, an API, or the namespace for a default export that is none. */
export function exported(library: Library, path: string, name: string): Denotation {
  if (library.modules.includes(`${path}.${name}`)) return { kind: 'namespace', library, path: `${path}.${name}` }
  if (Object.hasOwn(library.exports, name)) {
    const api = library.exports[name]
    if (api) return entered(library, name === 'default' ? library.name : `${library.name}.${name}`, api)
  }
  if (name === 'default') return { kind: 'namespace', library, path }
  if (library.partial) return { kind: 'real', module: path, members: [name] }
  return none(`${name} of ${library.name} starts no double`)
}

/** A whole module by its path or specifier. */
export function moduleNamed(module: string, libraries: LibraryIndex): Denotation {
  const library = libraries.byModule.get(module)?.[0]
  return library ? { kind: 'namespace', library, path: module } : { kind: 'real', module, members: [] }
}

/** In Python a member of a package may be a module of a mock library: `unittest` then `mock`. */
export function realMember(module: string, members: readonly string[], libraries: LibraryIndex | undefined): Denotation {
  const mark = libraries && module === 'pytest' && members.length === 2 && members[0] === 'mark' ? libraries.marks.get(members[1] ?? '') : undefined
  if (mark) return entered(mark.library, `pytest.mark.${members[1]}`, mark.api)
  const library = libraries?.byModule.get([module, ...members].join('.'))?.[0]
  return library ? { kind: 'namespace', library, path: [module, ...members].join('.') } : { kind: 'real', module, members }
}

/** Modules that are taken for helpers of tests by their name, where nothing is known of them. */
export const TEST_MODULE = /(?:^|[^a-z])(?:tests?|testing|mocks?|compat|conftest|six|t)(?:[^a-z]|$)/i

/** What an imported name denotes; one taken from a helper of the tests that nothing is known of is trusted when only a mock library has such a name. */
export function denoteImport(fact: Import, libraries: LibraryIndex, exportOf?: (module: string, name: string) => Denotation | undefined): Denotation {
  const { module, imported, form } = fact
  if (form === 'module') {
    const whole = libraries.python && fact.local !== undefined && module.includes('.') && module.split('.')[0] === fact.local ? fact.local : module
    return moduleNamed(whole, libraries)
  }
  if (imported === undefined) return none(`${module} is imported for its effects only`)
  const library = libraries.byModule.get(module)?.find((candidate) => Object.hasOwn(candidate.exports, imported) || imported === 'default')
  if (library) return exported(library, module, imported)
  if (libraries.python) {
    const asModule = libraries.byModule.get(module.endsWith('.') ? module + imported : `${module}.${imported}`)?.[0]
    if (asModule) return { kind: 'namespace', library: asModule, path: `${module}.${imported}` }
  }
  const found = exportOf?.(module, imported)
  if (found) return found
  const handedOn = libraries.reexports.get(imported)
  if (handedOn && (TEST_MODULE.test(module) || (handedOn.reexportedAnywhere && !libraries.byModule.has(module)))) {
    const global = handedOn.globals?.[imported]
    if (global) return entered(handedOn, imported, global)
    if (Object.hasOwn(handedOn.exports, imported)) return exported(handedOn, handedOn.name, imported)
    return { kind: 'namespace', library: handedOn, path: handedOn.name }
  }
  return { kind: 'real', module, members: [imported] }
}
