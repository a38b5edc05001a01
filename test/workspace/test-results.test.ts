import { describe, expect, it } from 'vitest'
import { readJest, readJunit, readMocha, readUnittest } from '../../server/src/workspace/verify/test-results.ts'

describe('results of test runs', () => {
  it('are read from JUnit', () => {
    const xml = `<?xml version="1.0"?><testsuites><testsuite name="pytest">
<testcase classname="tests.test_a" name="test_x[a &gt; &quot;b&quot;]" time="0.1" />
<testcase classname="tests.test_a" name="test_y" time="0.1"><failure message="assert 1 &lt; 0">Traceback</failure></testcase>
<testcase classname="tests.test_a" name="test_y" time="0.1"><system-out>error</system-out></testcase>
<testcase classname="" name="tests.test_b"><error message="collection failure">x</error></testcase>
<testcase classname="tests.test_a" name="test_z"><skipped type="pytest.skip" /></testcase></testsuite></testsuites>`
    expect([...readJunit(xml)]).toEqual([
      ['tests.test_a::test_x[a > "b"]', 'passed'], ['tests.test_a::test_y', 'failed'], ['tests.test_a::test_y (2)', 'passed'], ['::tests.test_b', 'failed'], ['tests.test_a::test_z', 'skipped'],
    ])
  })

  it('are read from vitest and jest, also of a file that cannot be loaded', () => {
    const report = { testResults: [{ status: 'passed', assertionResults: [{ fullName: 'a b', status: 'passed' }, { fullName: 'c', status: 'failed' }, { fullName: 'd', status: 'pending' }] }, { status: 'failed', assertionResults: [] }] }
    expect([...readJest(JSON.stringify(report))]).toEqual([['a b', 'passed'], ['c', 'failed'], ['d', 'skipped'], ['the file', 'failed']])
    expect(readJest('{ not json').size).toBe(0)
  })

  it('are read from mocha', () => {
    expect([...readMocha(JSON.stringify({ passes: [{ fullTitle: 'a b' }], failures: [{ fullTitle: 'c' }], pending: [] }))]).toEqual([['a b', 'passed'], ['c', 'failed']])
  })

  it('are read from unittest', () => {
    const output = `test_a (tests.test_x.TestX.test_a) ... ok
test_b (tests.test_x.TestX.test_b)
What it does. ... FAIL
test_c (tests.test_x.TestX.test_c) ... skipped 'why'

======================================================================
FAIL: test_b (tests.test_x.TestX.test_b)
`
    expect([...readUnittest(output)]).toEqual([['tests.test_x.TestX.test_a::test_a', 'passed'], ['tests.test_x.TestX.test_b::test_b', 'failed'], ['tests.test_x.TestX.test_c::test_c', 'skipped']])
    expect([...readUnittest('ERROR: tests.test_x (unittest.loader._FailedTest)\n')]).toEqual([['the file', 'failed']])
  })
})
