/** What a double gives to receive becomes messages of a real client, played to the code under test. */
import type { Call, Chain, Value } from '../../../model/facts.ts'
import { contains } from '../../../text/span.ts'
import { treatsAlike, walksMessages } from './alike.ts'
import { calledName, deleteStatement, indentAt, lastCall, lineStart, mark, membersOf, needsAwait, refuse, replace, written, type Draft } from './draft.ts'
import type { Ends, Script } from './ends.ts'

/** Reads the value of a `side_effect`, or of a `return_value` (`once`: the same answer to every call). */
export function readScript(draft: Draft, statement: number, member: string, value: Value, once: boolean): Script | undefined {
  if (once) {
    return {
      statement, member, messages: `[${written(draft, value)}]`, long: false, ending: ', hang_up=False',
      doubt: 'the double gave the same message to every call; here it is sent once',
    }
  }
  const items = value.kind === 'list' ? value.items : [value]
  const last = items.at(-1)
  const ends = last !== undefined && isException(last)
  const messages = ends ? items.slice(0, -1) : items
  const strange = messages.find((item) => isException(item) || (draft.stack.receives[member] === 'json' && item.kind === 'string') || item.kind === 'function')
  if (strange || (value.kind !== 'list' && !ends)) {
    refuse(draft, (strange ?? value).span, `what ${member}() gives is not a plain list of messages that a client can send`)
    return undefined
  }
  const first = messages[0]
  const final = messages.at(-1)
  const text = first && final ? draft.text.slice(spreadStart(draft, value, first), final.span.end) : ''
  const long = text.includes('\n')
  const list = long && first ? `[${draft.eol}${dedented(draft, statement, value, first, text)},${draft.eol}${indentOf(draft, statement)}]` : `[${text}]`
  return { statement, member, messages: list, long, ending: ends ? endingOf(draft, last) ?? '' : '', doubt: doubtOf(draft, draft.facts.statements[statement]?.scope ?? 0, member, ends ? last : undefined) }
}

function indentOf(draft: Draft, statement: number): string {
  return indentAt(draft.text, draft.facts.statements[statement]?.span.start ?? 0)
}

/** The lines of the messages, one step further in than the statement. */
function dedented(draft: Draft, statement: number, list: Value, first: Value, text: string): string {
  const indent = `${indentOf(draft, statement)}    `
  const own = /^[ \t]*/.exec(draft.text.slice(lineStart(draft.text, first.span.start), first.span.start))?.[0] ?? ''
  const alone = draft.text.slice(list.span.start, first.span.start).includes('\n')
  return indent + text.split(/\r?\n/).map((line) => (alone && line.startsWith(own) ? indent + line.slice(own.length) : line)).join(draft.eol).trimStart()
}

/** A list item may stand behind a `*`, which is not part of its value. */
function spreadStart(draft: Draft, list: Value, first: Value): number {
  const lead = draft.text.slice(list.span.start + 1, first.span.start)
  return list.span.start + 1 + (lead.length - lead.trimStart().length)
}

function doubtOf(draft: Draft, scope: number, member: string, last: Value | undefined): string | undefined {
  if (draft.stack.iterators[member] !== undefined || (last && endingOf(draft, last) !== undefined)) return undefined
  if (last && exceptionName(last) === 'Exception' && !walksMessages(draft, scope) && treatsAlike(draft, scope, Object.keys(draft.stack.receives), written(draft, last))) return undefined
  if (!last) return 'the double raised StopAsyncIteration behind the last message; here the client hangs up'
  return `the double raised ${written(draft, last)} behind the last message; here the client hangs up`
}

/** Arguments of play() that make the client end as the exception says; undefined where it says nothing of a client. */
function endingOf(draft: Draft, last: Value): string | undefined {
  const argument = lastCall(last)?.arguments[0]
  const code = argument && (argument.name === undefined || argument.name === 'code') ? written(draft, argument.value) : undefined
  return draft.stack.ending(exceptionName(last) ?? '', code)
}

function exceptionName(value: Value | undefined): string | undefined {
  if (value?.kind !== 'chain' || typeof value.root !== 'string') return undefined
  return calledName(value) ?? (membersOf(value).length === value.links.length ? membersOf(value).at(-1) ?? value.root : undefined)
}

