import { nearest } from './spelling.ts'

/** The assertions of a mock. Source: CPython 3.8–3.13, Lib/unittest/mock.py, NonCallableMock and AsyncMockMixin. */
export const ASSERTIONS: readonly string[] = [
  'assert_called', 'assert_called_once', 'assert_called_with', 'assert_called_once_with', 'assert_any_call', 'assert_has_calls', 'assert_not_called',
  'assert_awaited', 'assert_awaited_once', 'assert_awaited_with', 'assert_awaited_once_with', 'assert_any_await', 'assert_has_awaits', 'assert_not_awaited',
]

const REAL: ReadonlySet<string> = new Set(ASSERTIONS)

/** What a mock has recorded; reading it checks nothing. */
export const RECORDS: ReadonlySet<string> = new Set([
  'called', 'call_count', 'call_args', 'call_args_list', 'mock_calls', 'method_calls', 'await_count', 'await_args', 'await_args_list',
])

/** A name that looks like an assertion of a mock and is none. */
export interface Misspelling {
  readonly right: string
  /** What the wrong name does, for the message. */
  readonly effect: string
  /** So much like an assertion that it is nothing else, whatever it is read from. */
  readonly plain: boolean
}

const ALWAYS = 'makes a new mock, so it passes whatever happened'
const UNTIL_312 = 'passes whatever happened before Python 3.12 and raises AttributeError since'
const UNTIL_310 = 'passes whatever happened before Python 3.10 and raises AttributeError since'
const UNTIL_35 = 'passes whatever happened on a mock made with unsafe=True and raises AttributeError on any other'

/**
 * The assertions without their `assert_`. NonCallableMock.__getattr__ refuses those of its own class since 3.12 (_ATTRIB_DENY_LIST, cpython#100690); those of
 * AsyncMock it still answers with a new mock.
 */
const BARE: ReadonlyMap<string, Misspelling> = new Map([
  ...['called_once', 'called_once_with', 'called_with', 'not_called'].map((name) => bare(name, UNTIL_312, true)),
  ...['any_call', 'has_calls'].map((name) => bare(name, UNTIL_312, false)),
  ...['awaited_once', 'awaited_once_with', 'awaited_with', 'not_awaited'].map((name) => bare(name, ALWAYS, true)),
  ...['awaited', 'any_await', 'has_awaits'].map((name) => bare(name, ALWAYS, false)),
])

/** What is wrong with a name read from a mock; undefined for the API of mocks and for all names that are not nearly one of it. */
export function misspelling(name: string): Misspelling | undefined {
  const known = BARE.get(name)
  if (known || REAL.has(name) || RECORDS.has(name) || !/^as[a-z]*_|^(?:called|await|awaited|not|call|has)_/.test(name)) return known
  if (name.startsWith('as')) {
    const right = nearest(name, ASSERTIONS)
    if (right === undefined) return undefined
    // `startswith(('assert', 'assret'))` raises since 3.5, also for 'asert', 'aseert' and 'assrt' since 3.10 (bpo-41877).
    const effect = /^(?:assert|assret)/.test(name) ? UNTIL_35 : /^(?:asert|aseert|assrt)/.test(name) ? UNTIL_310 : ALWAYS
    return { right, effect, plain: false }
  }
  const record = nearest(name, [...RECORDS])
  const right = nearest(name, [...BARE.keys()])
  if (right !== undefined && record === undefined) return { right: BARE.get(right)?.right ?? right, effect: ALWAYS, plain: false }
  return record === undefined ? undefined : { right: record, effect: ALWAYS, plain: false }
}

function bare(name: string, effect: string, plain: boolean): [string, Misspelling] {
  return [name, { right: `assert_${name}`, effect, plain }]
}
