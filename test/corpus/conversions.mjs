// node test/corpus/conversions.mjs <folder> [--cli <file>] [--only <owner+name>] [--json <file>] [--list <words>] [--language python|ecmascript]: how many mocks of WebSockets in the tests
// below a folder of checkouts would be converted, which for review, and why not the others. Nothing is written. --list prints the places whose reason holds the words.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../scripts/installed-folder.mjs'

const { values: options, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: { cli: { type: 'string' }, only: { type: 'string' }, json: { type: 'string' }, list: { type: 'string' }, language: { type: 'string', default: 'python' } },
})
const CLI = path.resolve(options.cli ?? path.join(ROOT, 'dist', 'cli.cjs'))
const SHOWN = 40

/** How the files of a language end. */
const ENDINGS = { python: /\.py$/, ecmascript: /\.[cm]?[jt]sx?$/ }
const ENDING = ENDINGS[options.language] ?? ENDINGS.python

/** What a file must say to hold a mock of a socket; reading all others would take most of the time. */
const WORTH = [/mock|fake|stub|dummy|patch/i, /socket|\bws\b|ws\d*_|_ws/i]

/** What the libraries of sockets are called in import lines and patched paths; the first one that a test file names is its stack. */
const STACKS = options.language === 'ecmascript' ? [
  ['socket.io', /['"]socket\.io(?:-client|-mock)?['"]/], ['mock-socket', /mock-socket|websocket-mock/], ['ws', /['"]ws['"]/], ['fastify', /@fastify\/websocket/], ['nest', /@nestjs\//],
] : [
  ['starlette', /\b(?:fastapi|starlette)\b/], ['aiohttp', /\baiohttp\b/], ['socketio', /\b(?:socketio|engineio|flask_socketio)\b/], ['channels', /\bchannels\b/],
  ['websocket-client', /\b(?:import websocket\b|from websocket\b|websocket\.(?:create_connection|WebSocketApp))/], ['websockets', /\bwebsockets\b(?=[.\s]*(?:import|connect|serve|asyncio|exceptions|legacy|client|server))/],
]

if (folder === undefined) {
  console.error('node test/corpus/conversions.mjs <folder with checkouts> [--cli file] [--only owner+name] [--json file] [--list words]')
  process.exitCode = 2
} else measure(path.resolve(folder))

function measure(root) {
  const repositories = readdirSync(root).filter((name) => statSync(path.join(root, name)).isDirectory() && (options.only === undefined || name === options.only)).sort()
  const sites = repositories.flatMap((name) => sitesOf(path.join(root, name), name))
  if (options.json) writeFileSync(options.json, JSON.stringify(sites))
  printTable('repository', sites, ({ repository }) => repository)
  printTable('library named in the file', sites, ({ stack }) => stack)
  printTable('kind', sites, ({ kind }) => kind)
  printReasons('refused', sites)
  printReasons('review', sites)
  if (options.list !== undefined) {
    for (const site of sites) if (site.reason.includes(options.list)) console.log(`${site.repository}/${site.path}:${site.line}  ${site.kind} ${site.target ?? ''}  ${site.reason}`)
  }
  if (sites.length === 0) process.exitCode = 2
}

function sitesOf(checkout, repository) {
  const files = readdirSync(checkout, { recursive: true }).filter((file) => ENDING.test(file) && !/(?:^|\/)(?:node_modules|dist|build|\.git)\//.test(file) && statSync(path.join(checkout, file)).isFile() && WORTH.every((words) => words.test(readFileSync(path.join(checkout, file), 'utf8'))))
  if (files.length === 0) return []
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'convert', '--service', 'websocket', '--dry-run', '--review', '--format', 'json', ...files], {
    cwd: checkout, encoding: 'utf8', maxBuffer: 1 << 28,
  })
  console.error(`${repository}: ${files.length} files`)
  if (status !== 0 && status !== 1) {
    console.error(`${repository}: demock ended with ${status}: ${stderr.trim().slice(0, 300)}`)
    return []
  }
  const stacks = new Map()
  return JSON.parse(stdout).outcomes.filter((outcome) => ENDING.test(outcome.path)).map(({ path: file, line, kind, target, safety, reason }) => {
    if (!stacks.has(file)) stacks.set(file, stackOf(path.join(checkout, file)))
    return { repository, path: file, line, kind, target, outcome: safety, reason: reason ?? '', stack: stacks.get(file) }
  })
}

function stackOf(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return STACKS.find(([, words]) => words.test(text))?.[0] ?? 'none named'
}

function printTable(title, sites, keyOf) {
  const rows = new Map()
  for (const site of sites) {
    const row = rows.get(keyOf(site)) ?? { safe: 0, review: 0, refused: 0 }
    row[site.outcome]++
    rows.set(keyOf(site), row)
  }
  const all = { safe: 0, review: 0, refused: 0 }
  for (const row of rows.values()) for (const outcome of Object.keys(all)) all[outcome] += row[outcome]
  console.log(`\n${title.padEnd(48)} sites   safe review refused  safe%  safe+review%`)
  for (const [key, row] of [...[...rows].sort(([, a], [, b]) => total(b) - total(a)), ['all', all]]) {
    const share = (count) => `${(100 * count / Math.max(1, total(row))).toFixed(0)}`
    console.log(`${key.padEnd(48)} ${[total(row), row.safe, row.review, row.refused].map((count) => String(count).padStart(6)).join(' ')} ${share(row.safe).padStart(6)} ${share(row.safe + row.review).padStart(10)}`)
  }
}

function total({ safe, review, refused }) {
  return safe + review + refused
}

/** Reasons without the names that they mention. */
function printReasons(outcome, sites) {
  const counts = new Map()
  for (const site of sites.filter((each) => each.outcome === outcome)) {
    const reason = site.reason.split(';')[0].replace(/'[^']*'|"[^"]*"|\b[\w.]*[._]\w*\b(?:\(\))?/g, '…').slice(0, 120)
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  console.log(`\n${outcome}, by the first reason`)
  for (const [reason, count] of [...counts].sort(([, a], [, b]) => b - a).slice(0, SHOWN)) console.log(`${String(count).padStart(6)}  ${reason}`)
}
