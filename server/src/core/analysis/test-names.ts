import type { Facts } from '../model/facts.ts'
import { pathOf } from '../model/bindings.ts'
import type { Span } from '../text/span.ts'
import { inOrder } from './order.ts'

/** A named region of a test file: a class, a function, a `describe` or a `test`. */
interface Region {
  readonly span: Span
  readonly name: string
  readonly test: boolean
}

/** A region that the sweep has entered, with the names from the outermost one to it. */
interface Entered extends Around {
  readonly end: number
}

/** Names around an offset: of the test, and of any definition (stable identity also outside tests). */
export interface Around {
  /** `TestChat.test_send`, `Chat › sends`; undefined outside of tests. */
  readonly test: string | undefined
  /** All enclosing definitions; empty at the top of the file. */
  readonly scope: string
}

const SUITES: ReadonlySet<string> = new Set(['describe', 'context', 'suite', 'fdescribe', 'xdescribe'])
const TESTS: ReadonlySet<string> = new Set(['it', 'test', 'specify', 'fit', 'xit', 'xtest', 'bench', 'scenario'])

/** Names around each offset of an ascending list, in one sweep. */
export function namesAround(facts: Facts, offsets: readonly number[]): Around[] {
  const regions = facts.language === 'python' ? pythonRegions(facts) : ecmascriptRegions(facts)
  inOrder(regions, (a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
  const separator = facts.language === 'python' ? '.' : ' › '
  const open: Entered[] = []
  let next = 0
  const leave = (offset: number): void => {
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= offset) open.pop()
  }
  return offsets.map((offset) => {
    for (let region = regions[next]; region && region.span.start <= offset; region = regions[++next]) {
      leave(region.span.start)
      const outer = open.at(-1)
      const scope = outer ? outer.scope + separator + region.name : region.name
      open.push({ end: region.span.end, scope, test: region.test ? scope : outer?.test })
    }
    leave(offset)
    return open.at(-1) ?? NOWHERE
  })
}

const NOWHERE: Around = { test: undefined, scope: '' }

/** Functions and classes with their decorators; a test is a function whose name begins with `test`. */
function pythonRegions(facts: Facts): Region[] {
  const regions: Region[] = []
  for (const fact of facts.functions) {
    if (fact.name === undefined) continue
    regions.push({ span: facts.statements[fact.statement]?.span ?? fact.span, name: fact.name, test: fact.name.startsWith('test') })
  }
  for (const fact of facts.classes) {
    if (fact.name !== undefined) regions.push({ span: facts.statements[fact.statement]?.span ?? fact.span, name: fact.name, test: false })
  }
  return regions
}

function ecmascriptRegions(facts: Facts): Region[] {
  const regions: Region[] = []
  for (const call of facts.calls) {
    const root = facts.chains[call.chain]?.root
    if (typeof root !== 'string' || !(SUITES.has(root) || TESTS.has(root) || root === 't')) continue
    if (call.arguments.length < 2 || !call.arguments.some(({ value }) => value.kind === 'function')) continue
    const title = call.arguments[0]?.value
    const name = title?.kind === 'string' ? title.text ?? '' : undefined
    if (name === undefined) continue
    const path = facts.chains[call.chain]
    const suite = SUITES.has(root) || (path !== undefined && (pathOf(path)?.includes('describe') ?? false))
    regions.push({ span: call.span, name, test: !suite })
  }
  for (const fact of facts.functions) {
    if (fact.name !== undefined) regions.push({ span: fact.span, name: fact.name, test: false })
  }
  for (const fact of facts.classes) if (fact.name !== undefined) regions.push({ span: fact.span, name: fact.name, test: false })
  return regions
}
