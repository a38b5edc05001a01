import { bindingsOf } from '../../model/bindings.ts'
import type { Chain, Facts, Value } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import { finding, isPlainDouble, type Judged } from './judged.ts'
import { isAssertion, testsOf, type Test } from './tests.ts'

/** Modules that hold no code under test: runners, assertion libraries, types. */
const TOOLS: ReadonlySet<string> = new Set([
  'pytest', 'unittest', 'unittest.mock', 'mock', 'typing', 'asyncio', 'pytest_mock', 'vitest', '@jest/globals', 'jest', 'chai', 'sinon', 'assert', 'node:assert',
  'node:assert/strict', 'assert/strict', 'node:test', 'mocha',
])
/** Globals whose use runs no code of the application. */
const PLAIN_GLOBALS: ReadonlySet<string> = new Set([
  'expect', 'assert', 'vi', 'jest', 'sinon', 'Promise', 'Object', 'Error', 'TypeError', 'JSON', 'Array', 'Math', 'Map', 'Set', 'Number', 'String', 'Symbol', 'Boolean',
  'undefined', 'NaN', 'RegExp',
])
/** Builtins of Python that run no code of the application, or only that of what they are given. */
const PLAIN_BUILTINS: ReadonlySet<string> = new Set([
  'len', 'list', 'dict', 'str', 'int', 'float', 'bool', 'bytes', 'bytearray', 'set', 'frozenset', 'tuple', 'object', 'type', 'range', 'isinstance', 'issubclass', 'hasattr',
  'getattr', 'setattr', 'delattr', 'callable', 'repr', 'print', 'sorted', 'reversed', 'any', 'all', 'sum', 'min', 'max', 'abs', 'round', 'zip', 'enumerate', 'iter', 'next',
  'aiter', 'anext', 'id', 'hash', 'property', 'Ellipsis', 'NotImplemented', 'BaseException', 'Exception', 'StopIteration', 'StopAsyncIteration', 'KeyboardInterrupt', 'SystemExit',
])
const BUILTIN_ERROR = /^[A-Z][A-Za-z]*(?:Error|Warning)$/
/** Fixtures of mock libraries: taking one runs nothing of the application. */
const MOCK_FIXTURES: ReadonlySet<string> = new Set(['mocker', 'monkeypatch'])

const MESSAGE = 'This test verifies only its own doubles and runs no real code: call the code under test, or remove the test.'

/**
 * Tests that verify doubles and never name anything real: every name in them is a double made there, a value that comes from one, a literal, or a tool of
 * testing.
 * A test that hands its doubles to any function, takes a fixture of its own, or defines a class is never told.
 */
export function mockOnlyTests(judged: Judged): Finding[] {
  const { facts, uses, ownership: { injections } } = judged
  const tests = testsOf(facts)
  if (tests.length === 0) return []
  const findings: Finding[] = []
  const forms = formsOf(judged)
  const asserted = facts.statements.flatMap(({ kind, span }) => (kind === 'assert' ? span.start : []))
  const { chains } = facts
  let first = 0
  let assertion = 0
  for (const test of tests) {
    const { start, end } = test.body.span
    while ((chains[first]?.span.start ?? end) < start) first++
    while ((asserted[assertion] ?? end) < start) assertion++
    let asserts = (asserted[assertion] ?? end) < end
    let double = -1
    let real = !takesOnlyDoubles(test, facts, injections.get(test.index)) || facts.classes.some(({ span }) => start <= span.start && span.end <= end)
    for (let i = first; !real && (chains[i]?.span.start ?? end) < end; i++) {
      const chain = chains[i]
      if (!chain) break
      asserts ||= isAssertion(chain)
      const site = uses.chains.get(chain)?.site ?? -1
      if (site < 0) real = !forms.has(chain) && isReal(chain, test, judged)
      else if (isOwn(site, test, judged)) double = double < 0 ? site : double
      else real = true
    }
    if (real || double < 0 || !asserts) continue
    findings.push(finding('mock-only-test', test.anchor, double, MESSAGE))
  }
  return findings
}

/** Parameters are doubles that a decorator injects, or fixtures of mock libraries. */
function takesOnlyDoubles({ body }: Test, { language }: Facts, injected: ReadonlyMap<string, number> | undefined): boolean {
  if (language !== 'python') return body.parameters.every(({ name }) => name === 't' || name === 'done')
  return body.parameters.every(({ name }, index) => (body.class >= 0 && index === 0) || MOCK_FIXTURES.has(name) || injected?.has(name) === true)
}

/** A double that the test or one of its decorators makes, and that stands in a name, not for a whole module. */
function isOwn(site: number, { body }: Test, { facts, ownership: { found } }: Judged): boolean {
  const own = found[site]
  if (!own || !(isPlainDouble(own) || (own.kind === 'patch' && own.api.replaces !== 'module' && own.api.replaces !== 'global'))) return false
  const around = facts.language === 'python' ? facts.statements[body.statement]?.span ?? body.span : body.span
  return around.start <= own.span.start && own.span.start < around.end
}

/** What doubles are made to the form of (`Mock(spec=Client)`): no code that runs. */
function formsOf({ ownership: { found } }: Judged): ReadonlySet<Value> {
  const forms = new Set<Value>()
  for (const { api: { spec }, call } of found) {
    call?.arguments.forEach(({ name, value }, index) => {
      if (name === undefined ? index === spec?.position : spec?.keywords?.includes(name) === true && name !== 'wraps') forms.add(value)
    })
  }
  return forms
}

/** Whether a chain names something that may be, or run, code of the application. */
function isReal(chain: Chain, test: Test, judged: Judged): boolean {
  const { root, scope } = chain
  const { facts } = judged
  if (typeof root !== 'string') return false
  const bindings = bindingsOf(facts, root, scope)
  if (bindings.length === 0) return facts.language === 'python' ? !PLAIN_BUILTINS.has(root) && !BUILTIN_ERROR.test(root) : !PLAIN_GLOBALS.has(root)
  if (facts.language === 'python' && test.body.class >= 0 && root === test.body.parameters[0]?.name) return !isAssertion(chain)
  return bindings.some(({ kind, index, scope: home }) => {
    if (kind === 'import') return !TOOLS.has(facts.imports[index]?.module ?? '')
    return (facts.scopes[home]?.span.start ?? -1) < test.body.span.start
  })
}
