import type { FindingCode, Kind, ServiceId } from './finding.ts'

export type Preset = 'observe' | 'boundaries' | 'strict'

/** How loud a diagnostic is; `off` hides it, but nothing is counted less for it. */
export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off'

/** Gives the sites that meet all its conditions a severity; a later rule overrules an earlier one, and every rule the preset. */
export interface SeverityRule {
  /** Globs of test files; all of them when missing. */
  readonly files?: readonly string[]
  readonly services?: readonly ServiceId[]
  readonly kinds?: readonly Kind[]
  readonly severity: Severity
}

/** Tells the service of everything whose name, import path or file matches: `app.gateway.*`, `PaymentClient`, `tests/ws/**`. */
export interface ClassifyRule {
  /** A dotted path or name in which `*` stands for any characters, or a glob of files when it holds a `/`. */
  readonly match: string
  readonly service: ServiceId
}

/** The settings of `demock.json` and of the editor, complete and valid. Globs are relative to the workspace root. */
export interface Settings {
  readonly preset: Preset
  /** Globs of test files, besides the conventions of the test runners. */
  readonly include: readonly string[]
  /** Globs of files that are never read. */
  readonly exclude: readonly string[]
  /** Services whose sites get no diagnostic (they are still counted). */
  readonly silence: readonly ServiceId[]
  /** Services of the user's own names; the first rule that matches decides, before any other evidence. */
  readonly classify: readonly ClassifyRule[]
  /** Dotted paths or names (`*` for any characters) of helpers that are real: `tests.support.LiveServer`. They are never sites or suspects. */
  readonly real: readonly string[]
  /** Dotted paths or names (`*` for any characters) of helpers that make test doubles: calling one is a site of kind `double`. */
  readonly doubles: readonly string[]
  readonly severity: readonly SeverityRule[]
  /** Severity of the findings beside the sites; those not named here are warnings, `unused-double` and `mock-only-test` information. */
  readonly findings: Readonly<Partial<Record<FindingCode, Severity>>>
  /** Whether what only looks like a double is reported. */
  readonly suspects: boolean
  /** Where support files go, relative to the folder of the nearest `conftest.py` or of the test. */
  readonly supportFolder: string
}

export const DEFAULT_SETTINGS: Settings = {
  preset: 'boundaries',
  include: [],
  exclude: [],
  silence: [],
  classify: [],
  real: [],
  doubles: [],
  severity: [],
  findings: {},
  suspects: true,
  supportFolder: '.',
}
