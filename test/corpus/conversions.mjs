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

/** What is said of doubles of which it is open whether they are sockets: then their names decide. */
const OPEN = /^(?:nothing tells that it stands for|it has no name of its own)/

/** What is said of doubles of something else than a socket: a class of the application, a server, a session. */
const ELSE = /^(?:the code under test takes it as|it stands for|it is a session that gives sockets)/

/** Names of sockets, of things around them, and the members of Python's sockets. */
const SOCKET_NAME = /(?:^|[^a-z])(?:ws|web_?sockets?|sockets?|conn|connection)(?:[^a-z]|\d|$)|web_?socket|Socket/i
const AROUND_NAME = /client|manager|mgr|handler|server|session|factory|bridge|pool|hub|registry|store|router|service|app|broadcast|socketio/i
const SOCKET_MEMBER = /^(?:accept|close|closed|send(?:_(?:text|json|bytes|str|binary|denial_response))?|recv|receive(?:_(?:text|json|bytes|str))?|iter_(?:text|json|bytes)|(?:client|application)_state|headers|query_params|path_params|cookies|state|client|scope|url|ping|pong|wait_closed|remote_address|prepare|subprotocol)$/

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
  if (options.language === 'python') printTable('stands for (see docs/corpus.md)', sites, standsFor)
  printReasons('refused', sites)
  printReasons('review', sites)
  if (options.language === 'python') printReasons('refused', sites.filter((site) => standsFor(site) === 'socket'), 'sockets refused')
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

/**
 * Whether a mock stands for a socket, or for something around one. The name decides where Demock leaves it open, so that a socket that Demock does not know for one still counts as a socket;
 * what Demock refuses for any other reason counts as one as well. A fake, and what it keeps, is judged by the class's name.
 */
function standsFor({ kind, target, outcome, reason }) {
  if (kind === 'patch' || kind === 'spy' || reason.startsWith('it patches')) return 'patch'
  if (outcome !== 'refused') return 'socket'
  if (ELSE.test(reason)) return 'something else'
  if (target === null || target === undefined) return OPEN.test(reason) ? 'unnamed' : 'socket'
  if (kind === 'fake') return SOCKET_NAME.test(target) && !AROUND_NAME.test(target) ? 'socket' : 'something else'
  const fake = /^(\w+)\S* (?:does more than record|derives from)/.exec(reason)?.[1]
  if (fake !== undefined && AROUND_NAME.test(fake) && !SOCKET_NAME.test(target)) return 'something else'
  if (!OPEN.test(reason)) return 'socket'
  const names = target.replace(/\(.*$|\[.*$/s, '').split('.')
  const owner = names.length > 1 && SOCKET_MEMBER.test(names.at(-1)) ? names.at(-2) : names.at(-1)
  return SOCKET_NAME.test(owner) && !AROUND_NAME.test(owner) ? 'socket' : 'something else'
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
function printReasons(outcome, sites, title = outcome) {
  const counts = new Map()
  for (const site of sites.filter((each) => each.outcome === outcome)) {
    const reason = site.reason.split(';')[0].replace(/'[^']*'|"[^"]*"|\b[\w.]*[._]\w*\b(?:\(\))?/g, '…').slice(0, 120)
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  console.log(`\n${title}, by the first reason`)
  for (const [reason, count] of [...counts].sort(([, a], [, b]) => b - a).slice(0, SHOWN)) console.log(`${String(count).padStart(6)}  ${reason}`)
}
