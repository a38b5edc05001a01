import { describe, expect, it } from 'vitest'
import { readJest, readJunit, readMocha, readUnittest, resultsByFile, resultsOf } from '../../server/src/workspace/verify/test-results.ts'

describe('results of test runs', () => {
  it('are read from JUnit', () => {
    const xml = `<?xml version="1.0"?><testsuites><testsuite name="pytest">
<testcase classname="tests.test_a" name="test_x[a &gt; &quot;b&quot;]" time="0.1" />
<testcase classname="tests.test_a" name="test_y" time="0.1"><failure message="assert 1 &lt; 0">Traceback</failure></testcase>
<testcase classname="tests.test_a" name="test_y" time="0.1"><system-out>error</system-out></testcase>
<testcase classname="" name="tests.test_b"><error message="collection failure">x</error></testcase>
<testcase classname="tests.test_a" name="test_z"><skipped type="pytest.skip" /></testcase></testsuite></testsuites>`
    expect([...resultsOf(readJunit(xml))]).toEqual([
      ['tests.test_a::test_x[a > "b"]', 'passed'], ['tests.test_a::test_y', 'failed'], ['tests.test_a::test_y (2)', 'passed'], ['::tests.test_b', 'failed'], ['tests.test_a::test_z', 'skipped'],
    ])
  })

  it('are read from vitest and jest, also of a file that cannot be loaded', () => {
    const report = { testResults: [{ status: 'passed', assertionResults: [{ fullName: 'a b', status: 'passed' }, { fullName: 'c', status: 'failed' }, { fullName: 'd', status: 'pending' }] }, { status: 'failed', assertionResults: [] }] }
    expect([...resultsOf(readJest(JSON.stringify(report)))]).toEqual([['a b', 'passed'], ['c', 'failed'], ['d', 'skipped'], ['the file', 'failed']])
    expect(readJest('{ not json')).toEqual([])
  })

  it('are read from mocha', () => {
    expect([...resultsOf(readMocha(JSON.stringify({ passes: [{ fullTitle: 'a b' }], failures: [{ fullTitle: 'c' }], pending: [] })))]).toEqual([['a b', 'passed'], ['c', 'failed']])
  })

  it('are read from unittest', () => {
    const output = `test_a (tests.test_x.TestX.test_a) ... ok
test_b (tests.test_x.TestX.test_b)
What it does. ... FAIL
test_c (tests.test_x.TestX.test_c) ... skipped 'why'

======================================================================
FAIL: test_b (tests.test_x.TestX.test_b)
`
    expect([...resultsOf(readUnittest(output))]).toEqual([['tests.test_x.TestX.test_a::test_a', 'passed'], ['tests.test_x.TestX.test_b::test_b', 'failed'], ['tests.test_x.TestX.test_c::test_c', 'skipped']])
    expect([...resultsOf(readUnittest('ERROR: tests.test_x (unittest.loader._FailedTest)\n'))]).toEqual([['the file', 'failed']])
  })

  it('count the tests of unittest whose lines are torn apart by what they print', () => {
    const output = 'test_a (tests.test_x.TestX.test_a) ... printed\nby the test\nok\ntest_b (tests.test_x.TestX.test_b) ... ok\n\nRan 2 tests in 0.001s\n\nOK\n'
    expect([...resultsOf(readUnittest(output))]).toEqual([['tests.test_x.TestX.test_b::test_b', 'passed'], ['a test without a line of its own', 'passed']])
  })

  it('are shared out among the files of a run', () => {
    const [a, b] = ['/w/tests/test_a.py', '/w/tests/test_a_more.py']
    const cases = readJunit('<testcase classname="tests.test_a" name="x" /><testcase classname="tests.test_a.TestIt" name="y" /><testcase classname="tests.test_a_more" name="x" />')
    expect(resultsByFile(cases, [a, b])).toEqual(new Map([[a, new Map([['tests.test_a::x', 'passed'], ['tests.test_a.TestIt::y', 'passed']])], [b, new Map([['tests.test_a_more::x', 'passed']])]]))
    expect(resultsByFile(cases, [a])).toBeUndefined()
    // The same module in two folders: nobody can tell whose test it is.
    expect(resultsByFile(cases, [a, b, '/w/other/tests/test_a.py'])).toBeUndefined()
    const jest = JSON.stringify({ testResults: [{ name: '/w/a.test.ts', status: 'passed', assertionResults: [{ fullName: 'x', status: 'passed' }] }] })
    expect(resultsByFile(readJest(jest), ['/w/a.test.ts', '/w/b.test.ts'])).toEqual(new Map([['/w/a.test.ts', new Map([['x', 'passed']])], ['/w/b.test.ts', new Map()]]))
  })
})
