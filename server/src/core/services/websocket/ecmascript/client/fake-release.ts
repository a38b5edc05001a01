import type { Chain } from '../../../../model/facts.ts'
import { contains } from '../../../../text/span.ts'
import { edit, indentAt, lineEnd, refuse } from '../draft.ts'
import { helperName, roleOf } from '../functions.ts'
import type { FakeWorld } from './fake-world.ts'
import { makeAsync, waitFor } from './waiting.ts'

/** What lets time pass, so that a socket that opens by a timer is open behind it. */
const PASSES = /\b(?:advanceTimers\w*|run(?:All|OnlyPending)Timers(?:Async)?)\(|\bawait\b/

/**
 * Lets connections come about by themselves from where time passes first in a test, or in what prepares it, and waits behind each such place until they have: as the
 * sockets of a fake that open by a timer. Gives where this begins, by the index of the function.
 */
export function releaseInTime(world: FakeWorld): ReadonlyMap<number, number> {
  const { draft, server } = world
  const { facts, text } = draft
  const begins = new Map<number, number>()
  facts.functions.forEach((fact, index) => {
    const role = roleOf(facts, index)
    const isPrepared = role === 'hook' && facts.calls.some(({ arguments: given, chain }) => facts.chains[chain]?.root === 'beforeEach' && given.some(({ value }) => value.kind === 'function' && value.function === index))
    const isHelper = role === 'other' && fact.async && helperName(facts, index) !== undefined
    if ((role !== 'test' && !isPrepared && !isHelper) || contains(world.fake.where, fact.span)) return
    const written = text.slice(fact.body.start, fact.body.end)
    if (role === 'test' && /\bCONNECTING\b|['"`]connecting|\bisConnecting\b/.test(written)) refuse(draft, fact.parametersSpan, 'it is asserted that the socket is still connecting, which opens by a timer of its own: let the test say when it is open')
    const inside = facts.statements.filter(({ span, scope, parent }) => scope === fact.scope && span.start > fact.body.start && contains(fact.body, span) && (parent < 0 || !contains(fact.body, facts.statements[parent]?.span ?? fact.span)))
    for (const statement of inside) {
      const { start, end } = statement.span
      if (!PASSES.test(text.slice(start, end)) || statement.kind === 'return') continue
      const at: Pick<Chain, 'scope' | 'span'> = statement
      if (!waitFor(world, at)) return refuse(draft, statement.span, 'nobody could wait for the connection here: make the test async, without `done`')
      makeAsync(world, statement.scope, at)
      const semicolon = text[end - 1] === ';' ? ';' : ''
      const indent = indentAt(text, start)
      if (!isHelper && !begins.has(index)) {
        begins.set(index, start)
        world.waited.add(start)
        edit(draft, start, start, `await ${server}.release()${semicolon}${lineEnd(text)}${indent}`)
      }
      if (/^(?:await )?expect\b/.test(text.slice(start, end))) continue
      world.waited.add(end)
      edit(draft, end, end, `${lineEnd(text)}${indent}await ${server}.atRest()${semicolon}`)
    }
  })
  return begins
}
