/** What a test run says of each test. Ids are the same from run to run of one runner; files are left out of them, as a run is always of the same ones. */
export type TestOutcome = 'passed' | 'failed' | 'skipped'
export type TestResults = ReadonlyMap<string, TestOutcome>

/** Reads a JUnit report, as pytest and node write it. */
export function readJunit(xml: string): TestResults {
  const results = new Map<string, TestOutcome>()
  for (const [, attributes = '', closed, body = ''] of xml.matchAll(/<testcase\b((?:[^>"']|"[^"]*"|'[^']*')*?)(?:(\/)>|>([^]*?)<\/testcase>)/g)) {
    const outcome = closed !== undefined ? 'passed' : /<(?:failure|error)\b/.test(body) ? 'failed' : /<skipped\b/.test(body) ? 'skipped' : 'passed'
    note(results, `${attribute(attributes, 'classname')}::${attribute(attributes, 'name')}`, outcome)
  }
  return results
}

/** Reads the JSON report of vitest and jest, which is the same. */
export function readJest(json: string): TestResults {
  const results = new Map<string, TestOutcome>()
  for (const file of listIn(parsed(json), 'testResults')) {
    const tests = listIn(file, 'assertionResults')
    for (const test of tests) {
      const status = textIn(test, 'status')
      note(results, textIn(test, 'fullName'), status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped')
    }
    // A file that cannot be loaded has no tests.
    if (tests.length === 0 && textIn(file, 'status') === 'failed') note(results, 'the file', 'failed')
  }
  return results
}

/** Reads the JSON report of mocha. */
export function readMocha(json: string): TestResults {
  const results = new Map<string, TestOutcome>()
  const report = parsed(json)
  for (const [list, outcome] of [['passes', 'passed'], ['failures', 'failed'], ['pending', 'skipped']] as const) {
    for (const test of listIn(report, list)) note(results, textIn(test, 'fullTitle'), outcome)
  }
  return results
}

/** Reads what `python -m unittest -v` prints. */
export function readUnittest(output: string): TestResults {
  const results = new Map<string, TestOutcome>()
  for (const [, name = '', owner = '', outcome = ''] of output.matchAll(/^(\w+) \(([\w.]+)\)(?:\r?\n[^\n]*?)? \.\.\. (?:[^\n]*?)(ok|FAIL|ERROR|skipped|expected failure|unexpected success)\b/gm)) {
    note(results, `${owner}::${name}`, outcome === 'ok' || outcome === 'expected failure' ? 'passed' : outcome === 'skipped' ? 'skipped' : 'failed')
  }
  if (/^(?:ERROR|FAIL): /m.test(output) && ![...results.values()].includes('failed')) note(results, 'the file', 'failed')
  return results
}

/** Several of one name count one by one. */
function note(results: Map<string, TestOutcome>, name: string, outcome: TestOutcome): void {
  let id = name
  for (let count = 2; results.has(id); count++) id = `${name} (${count})`
  results.set(id, outcome)
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
