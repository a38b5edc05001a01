/** Reader → Facts: brings what was found into source order and settles what only the end of the text can tell. */
import type { Binding, Call, Facts } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import { settleNonlocals } from './bindings.ts'
import type { Scan } from './scan.ts'
import type { Open, Reader } from './state.ts'

interface Placed {
  readonly span: Span
}

/** The facts of a text whose statements have all been read. */
export function buildFacts(reader: Reader, scan: Scan): Facts {
  settleNonlocals(reader)
  const places = order(reader.assignments)
  if (places) {
    for (const binding of reader.bindings) if (binding.kind === 'assignment') (binding as Open<Binding>).index = places[binding.index] ?? -1
  }
  order(reader.chains)
  order(reader.bindings)
  order(reader.problems)
  const { imports, scopes, bindings, statements, assignments, withItems, functions, classes, decorators, chains, problems } = reader
  return {
    language: 'python', imports, scopes, bindings, statements, assignments, withItems, functions, classes, decorators, chains, calls: callsOf(reader),
    comments: commentsOf(scan), problems,
  }
}

/** Sorts a list by start, longer spans first, and gives the new place of each old index; undefined when it is in order already. */
function order(list: Placed[]): readonly number[] | undefined {
  let ordered = true
  for (let i = 1; i < list.length && ordered; i++) {
    const before = list[i - 1]
    const after = list[i]
    ordered = before === undefined || after === undefined || compare(before, after) <= 0
  }
  if (ordered) return undefined
  const old = [...list]
  const sequence = old.map((_, index) => index)
  sequence.sort((a, b) => {
    const left = old[a]
    const right = old[b]
    return left && right ? compare(left, right) : 0
  })
  const places: number[] = []
  sequence.forEach((from, to) => {
    const item = old[from]
    if (item) list[to] = item
    places[from] = to
  })
  return places
}

function compare(a: Placed, b: Placed): number {
  return a.span.start - b.span.start || b.span.end - a.span.end
}

/** The calls of all chains. Those of one chain begin at one place: the last is the outermost, and comes first. */
function callsOf(reader: Reader): Call[] {
  const calls: Call[] = []
  reader.chains.forEach((chain, index) => {
    for (let i = chain.links.length - 1; i >= 0; i--) {
      const link = chain.links[i]
      if (link?.kind !== 'call') continue
      const call: Open<Call> = link.call
      call.chain = index
      calls.push(call)
    }
  })
  return calls
}

function commentsOf(scan: Scan): Span[] {
  const spans: Span[] = []
  for (let i = 0; i < scan.comments.length; i += 2) spans.push({ start: scan.comments[i] ?? 0, end: scan.comments[i + 1] ?? 0 })
  return spans
}
