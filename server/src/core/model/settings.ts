import type { ServiceId } from './finding.ts'

export type Preset = 'observe' | 'boundaries' | 'strict'

/** The settings of `demock.json` and of the editor, complete and valid. Globs are relative to the workspace root. */
export interface Settings {
  readonly preset: Preset
  /** Globs of test files, besides the conventions of the test runners. */
  readonly include: readonly string[]
  /** Globs of files that are never read. */
  readonly exclude: readonly string[]
  /** Services whose sites get no diagnostic (they are still counted). */
  readonly silence: readonly ServiceId[]
  /** Where support files go, relative to the folder of the nearest `conftest.py` or of the test. */
  readonly supportFolder: string
}

export const DEFAULT_SETTINGS: Settings = {
  preset: 'boundaries',
  include: [],
  exclude: [],
  silence: [],
  supportFolder: '.',
}
