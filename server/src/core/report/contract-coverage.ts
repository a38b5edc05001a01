/** Which events of the contracts in the settings are asserted by tests, and over what. */
import { namesAround } from '../analysis/test-names.ts'
import { languageAt } from '../languages/languages.ts'
import type { EventContract } from '../model/settings.ts'
import type { FileCounts } from '../reports/counts.ts'
import { linesOf } from '../text/lines.ts'

/** `real`: a test that opens a real connection names it · `mock`: only tests with WebSocket mocks do · `none`: no test does. */
export type Covered = 'real' | 'mock' | 'none'

export interface ContractCoverage {
  readonly contract: string
  readonly events: readonly { readonly event: string; readonly covered: Covered; readonly places: readonly { readonly path: string; readonly line: number; readonly over: 'real' | 'mock' }[] }[]
  /** Places at which the contract as a whole is asserted over a real connection: presence, order and pairs. */
  readonly whole: readonly { readonly path: string; readonly line: number }[]
}

/** A test file, with what was counted in it. */
export interface CoverageFile {
  readonly path: string
  readonly text: string
  readonly counts: FileCounts | undefined
}

/** Names by which the support files give real connections and assert contracts. */
const REAL = /\b(?:open_\w*(?:websocket|socketio)\w*|websocket_(?:pair|client)\w*|[wW]ebSocketPairs)\b/g
const WHOLE = /\bexpect(?:_e|E)vents\s*\(([^)]*)/g

/** The coverage of each contract by these test files. What stands outside of all tests (a fixture, a helper) belongs to each test of its file. */
export function contractCoverage(contracts: Readonly<Record<string, EventContract>>, files: readonly CoverageFile[]): ContractCoverage[] {
  const read = files.flatMap(readFile)
  return Object.entries(contracts).map(([contract, { events, fallback = [] }]) => {
    const whole = read.flatMap((file) => file.whole.filter(({ given, over }) => over === 'real' && given.some((name) => name === contract || name === contract.toUpperCase())).map(({ line }) => ({ path: file.path, line })))
    return {
      contract,
      whole,
      events: [...new Set([...events, ...fallback])].map((event) => {
        const places = read.flatMap((file) => file.placesOf(event).map((place) => ({ path: file.path, ...place })))
        const covered: Covered = whole.length > 0 || places.some(({ over }) => over === 'real') ? 'real' : places.length > 0 ? 'mock' : 'none'
        return { event, covered, places }
      }),
    }
  })
}

type Over = 'real' | 'mock'

interface ReadTests {
  readonly path: string
  /** Assertions of whole contracts, with the names in their arguments. */
  readonly whole: readonly { readonly given: readonly string[]; readonly line: number; readonly over: Over | undefined }[]
  placesOf(event: string): { readonly line: number; readonly over: Over }[]
}

function readFile({ path, text, counts }: CoverageFile): ReadTests[] {
  const language = languageAt(path)
  if (!language) return []
  const facts = language.read(text, path)
  const lines = linesOf(text)
  const testsAt = (offsets: readonly number[]): (string | undefined)[] => namesAround(facts, offsets).map(({ test }) => test)
  const real = new Set(testsAt([...text.matchAll(REAL)].map(({ index }) => index)))
  const mocked = new Set(counts?.sites.filter(({ service }) => service === 'websocket').map(({ test }) => test ?? undefined))
  const overOf = (test: string | undefined): Over | undefined => {
    if (test === undefined) return undefined
    return real.has(test) ? 'real' : mocked.has(test) ? 'mock' : real.has(undefined) ? 'real' : mocked.has(undefined) ? 'mock' : undefined
  }
  const found = (expression: RegExp): ReadTests['whole'] => {
    const matches = [...text.matchAll(expression)]
    const tests = testsAt(matches.map(({ index }) => index))
    return matches.map((match, at) => ({ given: match[1]?.match(/\w+/g) ?? [], line: lines.positionAt(match.index).line + 1, over: overOf(tests[at]) }))
  }
  return [{
    path,
    whole: found(WHOLE),
    placesOf: (event) => found(new RegExp(`['"\`]${event.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"\`]`, 'g')).flatMap(({ line, over }) => (over ? [{ line, over }] : [])),
  }]
}