function isException(value: Value): boolean {
  return /^(?:[A-Z]\w*(?:Error|Disconnect|Exception|Closed|OK)|Exception|StopAsyncIteration|StopIteration|KeyboardInterrupt)$/.test(exceptionName(value) ?? '')
}

/** Plays the script where the test runs the code under test: the one awaited call that is given the socket. */
export function playScript(draft: Draft, ends: Ends, given: Script | undefined): void {
  const script = ends.scripts[0] ?? given
  if (!script || draft.stack.script) return
  const candidates = ends.uses.filter(({ links }) => links.length === 0).map((use) => drivingCall(draft, use)).filter((call) => call !== undefined)
  const call = candidates.at(-1) ?? callOfOwner(draft, ends)
  if (!call) {
    if (script === given) return
    return refuse(draft, draft.facts.statements[script.statement]?.span ?? { start: 0, end: 0 }, 'no awaited call is given the socket: it is not clear which code receives the messages')
  }
  const chain = draft.facts.chains[call.chain]
  if (!chain || !needsAwait(draft, chain.scope, call.span)) return
  const doubts = [script.doubt, candidates.length > 1 ? 'more than one call is given the socket: check that this one receives the messages' : undefined].filter((doubt) => doubt !== undefined)
  if (doubts.length > 0) mark(draft, chain.statement, doubts.join('; '))
  const list = script.long ? `${ends.client.replace(/[._]client$/, '')}_messages` : script.messages
  const messages = script === given || script.messages === '[]' ? '' : `, ${list}`
  replace(draft, { start: call.span.start, end: call.span.start }, `${ends.client}.play(`)
  replace(draft, { start: call.span.end, end: call.span.end }, `${messages}${script.ending})`)
  const span = draft.facts.statements[script.statement]?.span
  if (script === given || !span) return
  if (script.long) replace(draft, span, `${list} = ${script.messages}`)
  else deleteStatement(draft, script.statement)
}

/** The one awaited call of a method of what was given the socket before: `session = Session(ws)`, then `await session.run()`. */
function callOfOwner(draft: Draft, ends: Ends): Call | undefined {
  const { facts } = draft
  const body = facts.functions[ends.function]?.body
  const owners = new Set<string>()
  const root = /^(\w+)[.[]/.exec(ends.name)?.[1]
  if (root !== undefined && root !== 'self') owners.add(root)
  for (const { value, targets: [target] } of facts.assignments) {
    const given = lastCall(value)?.arguments.some((argument) => ends.uses.some(({ links, span }) => links.length === 0 && argument.value.span.start === span.start && argument.value.span.end === span.end))
    if (given && target?.kind === 'chain' && target.links.length === 0 && typeof target.root === 'string') owners.add(target.root)
  }
  const awaited = facts.calls.filter((call) => {
    const chain = facts.chains[call.chain]
    return chain !== undefined && body !== undefined && contains(body, call.span) && typeof chain.root === 'string' && owners.has(chain.root) && chain.links.length === 2 && chain.links[0]?.kind === 'member' && call.link === 1
      && (chain.awaitAt >= 0 || isWaitedFor(draft, chain))
  })
  return awaited.length === 1 ? awaited[0] : undefined
}

/** The call that takes the socket as an argument and is awaited, directly or by `asyncio.wait_for` and `asyncio.run`. */
function drivingCall(draft: Draft, use: Chain): Call | undefined {
  let found: Call | undefined
  for (const call of draft.facts.calls) {
    if (call.span.start > use.span.start) break
    if (call.statement === use.statement && call.arguments.some(({ value }) => value.span.start === use.span.start && value.span.end === use.span.end)) found = call
  }
  const chain = found && draft.facts.chains[found.chain]
  if (!found || !chain || chain.links.length !== found.link + 1 || chain.span.end !== found.span.end) return undefined
  if (chain.awaitAt >= 0) return found
  return isWaitedFor(draft, chain) ? found : undefined
}

function isWaitedFor(draft: Draft, chain: Chain): boolean {
  return draft.facts.calls.some((call) => call.statement === chain.statement && call.span.start < chain.span.start && contains(call.argumentsSpan, chain.span)
    && /^asyncio\.(?:wait_for|run)$/.test(draft.text.slice(call.callee.start, call.callee.end)))
}
