/** What a test run says of each test. */
export type TestOutcome = 'passed' | 'failed' | 'skipped'

/** By ids that are the same from run to run of one runner; several tests of one name count one by one. */
export type TestResults = ReadonlyMap<string, TestOutcome>

/** One test as a report names it. */
export interface TestCase {
  readonly name: string
  readonly outcome: TestOutcome
  /** The file that it is of, as the report tells it: an absolute path, or a dotted name that begins with that of the module; empty when it does not. */
  readonly owner: string
}

/** The results of all tests of a report. */
export function resultsOf(cases: readonly TestCase[]): TestResults {
  const results = new Map<string, TestOutcome>()
  for (const { name, outcome } of cases) {
    let id = name
    for (let count = 2; results.has(id); count++) id = `${name} (${count})`
    results.set(id, outcome)
  }
  return results
}

/** Results for each of some files (absolute); undefined when a test cannot be told to be of one of them. */
export function resultsByFile(cases: readonly TestCase[], files: readonly string[]): ReadonlyMap<string, TestResults> | undefined {
  const shares = new Map<string, TestCase[]>(files.map((file) => [file, []]))
  const modules = files.map((file) => [file, file.replace(/\.py$/, '').split(/[\\/]/).join('.')] as const)
  for (const test of cases) {
    const owners = shares.has(test.owner) ? [test.owner] : modules.filter(([, module]) => startsAtModule(test.owner, module)).map(([file]) => file)
    const [owner] = owners
    if (owner === undefined || owners.length > 1) return undefined
    shares.get(owner)?.push(test)
  }
  return new Map([...shares].map(([file, tests]) => [file, resultsOf(tests)]))
}

/** `tests.test_chat.TestSocket` is of `…/tests/test_chat.py`. */
function startsAtModule(owner: string, module: string): boolean {
  const parts = owner.split('.')
  return owner !== '' && parts.some((_part, index) => `.${module}`.endsWith(`.${parts.slice(0, index + 1).join('.')}`) && (index + 1 === parts.length || /^[A-Z]|^test/i.test(parts[index + 1] ?? '')))
}

/** Reads a JUnit report, as pytest and node write it. */
export function readJunit(xml: string): TestCase[] {
  return [...xml.matchAll(/<testcase\b((?:[^>"']|"[^"]*"|'[^']*')*?)(?:(\/)>|>([^]*?)<\/testcase>)/g)].map(([, attributes = '', closed, body = '']) => {
    const outcome = closed !== undefined ? 'passed' : /<(?:failure|error)\b/.test(body) ? 'failed' : /<skipped\b/.test(body) ? 'skipped' : 'passed'
    const [owner, name] = [attribute(attributes, 'classname'), attribute(attributes, 'name')]
    // What cannot be collected is named as a whole.
    return { name: `${owner}::${name}`, outcome, owner: attribute(attributes, 'file') || owner || name }
  })
}

/** Reads the JSON report of vitest and jest, which is the same. */
export function readJest(json: string): TestCase[] {
  return listIn(parsed(json), 'testResults').flatMap((file): TestCase[] => {
    const tests = listIn(file, 'assertionResults')
    const owner = textIn(file, 'name')
    // A file that cannot be loaded has no tests.
    if (tests.length === 0 && textIn(file, 'status') === 'failed') return [{ name: 'the file', outcome: 'failed', owner }]
    return tests.map((test) => {
      const status = textIn(test, 'status')
      return { name: textIn(test, 'fullName'), outcome: status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped', owner }
    })
  })
}

/** Reads the JSON report of mocha. */
export function readMocha(json: string): TestCase[] {
  const report = parsed(json)
  return ([['passes', 'passed'], ['failures', 'failed'], ['pending', 'skipped']] as const).flatMap(([list, outcome]) =>
    listIn(report, list).map((test): TestCase => ({ name: textIn(test, 'fullTitle'), outcome, owner: textIn(test, 'file') })))
}

/** Reads what `python -m unittest -v` prints. What a test prints itself may tear its line apart: the number of tests is held against the one that is told at the end. */
export function readUnittest(output: string): TestCase[] {
  const cases = [...output.matchAll(/^(\w+) \(([\w.]+)\)(?:\r?\n[^\n]*?)? \.\.\. (?:[^\n]*?)(ok|FAIL|ERROR|skipped|expected failure|unexpected success)\b/gm)].map(([, name = '', owner = '', outcome = '']): TestCase => (
    { name: `${owner}::${name}`, outcome: outcome === 'ok' || outcome === 'expected failure' ? 'passed' : outcome === 'skipped' ? 'skipped' : 'failed', owner }))
  const [, ran] = /^Ran (\d+) tests? in /m.exec(output) ?? []
  const isRed = /^(?:ERROR|FAIL): /m.test(output)
  for (let missing = Number(ran ?? 0) - cases.length; missing > 0 && !isRed; missing--) cases.push({ name: 'a test without a line of its own', outcome: 'passed', owner: '' })
  if (isRed && !cases.some(({ outcome }) => outcome === 'failed')) cases.push({ name: 'the file', outcome: 'failed', owner: '' })
  return cases
}

function attribute(attributes: string, name: string): string {
  const [, value = ''] = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes) ?? []
  return value.replace(/&(lt|gt|quot|apos|amp|#\d+|#x[\da-fA-F]+);/g, (_all, entity: string) => {
    const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
    return named[entity] ?? String.fromCodePoint(entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1)))
  })
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function listIn(value: unknown, name: string): unknown[] {
  const list = fieldOf(value, name)
  return Array.isArray(list) ? list : []
}

function textIn(value: unknown, name: string): string {
  const text = fieldOf(value, name)
  return typeof text === 'string' ? text : ''
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}
