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
  readonly byModule: ReadonlyMap<string, readonly Library[]>
  readonly globals: ReadonlyMap<string, CatalogueEntry>
  readonly fixtures: ReadonlyMap<string, CatalogueEntry>
  readonly reexports: ReadonlyMap<string, Library>
  readonly overwritings: readonly OverwritingEntry[]
  /** Every name that configures or verifies a double of any library. */
  readonly configuration: ReadonlySet<string>
  readonly verification: ReadonlySet<string>
}

function indexed(language: LanguageId, all: readonly Library[]): LibraryIndex {
  const libraries = all.filter((library) => library.languages.includes(language))
  const byModule = new Map<string, Library[]>()
  const globals = new Map<string, CatalogueEntry>()
  const fixtures = new Map<string, CatalogueEntry>()
  const reexports = new Map<string, Library>()
  for (const library of libraries) {
    for (const module of library.modules) byModule.set(module, [...(byModule.get(module) ?? []), library])
    for (const [name, api] of Object.entries(library.globals ?? {})) globals.set(name, { library, api })
    for (const [name, api] of Object.entries(library.fixtures ?? {})) fixtures.set(name, { library, api })
    for (const name of library.reexports ?? []) reexports.set(name, library)
  }
  return {
    python: language === 'python',
    libraries,
    byModule,
    globals,
    fixtures,
    reexports,
    overwritings: libraries.flatMap((library) => (library.overwritings ?? []).map((form) => ({ library, form }))),
    configuration: new Set(libraries.flatMap((library) => library.configuration)),
    verification: new Set(libraries.flatMap((library) => library.verification)),
  }
}

/** All APIs of a library, those of its objects and fixtures included. */
function* apisOf(members: Members | undefined): Generator<Api> {
  for (const api of Object.values(members ?? {})) {
    yield api
    yield* apisOf(api.members)
  }
}

function someApi({ exports, objects, fixtures, globals }: Library, is: (api: Api) => boolean): boolean {
  return [exports, objects, fixtures, globals].some((members) => [...apisOf(members)].some(is))
}

/** Libraries that make sites: what is only real costs the analysis nothing. */
const MOCKING = LIBRARIES.filter((library) => library.classes !== undefined || library.overwritings !== undefined || someApi(library, (api) => api.kind !== undefined))
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
