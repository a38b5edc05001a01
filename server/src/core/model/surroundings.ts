import type { FunctionFact } from './facts.ts'

/**
 * What a name of another file of the workspace means. `library`: it leads to the export of a mock library (`path` as in `unittest.mock.AsyncMock`; the library
 * itself for its namespace); `double`: a value that is or holds a double made there; `maker`: a function whose result is a double made there; `fake`: a
 * hand-written double class; `real`: anything else that is defined there.
 */
export interface OutsideName {
  readonly kind: 'library' | 'double' | 'maker' | 'fake' | 'real'
  /** File that defines it, relative to the workspace root, with `/`. */
  readonly path: string
  /** Its name there. */
  readonly name: string
  /** For `library`: id of the catalogue entry, and the name as its documentation writes it. */
  readonly library?: { readonly id: string; readonly path: string }
  /** For `double` and `maker`: fingerprint of the site there. */
  readonly fingerprint?: string
  /** For fixtures: how the function is written. */
  readonly form?: FunctionFact['form']
}

/** What the rest of the workspace tells about the names that one file takes from elsewhere. Answers may be undefined: then nothing is known. */
export interface Surroundings {
  /** The export `name` of the module that is imported as `module` in the file `from`. `*` asks for the module as a whole. */
  exportOf(from: string, module: string, name: string): OutsideName | undefined
  /** Names that `from module import *` or `export * from` brings in. */
  namesOf(from: string, module: string): readonly string[] | undefined
  /** A pytest fixture that tests of the file `from` may take by its name, from the conftest.py files of its folder and the folders above. */
  fixtureOf(from: string, name: string): OutsideName | undefined
  /** Whether a dotted path names something: `no` only when its module is of the workspace and has no such attribute, or a package of the workspace has no such module. */
  has(from: string, path: string): 'yes' | 'no' | 'unknown'
}

/** The surroundings of a file of which nothing else is known. */
export const NO_SURROUNDINGS: Surroundings = {
  exportOf: () => undefined,
  namesOf: () => undefined,
  fixtureOf: () => undefined,
  has: () => 'unknown',
}
