// npm run corpus:dynamic -- [options] <checkout> [arguments of the runner]
//   --runner pytest|vitest|jest|mocha   default: pytest
//   --python <interpreter>              default: <checkout>/.venv/bin/python, else DEMOCK_PYTHON, else python3
//   --cwd <folder in the checkout>      where the runner is started; default: the checkout
//   --records <folder>                  keeps what the run recorded; what is there already is compared without running again
//   --list                              names every miss with what `demock explain` says, every wrong kind and every site that never fired
//   --cli <file>                        default: dist/cli.cjs
// Runs a real test suite while the creations of its test doubles are recorded, and holds Demock's sites against them. See docs/corpus.md.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../../scripts/installed-folder.mjs'
import { calleeOf, causeOf, compareCreations, inReportColumns, mergeRecords, tallyCreations } from './comparison.mjs'
import { commandOf } from './runners.mjs'

const OPTIONS = { runner: { type: 'string', default: 'pytest' }, python: { type: 'string' }, cwd: { type: 'string', default: '.' }, records: { type: 'string' }, list: { type: 'boolean' }, cli: { type: 'string' } }

const args = process.argv.slice(2)
const first = parseArgs({ args, options: OPTIONS, strict: false, tokens: true }).tokens.find(({ kind }) => kind === 'positional')
if (first === undefined) {
  console.error('npm run corpus:dynamic -- [--runner pytest|vitest|jest|mocha] [--python file] [--cwd folder] [--records folder] [--list] [--cli file] <checkout> [arguments of the runner]')
  process.exitCode = 2
} else {
  const { values: options } = parseArgs({ args: args.slice(0, first.index), options: OPTIONS })
  main(realpathSync(first.value), args.slice(first.index + 1), options)
}

function main(checkout, runnerArguments, options) {
  const records = path.resolve(options.records ?? mkdtempSync(path.join(os.tmpdir(), 'demock-dynamic-')))
  try {
    if (!existsSync(records) || readdirSync(records).length === 0) runSuite(checkout, runnerArguments, options, records)
    const { creations, lines } = mergeRecords(readdirSync(records).map((file) => JSON.parse(readFileSync(path.join(records, file), 'utf8'))))
    if (creations.length === 0) throw new Error('nothing was created: the suite did not run, or uses no mock library that is watched')
    report(checkout, creations, lines, options)
  } catch (error) {
    console.error(`corpus:dynamic: ${error.message}`)
    process.exitCode = 2
  } finally {
    if (options.records === undefined) rmSync(records, { recursive: true, force: true })
  }
}

/** A suite may fail here and there for want of a service; what it created until then is as good as any. */
function runSuite(checkout, runnerArguments, { runner, python, cwd }, records) {
  const { program, args, env } = commandOf(runner, { checkout, python, records, args: runnerArguments, cwd: path.join(checkout, cwd) })
  const { status, error } = spawnSync(program, args, { cwd: path.join(checkout, cwd), env: { ...process.env, ...env }, stdio: ['ignore', 2, 2] })
  if (error) throw error
  if (status !== 0) console.error(`${runner} ended with ${status}`)
}

function report(checkout, creations, lines, options) {
  const texts = new Map()
  const textOf = (file) => texts.get(file) ?? texts.set(file, readFileSync(path.join(checkout, file), 'utf8')).get(file)
  const cli = path.resolve(options.cli ?? path.join(ROOT, 'dist', 'cli.cjs'))
  const found = scan(checkout, cli)
  const explain = explainer(checkout, cli)
  const results = [...new Set([...creations.map(({ file }) => file), ...found.keys()])].sort().map((file) => {
    const seen = creations.filter((creation) => creation.file === file).map((creation) => inReportColumns(creation, textOf))
    const comparison = compareCreations(seen, found.get(file) ?? [], new Set(lines[file]))
    const misses = comparison.misses.map((miss) => {
      const explanation = explain(file, miss.line)
      return { ...miss, explanation, cause: causeOf(miss, calleeOf(miss, textOf(file)), explanation) }
    })
    return { ...comparison, file, misses }
  })
  if (options.list) results.forEach((result) => printDifferences(result, textOf))
  printTally(tallyCreations(results))
  const reached = results.flatMap((result) => result.reached).length
  if (reached > 0) console.log(`\nof ${reached} sites on executed lines ${results.flatMap(({ silent }) => silent).length} never created anything`)
}

function explainer(checkout, cli) {
  const known = new Map()
  return (file, line) => {
    const place = `${file}:${line}`
    if (!known.has(place)) known.set(place, spawnSync(process.execPath, [cli, 'explain', place], { cwd: checkout, encoding: 'utf8' }).stdout.trimEnd())
    return known.get(place)
  }
}

function scan(checkout, cli) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'scan', '--format', 'json', '--no-progress'], { cwd: checkout, encoding: 'utf8', maxBuffer: 1 << 30 })
  if (status !== 0 && status !== 1) throw new Error(`demock ended with ${status}: ${stderr}`)
  return new Map(JSON.parse(stdout).files.map(({ path: file, sites }) => [file, sites]))
}

function printDifferences({ file, matches, misses, silent }, textOf) {
  const code = (line) => textOf(file).split(/\r?\n/)[line - 1]?.trim()
  for (const { line, column, api, cause, explanation } of misses) {
    console.log(`miss        ${file}:${line}:${column ?? '?'}  ${api}  (${cause})  ${code(line)}`)
    if (cause === 'engine') console.log(explanation.replace(/^/gm, '              '))
  }
  for (const { creation, site, rightKind } of matches) {
    if (!rightKind) console.log(`wrong kind  ${file}:${site.line}:${site.column}  ${creation.api}${creation.kind ? ` (${creation.kind})` : ''} → ${site.kind}  ${code(site.line)}`)
  }
  for (const { line, column, api } of silent) console.log(`silent      ${file}:${line}:${column}  ${api}  ${code(line)}`)
}

/** Recall is of the places in test code. */
function printTally(rows) {
  const sum = (valueOf) => rows.reduce((total, row) => total + valueOf(row), 0)
  const of = (cause) => (row) => row.causes[cause] ?? 0
  const causes = Object.fromEntries(['not test code', 'by value', 'engine'].map((cause) => [cause, sum(of(cause))]))
  const total = { api: 'all', causes, seen: sum((row) => row.seen), times: sum((row) => row.times), matched: sum((row) => row.matched), rightKind: sum((row) => row.rightKind) }
  const line = (api, cells) => console.log(api.padEnd(30) + cells.map((cell) => String(cell).padStart(15)).join(''))
  line('API', ['creations', 'places', 'not test code', 'sites', 'by value', 'engine misses', 'recall', 'right kind'])
  for (const row of [...rows, total]) {
    const inTests = row.seen - of('not test code')(row)
    line(row.api, [row.times, row.seen, row.seen - inTests, row.matched, of('by value')(row), of('engine')(row), percent(row.matched, inTests), percent(row.rightKind, row.matched)])
  }
}

function percent(part, whole) {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(2)}%`
}
