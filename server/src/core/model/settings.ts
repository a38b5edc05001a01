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

/** What a stream of WebSocket events promises; support files get it as a constant. Events are JSON objects with a type. */
export interface EventContract {
  /** Types of events in the order in which each comes for the first time; no other type may come. */
  readonly events: readonly string[]
  /** Those of `events` that need not come. */
  readonly optional?: readonly string[]
  /** Those that come at most once; what stands before one of these in `events` does not come after it. */
  readonly once?: readonly string[]
  /** `[start, end]` or `[start, end, field]`: each start has its end behind it, with an equal field where one is named. */
  readonly pairs?: readonly (readonly string[])[]
  /** `[event, instead of]`: this event comes once in place of that one; what stands between the first event and that one may then be missing. */
  readonly fallback?: readonly string[]
  /** Nothing comes after it. */
  readonly final?: string
  /** The fields that an event of a type must have, in itself or in its `payload` or `data`. */
  readonly fields?: Readonly<Record<string, readonly string[]>>
  /** Types that may come at any time. */
  readonly ignored?: readonly string[]
  /** The field with the type of an event: `type` when missing. */
  readonly typeField?: string
  /** The field that tells apart streams on one connection. */
  readonly runField?: string
}

/** A step of a programme that replaces mocks service by service. */
export interface Phase {
  readonly name: string
  readonly services: readonly ServiceId[]
}

export const TEST_RUNNERS = ['pytest', 'unittest', 'vitest', 'jest', 'mocha', 'node'] as const
/** A program that runs tests; `node` is `node --test`. */
export type TestRunnerName = (typeof TEST_RUNNERS)[number]

/** How some test files are run. What tells the runner where to put its results, and the files, follow the command. */
export interface TestCommand {
  /** Globs of test files. */
  readonly files: readonly string[]
  readonly runner: TestRunnerName
  /** The program and its first arguments: `["uv", "run", "--offline", "pytest"]`. */
  readonly command: readonly string[]
  /** The folder to run it in, relative to the workspace root; the root when missing. */
  readonly folder?: string
}

/** How conversions are proven. */
export interface VerifySettings {
  /** Seconds for one run of tests. */
  readonly timeout: number
  /** The most places of the code under test that are broken for one file. */
  readonly mutants: number
  /** The first that a file matches counts; for others the command is found out. */
  readonly tests: readonly TestCommand[]
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
  /** Contracts of event streams by name, for `expect_events` of support files. */
  readonly contracts: Readonly<Record<string, EventContract>>
  /** The phases of reports, in their order; a service is in one of them at most. */
  readonly phases: readonly Phase[]
  /** Only of `demock.json`: it names programs to run. */
  readonly verify: VerifySettings
}

/** The seven events by which an agent tells its user what it does. */
const AGENT_EVENTS: EventContract = {
  events: ['agent_started', 'agent_thinking', 'tool_executing', 'tool_completed', 'agent_completed', 'final_report'],
  once: ['agent_started', 'agent_completed'],
  pairs: [['tool_executing', 'tool_completed', 'tool_name']],
  fallback: ['agent_fallback', 'agent_completed'],
  final: 'final_report',
}

/** The order in which teams replace mocks: what tests talk to all the time first, what costs money or lies with others last. */
const PHASES: readonly Phase[] = [
  { name: 'WebSocket', services: ['websocket'] },
  { name: 'Database, cache, queue', services: ['database', 'cache', 'queue'] },
  { name: 'Language models, HTTP, auth, e-mail, storage', services: ['llm', 'http', 'auth', 'email', 'storage'] },
]

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
  contracts: { agent_events: AGENT_EVENTS },
  phases: PHASES,
  verify: { timeout: 120, mutants: 24, tests: [] },
}
