/** Which events of the contracts in the settings are asserted by tests, and over what. */
import { namesAround } from '../analysis/test-names.ts'
import { languageAt } from '../languages/languages.ts'
import type { Facts, Statement } from '../model/facts.ts'
import type { EventContract } from '../model/settings.ts'
import type { FileCounts } from '../reports/counts.ts'
import { linesOf } from '../text/lines.ts'

/** What the test that asserts something has its messages from: a connection, a test client that calls the application without one, or WebSocket mocks. */
export type Over = 'real' | 'process' | 'mock'

/** The best of what tests assert it over; `none` when no test asserts it. */
export type Covered = Over | 'none'

export interface Place {
  readonly path: string
  /** 1-based. */
  readonly line: number
}

export interface ContractCoverage {
  readonly contract: string
  readonly events: readonly { readonly event: string; readonly covered: Covered; readonly places: readonly (Place & { readonly over: Over })[] }[]
  /** Places at which the contract as a whole is asserted over a real connection: presence, order and pairs. */
  readonly whole: readonly Place[]
  /** Whether the order of events is asserted over a real connection: of all of them, or only of some. */
  readonly order: { readonly covered: 'whole' | 'part' | 'none'; readonly places: readonly Place[] }
  /** Whether it is asserted over a real connection that pairs are complete; null for a contract without pairs. */
  readonly pairs: { readonly covered: 'whole' | 'none'; readonly places: readonly Place[] } | null
}

/** A test file, with what was counted in it. */
export interface CoverageFile {
  readonly path: string
  readonly text: string
  readonly counts: FileCounts | undefined
}

