import type { Chain } from '../../../../model/facts.ts'
import { type Draft, edit, refuse } from '../draft.ts'
import { memberName } from '../sockets.ts'

/** What a connection runs on inside of Node.js and of `ws`, and what jest holds back unless it is told otherwise. */
const NEEDED: readonly string[] = ['nextTick', 'queueMicrotask', 'setImmediate']

/**
 * Keeps fake timers where a connection can run beside them: its sockets use no timers of the test's, and the support has its own. Those of vitest leave alone what
 * it needs; those of jest are told to. Refuses what holds it back, or counts what a connection adds.
 */
export function keepFakeTimers(draft: Draft): void {
  for (const chain of draft.facts.chains) {
    const [method, call] = chain.links
    const name = memberName(method)
    if (name === undefined || call?.kind !== 'call') continue
    if (name === 'useFakeTimers') kept(draft, chain)
    else if (/^(?:getTimerCount|runAllTicks)$/.test(name) && (chain.root === 'vi' || chain.root === 'jest')) refuse(draft, chain.span, `\`${name}\` also finds what a real connection does`)
  }
}

function kept(draft: Draft, { root, links, span }: Chain): void {
  const { text } = draft
  const call = links[1]
  if (call?.kind !== 'call' || (root !== 'vi' && root !== 'jest')) return refuse(draft, span, 'timers are faked: a real connection takes real time, which would not pass')
  const [options] = call.call.arguments
  const written = options ? text.slice(options.span.start, options.span.end) : ''
  const faked = /\btoFake: *\[([^\]]*)\]/.exec(written)
  if (root === 'vi') {
    if (faked && /\b(?:nextTick|queueMicrotask)\b/.test(faked[1] ?? '')) refuse(draft, span, 'the fake timers hold `process.nextTick` or `queueMicrotask` back, on which a real connection runs: leave them out of `toFake`')
    return
  }
  const left = `doNotFake: [${NEEDED.map((each) => `'${each}'`).join(', ')}]`
  if (!options) edit(draft, call.call.argumentsSpan.start, call.call.argumentsSpan.end, `({ ${left} })`)
  else if (options.value.kind !== 'object' || /\b(?:legacyFakeTimers|doNotFake)\b/.test(written)) refuse(draft, span, 'the fake timers of jest hold `process.nextTick` back, on which a real connection runs: name it in `doNotFake`')
  else edit(draft, options.span.start + 1, options.span.start + 1, ` ${left}${options.value.entries.length > 0 ? ',' : ' '}`)
}
