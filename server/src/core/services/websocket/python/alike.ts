/** Whether the code under test treats the exception of a double and the one of a real connection alike, and whether it accepts a socket. */
import type { Code } from './handed-to.ts'
import { codeUnder } from './handed-to.ts'
import { functionsAround, isTest, type Draft } from './draft.ts'

/** Exceptions that sockets raise, and those between them and `Exception`: code that names one of them may tell it from others. */
const TOLD_APART = /\b(?:WebSocketDisconnect|WebSocketException|WebSocketError|ClientDisconnected|ConnectionClosed\w*|Connection\w*Error|BrokenPipeError|ClientError|ClientConnection\w*|RuntimeError|OSError|IOError|EnvironmentError|InterfaceError)\b/

/**
 * Whether the functions that a test may run send on sockets, and none of them names an exception by which a lost connection could be told from another error:
 * then only `except Exception`, a bare `except` and the like can have caught what the double raised, and catch what a real connection raises. False where the
 * text of the exception stands elsewhere in the test, too, which may look for it in a log.
 */
export function treatsAlike(draft: Draft, scope: number, members: Iterable<string>, raised: string): boolean {
  const called = new RegExp(`\\.(?:${[...members].join('|')})\\(`)
  const bodies = reachedFrom(draft, scope).map(({ text }) => text)
  if (!bodies.some((body) => called.test(body)) || bodies.some((body) => TOLD_APART.test(body))) return false
  const test = draft.facts.functions[functionsAround(draft.facts, scope).at(-1) ?? -1]?.body
  const times = (words: string): number => draft.text.slice(test?.start, test?.end).split(words).length
  return [...raised.matchAll(/(["'])([^"'\n]+)\1/g)].every(([, , words]) => words !== undefined && times(words) === times(raised))
}

/**
 * Whether a close() of the code that a test may run meets a socket that is open: `accepted` where a function that the test gives the socket to before accepts
 * it, `elsewhere` where nothing accepts any, so that other code has. Undefined where it may come before accept(), and where a route says that nothing runs before.
 */
export function acceptedBefore(draft: Draft, scope: number, name: string, at: number): 'accepted' | 'elsewhere' | undefined {
  const bodies = reachedFrom(draft, scope).filter(({ isTests }) => !isTests).map(({ text }) => text)
  const accepting = bodies.filter((body) => /\.accept\b/.test(body))
  if (bodies.some((body) => /\.websocket(?:_route)?\(/.test(body)) || !bodies.some((body) => /\.close\(/.test(body))) return undefined
  if (accepting.length === 0) return 'elsewhere'
  if (!/^\w+$/.test(name) || accepting.some((body) => body.indexOf('.accept') > body.indexOf('.close(') && body.includes('.close('))) return undefined
  const test = draft.facts.functions[functionsAround(draft.facts, scope).at(-1) ?? -1]?.body
  const before = draft.text.slice(test?.start, at)
  const given = accepting.map((body) => /\bdef\s+(\w+)/.exec(body)?.[1]).some((called) => called !== undefined && new RegExp(`\\b${called}\\((?:[^()]*[\\s,(=])?${name}\\b`).test(before))
  return given ? 'accepted' : undefined
}

/** Whether functions that a test may run walk through the messages of a socket, which ends without an exception. */
export function walksMessages(draft: Draft, scope: number): boolean {
  return reachedFrom(draft, scope).some(({ text }) => /\b(?:iter_(?:text|json|bytes)|async\s+for)\b/.test(text))
}

/** A function that a test may run, decorators included. */
interface Reached {
  readonly text: string
  /** Whether it stands in the file of the test. */
  readonly isTests: boolean
}

const known = new WeakMap<Draft['report'], Map<number, readonly Reached[]>>()

/** The functions of the test file and of the modules that it imports which the test at a scope names, and those that they name; whatever has such a name. */
function reachedFrom(draft: Draft, scope: number): readonly Reached[] {
  const around = functionsAround(draft.facts, scope).at(-1) ?? -1
  const byTest = known.get(draft.report) ?? new Map<number, readonly Reached[]>()
  known.set(draft.report, byTest)
  const before = byTest.get(around)
  if (before) return before
  const byName = functionsByName(draft, codeUnder(draft).filter(({ text }) => !text.startsWith('# demock: support')))
  const test = draft.facts.functions[around]
  const found: Reached[] = []
  const seen = new Set([test?.name])
  for (const pending = test ? [draft.text.slice(test.span.start, test.span.end)] : []; pending.length > 0;) {
    for (const name of new Set(pending.pop()?.match(/[A-Za-z_]\w*/g) ?? [])) {
      if (seen.has(name)) continue
      seen.add(name)
      for (const each of byName.get(name) ?? []) {
        found.push(each)
        pending.push(each.text)
      }
    }
  }
  byTest.set(around, found)
  return found
}

function functionsByName(draft: Draft, code: readonly Code[]): ReadonlyMap<string, readonly Reached[]> {
  const found = new Map<string, Reached[]>()
  for (const { text, facts } of code) {
    const isTests = facts === draft.facts
    for (const fact of facts.functions) {
      const owner = facts.classes[fact.class]?.name
      const name = fact.name === '__init__' ? owner : fact.name
      if (name === undefined || fact.form === 'lambda' || (isTests && (isTest(fact) || owner === draft.fake?.name && owner !== undefined))) continue
      const span = facts.statements[fact.statement]?.span ?? fact.span
      const reached = { text: text.slice(span.start, span.end), isTests }
      const others = found.get(name)
      if (others) others.push(reached)
      else found.set(name, [reached])
    }
  }
  return found
}