/** Names by which the support files give real connections and assert contracts. */
const SUPPORT = /\b(?:open_\w*(?:websocket|socketio)\w*|websocket_(?:pair|client)\w*|[wW]ebSocketPairs)\b/g
/** What opens a connection without them: websockets, aiohttp, websocket-client, ws and browsers, python-socketio. It tells nothing in a file that mocks sockets. */
const CONNECTS = /\bwebsockets(?:\.\w+)*\.connect\s*\(|\bws_connect\s*\(|\bwebsocket\.create_connection\s*\(|\bnew\s+(?:ws\.)?WebSocket\s*\(|\bsocketio\.(?:Async)?(?:Simple)?Client\s*\(/g
/** Sessions of the test clients of Starlette, FastAPI and Litestar. */
const IN_PROCESS = /\bwebsocket_connect\s*\(/g
const WHOLE = /\bexpect(?:_e|E)vents\s*\(([^)]*)/g
const ASSERTS = /\bassert\w*\s*\(|\.assert_\w+|\bexpect\w*\s*\(|\.should\b/
const IN_ORDER = /[=!]=|\btoEqual\b|\btoStrictEqual\b|[dD]eepStrictEqual\b|[dD]eepEqual\b|\.eql\b|assertEqual\b|assertListEqual\b|assert_has_calls\b|\bexpect(?:_s|S)equence\b/

/** The coverage of each contract by these test files. What stands outside of all tests (a fixture, a helper) belongs to each test of its file. */
export function contractCoverage(contracts: Readonly<Record<string, EventContract>>, files: readonly CoverageFile[]): ContractCoverage[] {
  const read = files.flatMap(readFile)
  return Object.entries(contracts).map(([contract, { events, fallback = [], pairs = [] }]): ContractCoverage => {
    const names = (given: readonly string[]): boolean => given.some((name) => name === contract || name === contract.toUpperCase())
    const whole = read.flatMap((file) => file.whole.filter(({ given, over }) => over === 'real' && names(given)).map(({ line }) => ({ path: file.path, line })))
    const all = [...new Set([...events, ...fallback])]
    const asserted = read.flatMap((file) => file.assertedOf(all).map((place) => ({ path: file.path, ...place })))
    const lists = asserted.filter(({ over, inOrder }) => over === 'real' && inOrder)
    const partly = lists.filter((place) => lists.some((other) => other.path === place.path && other.statement === place.statement && other.event !== place.event))
    const ordered = [...new Map(partly.map(({ path, line, statement }) => [`${path}\n${statement}`, { path, line }] as const).reverse()).values()].reverse()
    return {
      contract,
      whole,
      order: { covered: whole.length > 0 ? 'whole' : ordered.length > 0 ? 'part' : 'none', places: whole.length > 0 ? whole : ordered },
      pairs: pairs.length === 0 ? null : { covered: whole.length > 0 ? 'whole' : 'none', places: whole },
      events: all.map((event) => {
        const places = asserted.filter((place) => place.event === event).map(({ path, line, over }) => ({ path, line, over }))
        const best = (['real', 'process', 'mock'] as const).find((over) => places.some((place) => place.over === over))
        return { event, covered: whole.length > 0 ? 'real' : best ?? 'none', places }
      }),
    }
  })
}

interface Asserted {
  readonly event: string
  readonly line: number
  readonly over: Over
  /** Index of the statement that it stands in. */
  readonly statement: number
  /** The statement compares messages one after the other. */
  readonly inOrder: boolean
}

interface ReadTests {
  readonly path: string
  /** Assertions of whole contracts, with the names in their arguments. */
  readonly whole: readonly { readonly given: readonly string[]; readonly line: number; readonly over: Over | undefined }[]
  assertedOf(events: readonly string[]): Asserted[]
}

function readFile({ path, text, counts }: CoverageFile): ReadTests[] {
  const language = languageAt(path)
  if (!language) return []
  const facts = language.read(text, path)
  const lines = linesOf(text)
  const testsAt = (offsets: readonly number[]): (string | undefined)[] => namesAround(facts, offsets).map(({ test }) => test)
  const testsWith = (expression: RegExp): ReadonlySet<string | undefined> => new Set(testsAt([...text.matchAll(expression)].map(({ index }) => index)))
  const mocked = new Set(counts?.sites.filter(({ service }) => service === 'websocket').map(({ test }) => test ?? undefined))
  const sources: readonly (readonly [Over, ReadonlySet<string | undefined>])[] = [
    ['real', testsWith(SUPPORT)], ['mock', mocked], ...(mocked.size === 0 ? [['real', testsWith(CONNECTS)] as const] : []), ['process', testsWith(IN_PROCESS)],
  ]
  const overOf = (test: string | undefined): Over | undefined =>
    test === undefined ? undefined : (sources.find(([, tests]) => tests.has(test)) ?? sources.find(([, tests]) => tests.has(undefined)))?.[0]
  const matched = (expression: RegExp): { readonly match: RegExpMatchArray; readonly offset: number; readonly line: number; readonly test: string | undefined }[] => {
    const matches = [...text.matchAll(expression)].map((match) => ({ match, offset: match.index }))
    const tests = testsAt(matches.map(({ offset }) => offset))
    return matches.map(({ match, offset }, at) => ({ match, offset, line: lines.positionAt(offset).line + 1, test: tests[at] }))
  }
  const asserting = assertions(facts, text)
  return [{
    path,
    whole: matched(WHOLE).map(({ match, line, test }) => ({ given: match[1]?.match(/\w+/g) ?? [], line, over: overOf(test) })),
    assertedOf: (events) => events.flatMap((event) => matched(new RegExp(`['"\`]${event.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`, 'g')).flatMap(({ offset, line, test }): Asserted[] => {
      const over = overOf(test)
      const found = over && asserting(offset)
      return found ? [{ event, line, over, ...found }] : []
    })),
  }]
}

/** Tells of an offset which statement it stands in, if what stands there is asserted: in that statement, or by the name that is given to it there. */
function assertions({ statements, assignments }: Facts, text: string): (offset: number) => Pick<Asserted, 'statement' | 'inOrder'> | undefined {
  const textOf = ({ span }: Statement): string => text.slice(span.start, span.end)
  const asserts = (statement: Statement): boolean => statement.kind === 'assert' || (statement.kind !== 'definition' && ASSERTS.test(textOf(statement)))
  const simple = statements.filter((statement) => statement.kind !== 'definition' && statement.kind !== 'block' && asserts(statement))
  return (offset) => {
    let innermost = -1
    for (const [index, { span }] of statements.entries()) if (span.start <= offset && offset < span.end) innermost = index
    const statement = statements[innermost]
    if (!statement) return undefined
    if (asserts(statement)) return { statement: innermost, inOrder: IN_ORDER.test(textOf(statement)) }
    const targets = assignments.filter((assignment) => assignment.statement === innermost).flatMap((assignment) => assignment.targets)
    const named = targets.map(({ span }) => text.slice(span.start, span.end)).filter((name) => /^[\w.]+$/.test(name)).map((name) => new RegExp(`\\b${name.replaceAll('.', '\\.')}\\b`))
    const user = simple.find((other) => other.span.start > statement.span.start && other.scope === statement.scope && named.some((name) => name.test(textOf(other))))
    return user && { statement: innermost, inOrder: IN_ORDER.test(textOf(user)) }
  }
}
