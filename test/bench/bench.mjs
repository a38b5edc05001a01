// node test/bench/bench.mjs [scan] [latency] [memory] – all when none is named. DEMOCK_BENCH_REPO names a repository to
// scan, DEMOCK_BENCH_RUNS the number of runs of each program.
import { mkdtemp } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { ROOT } from '../../scripts/installed-folder.mjs'
import { astGrep } from './ast-grep.mjs'
import { keystrokes } from './latency.mjs'
import { pythonFile, typescriptFile } from './long-files.mjs'
import { median, outputOf, percentile, residentOf, timeOf } from './measure.mjs'
import { benchRepository } from './repository.mjs'
import { startServer } from './server.mjs'

/** Milliseconds in which the threads of a count have ended and V8 has given back what they held. */
const SETTLED = 6000
const RUNS = Number(process.env.DEMOCK_BENCH_RUNS ?? 7)
const parts = process.argv.slice(2)
const wants = (part) => parts.length === 0 || parts.includes(part)
const log = (line) => console.log(line)

log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}`)
if (wants('scan')) await benchScan(await benchRepository(log), await astGrep(log))
if (wants('latency')) {
  await benchLatency(pythonFile())
  await benchLatency(typescriptFile())
}
if (wants('memory')) await benchMemory(await benchRepository(log))

async function benchScan(repository, astGrepProgram) {
  log(`\nScan of ${repository.folder}: ${repository.note}\n  ${thousands(repository.files)} files, ${thousands(repository.lines)} lines, ${repository.megabytes.toFixed(0)} MB`)
  process.env.XDG_CACHE_HOME = await mkdtemp(path.join(tmpdir(), 'demock-bench-cache-'))
  const again = { command: [process.execPath, path.join(ROOT, 'dist', 'cli.cjs'), 'scan', '--format', 'json'], codes: [0, 1] }
  const ours = { ...again, command: [...again.command, '--no-cache'] }
  const theirs = { command: [astGrepProgram, 'scan', '--rule', path.join(ROOT, 'test', 'bench', 'ast-grep-rules.yml'), '--json=compact'], codes: [0, 1] }
  const { summary } = JSON.parse(await outputOf(ours.command, { cwd: repository.folder, codes: ours.codes }))
  const matches = JSON.parse(await outputOf(theirs.command, { cwd: repository.folder, codes: theirs.codes }))
  log(`  demock: ${thousands(summary.sites)} mocks in ${thousands(summary.filesWithMocks)} of ${thousands(summary.files)} files · ast-grep: ${thousands(matches.length)} matches`)
  await outputOf(again.command, { cwd: repository.folder, codes: again.codes })
  const times = { ours: [], again: [], theirs: [] }
  for (let run = 0; run < RUNS; run++) {
    times.theirs.push(await timeOf(theirs.command, { cwd: repository.folder, codes: theirs.codes }))
    times.ours.push(await timeOf(ours.command, { cwd: repository.folder, codes: ours.codes }))
    times.again.push(await timeOf(again.command, { cwd: repository.folder, codes: again.codes }))
  }
  const show = (values) => `${median(values).toFixed(2)} s (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`
  log(`  whole process, median of ${RUNS} alternating runs: demock ${show(times.ours)} · again, with its cache ${show(times.again)} · ast-grep ${show(times.theirs)}`)
  const ratio = (values) => (median(times.theirs) / median(values)).toFixed(1)
  log(`  ratio of medians: ${ratio(times.ours)} times as fast, ${ratio(times.again)} times with the cache (goal 5)`)
}

async function benchLatency(file) {
  for (const [what, typed] of [['a comment', `${file.comment}as one says it in a line`], ['code', file.code]]) await benchTyping(file, what, typed)
}

async function benchTyping(file, what, typed) {
  const { lines, found, answered, diagnostics, floor, processor } = await keystrokes(file, typed)
  const show = (values) => `p50 ${percentile(values, 0.5).toFixed(2)} ms, p99 ${percentile(values, 0.99).toFixed(2)} ms, most ${Math.max(...values).toFixed(2)} ms`
  log(`\nKeystroke to diagnostics, ${what} in ${file.name}: ${thousands(lines)} lines, ${found} diagnostics, ${diagnostics.length} keystrokes`)
  log(`  until the server has written them: ${show(answered)} (goal: p99 below 10)\n  until the client has read them: ${show(diagnostics)}\n  floor, an empty request: ${show(floor)}`)
  if (processor !== undefined) log(`  processor time of the server: ${processor.toFixed(1)} ms for each`)
}

async function benchMemory(repository) {
  const server = await startServer(repository.folder)
  const before = residentOf(server.pid)
  const start = performance.now()
  const result = await server.connection.sendRequest('demock/countWorkspace', {})
  const seconds = (performance.now() - start) / 1000
  await server.connection.sendRequest('demock/nothing').catch(() => {})
  const after = residentOf(server.pid)
  await setTimeout(SETTLED)
  const settled = residentOf(server.pid)
  log(`\nMemory of the language server after counting ${repository.folder}: ${thousands(result.sites)} mocks in ${seconds.toFixed(1)} s`)
  if (!after) log('  this system does not tell (no /proc)')
  else log(`  resident: ${settled?.now.toFixed(0)} MB after ${SETTLED / 1000} s (goal: below 120), ${after.now.toFixed(0)} MB at once, ${before?.now.toFixed(0)} MB before, ${after.peak.toFixed(0)} MB at most`)
  await server.stop()
}

function thousands(count) {
  return count.toLocaleString('en')
}
