import type { FunctionFact } from './facts.ts'
import type { ServiceId } from './finding.ts'

/**
 * What a name of another file of the workspace means. `library`: it leads to an export of a mock library; `double`: a value that is or holds a double made
 * there; `maker`: a function whose result is a double made there, or leads to a mock library; `fake`: a hand-written double class; `real`: anything else
 * that is defined there. Plain data.
 */
export interface OutsideName {
  readonly kind: 'library' | 'double' | 'maker' | 'fake' | 'real'
  /** File that defines it, relative to the workspace root, with `/`. */
  readonly path: string
  /** Its name there. */
  readonly name: string
  /** For `library`, and for a `maker` that gives it. */
  readonly library?: LibraryName
  /** For `double`, `fake` and `maker`: fingerprint of the site there. */
  readonly fingerprint?: string
  /** What the double there surely stands in for: its spec or API tells. */
  readonly service?: ServiceId
  /** How a function is written. */
  readonly form?: FunctionFact['form']
}

/** A name of a mock library: `api` as its documentation writes it (`unittest.mock.AsyncMock`), `namespace` by the module that holds all its exports. */
export interface LibraryName {
  /** Of the catalogue entry. */
  readonly id: string
  readonly path: string
  readonly form: 'api' | 'namespace'
}

/** What a parameter of the application's own code says of what it takes. Plain data. */
export interface Taken {
  readonly parameter: string
  /** The types that its annotation allows; none when it has none, or only containers and functions. */
  readonly types: readonly DeclaredType[]
  /** File of the function, relative to the workspace root, with `/`. */
  readonly path: string
}

/** A class as a file names it: `Client` of the module `supabase`. */
export interface DeclaredType {
  /** As imported there; '' for a class of the same file. */
  readonly module: string
  readonly name: string
  /** It is the workspace's own. */
  readonly own: boolean
}

/**
 * What the rest of the workspace tells about the names that one file takes from elsewhere. Answers may be undefined: then nothing is known. `from` is the
 * path of the file that asks, relative to the workspace root, with `/`.
 */
export interface Surroundings {
  /** The export `name` of the module that is imported as `module` in the file `from`; `default` for the default export. */
  exportOf(from: string, module: string, name: string): OutsideName | undefined
  /** Names that `from module import *` or `export * from` brings in. */
  namesOf(from: string, module: string): readonly string[] | undefined
  /** A pytest fixture that tests of the file `from` may take by its name, from the conftest.py files of its folder and the folders above. */
  fixtureOf(from: string, name: string): OutsideName | undefined
  /** Whether a dotted path names something: `no` only when its module is of the workspace and has no such attribute, or a package of the workspace has no such module. In JavaScript: whether a specifier leads into the workspace. */
  has(from: string, path: string): 'yes' | 'no' | 'unknown'
  /** What a function, class or method of the workspace, by its dotted path, takes at a 0-based position or by a keyword. Python only. */
  takenBy(from: string, path: string, at: number | string): Taken | undefined
  /** What a name of a module of the workspace, by its dotted path, is there: a name that is imported, or the class of which it is made. Python only. */
  originOf(from: string, path: string): DeclaredType | undefined
  /** Whether a text that names no mock library itself takes something from the workspace that leads to one. Cheap: looks at its imports only. */
  leadsToMocks(from: string, text: string): boolean
}

/** The surroundings of a file of which nothing else is known. */
export const NO_SURROUNDINGS: Surroundings = {
  exportOf: () => undefined,
  namesOf: () => undefined,
  fixtureOf: () => undefined,
  has: () => 'unknown',
  takenBy: () => undefined,
  originOf: () => undefined,
  leadsToMocks: () => false,
}
