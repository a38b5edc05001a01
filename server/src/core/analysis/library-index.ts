import { LIBRARIES } from '../catalogue/libraries.ts'
import type { Api, Library, Members, Overwriting } from '../catalogue/library.ts'
import type { LanguageId } from '../model/facts.ts'

export interface CatalogueEntry {
  readonly library: Library
  readonly api: Api
}

export interface OverwritingEntry {
  readonly library: Library
  readonly form: Overwriting
}

/** The catalogue of one language by the ways in which its names come into a file. */
export interface LibraryIndex {
  readonly python: boolean
  readonly libraries: readonly Library[]
  readonly byModule: Pick<ReadonlyMap<string, readonly Library[]>, 'get' | 'has'>
  readonly globals: ReadonlyMap<string, CatalogueEntry>
  readonly fixtures: ReadonlyMap<string, CatalogueEntry>
  readonly marks: ReadonlyMap<string, CatalogueEntry>
  readonly assigned: ReadonlyMap<string, CatalogueEntry>
  readonly reexports: ReadonlyMap<string, Library>
  readonly overwritings: readonly OverwritingEntry[]
  /** Modules whose import alone makes a site. */
  readonly effects: ReadonlyMap<string, CatalogueEntry>
  /** Last names of the callees that take providers. */
  readonly providing: ReadonlySet<string>
  readonly providingLibraries: ReadonlySet<Library>
  /** Whether naming an API without a call may make a site. */
  readonly mentions: boolean
  /** Names under which callbacks may be handed what leads to a mock library. */
  readonly contextNames: readonly string[]
  /** Every name that configures or verifies a double of any library that makes doubles of anything. */
  readonly configuration: ReadonlySet<string>
  readonly verification: ReadonlySet<string>
  /** The same with the names of one library that stands in for one service only: `respond`, `add_response`. */
  readonly ownNames: ReadonlyMap<Library, Pick<LibraryIndex, 'configuration' | 'verification'>>
}

function indexed(language: LanguageId, all: readonly Library[]): LibraryIndex {
  const libraries = all.filter((library) => library.languages.includes(language))
  const byModule = new Map<string, Library[]>()
  const globals = new Map<string, CatalogueEntry>()
  const fixtures = new Map<string, CatalogueEntry>()
  const marks = new Map<string, CatalogueEntry>()
  const assigned = new Map<string, CatalogueEntry>()
  const reexports = new Map<string, Library>()
  const effects = new Map<string, CatalogueEntry>()
  for (const library of libraries) {
    for (const module of library.modules) byModule.set(module, [...(byModule.get(module) ?? []), library])
    for (const [name, api] of Object.entries(library.globals ?? {})) globals.set(name, { library, api })
    for (const [name, api] of Object.entries(library.fixtures ?? {})) fixtures.set(name, { library, api })
    for (const [name, api] of Object.entries(library.marks ?? {})) marks.set(name, { library, api })
    for (const [name, api] of Object.entries(library.assigned ?? {})) assigned.set(name, { library, api })
    for (const [name, api] of Object.entries(library.effects ?? {})) effects.set(name, { library, api })
    for (const name of library.reexports ?? []) reexports.set(name, library)
  }
  const anything = libraries.filter((library) => someApi(library, (api) => api.kind !== undefined && !api.service))
  const configuration = new Set(anything.flatMap((library) => library.configuration))
  const verification = new Set(anything.flatMap((library) => library.verification))
  const ownNames = new Map(libraries.filter((library) => !anything.includes(library)).map((library) => [library, {
    configuration: new Set([...configuration, ...library.configuration]),
    verification: new Set([...verification, ...library.verification]),
  }]))
  return {
    python: language === 'python',
    libraries,
    byModule: language === 'python' ? byModule : bySpecifier(byModule),
    globals,
    fixtures,
    marks,
    assigned,
    reexports,
    overwritings: libraries.flatMap((library) => (library.overwritings ?? []).map((form) => ({ library, form }))),
    effects,
    providingLibraries: new Set(libraries.filter((library) => someApi(library, (api) => api.providers === true))),
    providing: new Set(libraries.flatMap((library) => [library.exports, library.objects].flatMap(namesOfProviding))),
    mentions: libraries.some((library) => someApi(library, (api) => api.mention === true)),
    contextNames: contextNamesOf(libraries),
    configuration,
    verification,
    ownNames,
  }
}

/** Looks modules up without the registry and version that Deno writes: `jsr:@std/testing@1/mock`. */
function bySpecifier(byModule: ReadonlyMap<string, readonly Library[]>): LibraryIndex['byModule'] {
  return {
    get: (specifier) => byModule.get(bareSpecifier(specifier)),
    has: (specifier) => byModule.has(bareSpecifier(specifier)),
  }
}

function bareSpecifier(specifier: string): string {
  if (!specifier.startsWith('jsr:') && !specifier.startsWith('npm:') && !specifier.startsWith('https:')) return specifier
  return specifier.replace(/^(?:jsr|npm):\/?/, '').replace(/(?<=[^/])@[^/@]*/, '')
}

/** The members of what libraries hand to callbacks: tests take them by these names. */
function contextNamesOf(libraries: readonly Library[]): readonly string[] {
  const names = new Set<string>()
  for (const library of libraries) {
    for (const api of [library.exports, library.objects, library.globals].flatMap((members) => [...apisOf(members)])) {
      for (const context of api.callback ?? []) for (const name of Object.keys(library.objects?.[context]?.members ?? {})) names.add(name)
    }
  }
  return [...names]
}

/** All APIs of a library, those of its objects and fixtures included. */
function* apisOf(members: Members | undefined): Generator<Api> {
  for (const api of Object.values(members ?? {})) {
    yield api
    yield* apisOf(api.members)
  }
}

function namesOfProviding(members: Members | undefined): string[] {
  return Object.entries(members ?? {}).flatMap(([name, api]) => [...(api.providers ? [name] : []), ...namesOfProviding(api.members)])
}

function someApi({ exports, objects, fixtures, globals, marks, assigned }: Library, is: (api: Api) => boolean): boolean {
  return [exports, objects, fixtures, globals, marks, assigned].some((members) => [...apisOf(members)].some(is))
}

/** Libraries that make sites: what is only real costs the analysis nothing. */
const MOCKING = LIBRARIES.filter((library) => {
  const { classes, overwritings, effects, manualMocks } = library
  return classes || overwritings || effects || manualMocks || someApi(library, (api) => api.kind !== undefined)
})
const REAL = LIBRARIES.filter((library) => someApi(library, (api) => api.real !== undefined))

const INDEXES: Readonly<Record<LanguageId, LibraryIndex>> = { python: indexed('python', MOCKING), ecmascript: indexed('ecmascript', MOCKING) }
const REAL_INDEXES: Readonly<Record<LanguageId, LibraryIndex>> = { python: indexed('python', REAL), ecmascript: indexed('ecmascript', REAL) }

/** The mock libraries of a language, indexed once. */
export function libraryIndexOf(language: LanguageId): LibraryIndex {
  return INDEXES[language]
}

/** The libraries that hold real things which are taken for mocks, indexed once. */
export function realIndexOf(language: LanguageId): LibraryIndex {
  return REAL_INDEXES[language]
}
