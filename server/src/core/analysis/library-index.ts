import { LIBRARIES } from '../catalogue/libraries.ts'
import type { Api, Library } from '../catalogue/library.ts'
import type { LanguageId } from '../model/facts.ts'

export interface CatalogueEntry {
  readonly library: Library
  readonly api: Api
}

/** The catalogue of one language by the ways in which its names come into a file. */
export interface LibraryIndex {
  readonly python: boolean
  readonly libraries: readonly Library[]
  readonly byModule: ReadonlyMap<string, readonly Library[]>
  readonly globals: ReadonlyMap<string, CatalogueEntry>
  readonly fixtures: ReadonlyMap<string, CatalogueEntry>
  readonly reexports: ReadonlyMap<string, Library>
  /** Every name that configures or verifies a double of any library. */
  readonly configuration: ReadonlySet<string>
  readonly verification: ReadonlySet<string>
}

function indexed(language: LanguageId): LibraryIndex {
  const libraries = LIBRARIES.filter((library) => library.languages.includes(language))
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
    configuration: new Set(libraries.flatMap((library) => library.configuration)),
    verification: new Set(libraries.flatMap((library) => library.verification)),
  }
}

const INDEXES: Readonly<Record<LanguageId, LibraryIndex>> = { python: indexed('python'), ecmascript: indexed('ecmascript') }

/** The catalogue of a language, indexed once. */
export function libraryIndexOf(language: LanguageId): LibraryIndex {
  return INDEXES[language]
}
