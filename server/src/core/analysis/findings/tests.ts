import { pathOf } from '../../model/bindings.ts'
import type { Chain, Facts, FunctionFact } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'

/** One test of a file. */
export interface Test {
  /** What a finding on the whole test underlines. */
  readonly anchor: Span
  /** Index into functions. */
  readonly index: number
  readonly body: FunctionFact
}

const RUNNERS: ReadonlySet<string> = new Set(['it', 'test', 'specify', 'fit'])

/** The test functions of a file, in source order: `def test_…`, and the functions handed to `it` and `test`. */
export function testsOf(facts: Facts): Test[] {
  if (facts.language === 'python') {
    return facts.functions.flatMap((body, index) => (body.name?.startsWith('test') && body.nameSpan ? [{ anchor: body.nameSpan, index, body }] : []))
  }
  return facts.calls.flatMap((call): Test[] => {
    const chain = facts.chains[call.chain]
    if (!chain || typeof chain.root !== 'string' || !RUNNERS.has(chain.root) || pathOf(chain)?.includes('skip')) return []
    const last = call.arguments.find(({ value }) => value.kind === 'function')?.value
    const index = last?.kind === 'function' ? last.function : -1
    const body = facts.functions[index]
    const [title] = call.arguments
    return body && title && title.value !== last ? [{ anchor: title.span, index, body }] : []
  })
}

/** Whether a chain checks something: `expect(…)…`, `assert…(…)`, `self.assertEqual(…)`, `ws.send.assert_called_once()`, `pytest.raises(…)`. */
export function isAssertion(chain: Chain): boolean {
  if (chain.root === 'expect' || chain.root === 'assert') return true
  return chain.links.some((link) => link.kind === 'member' && (/^(?:assert|should|raises$|warns$)/.test(link.name)))
}
