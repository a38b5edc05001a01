import type { Chain, Value } from '../../../../model/facts.ts'
import type { Replacement } from '../../../../model/replacement.ts'
import { applyEdits, mergeEdits } from '../../../../text/edits.ts'
import { contains } from '../../../../text/span.ts'
import type { RewriteRequest } from '../../../service.ts'
import { draftOf, edit, refuse, removeStatement } from '../draft.ts'
import { functionOf, roleOf } from '../functions.ts'
import { mannerOf } from '../imports.ts'
import { changeHead, holderOf, serverSupport } from './head.ts'
import { importedNames, isFromLibrary, MOCK_SERVER_LIBRARIES } from './imported.ts'
import { cleaned, rewriteUses } from './uses.ts'
import { findVariables, isExported } from './variables.ts'
import { type ClientWorld, chainOf, importedAs, makesServer } from './world.ts'

const TITLE = 'Replace by a real WebSocket server'
const GLOBALS: ReadonlySet<string> = new Set(['global', 'globalThis', 'window', 'self'])
const OPTIONS: ReadonlySet<string> = new Set(['jsonProtocol', 'verifyClient', 'selectProtocol'])

/**
 * Puts real servers in the place of all servers of mock-socket, jest-websocket-mock and vitest-websocket-mock of a file: all of them at once, because such a
 * library replaces the global `WebSocket` for all.
 */
export function replaceMockServers({ text, report, site, settings, read }: RewriteRequest): Replacement {
  const { facts, path } = report
  const draft = draftOf(text, facts)
  const sites = report.sites.flatMap((other, index) => (MOCK_SERVER_LIBRARIES.has(other.library) ? [index] : []))
  const at = report.sites[site]?.span ?? { start: 0, end: 0 }
  const imported = importedNames(facts)
  const manner = mannerOf(path, text, facts)
  const world: ClientWorld = {
    draft, imported: imported ?? new Map(), servers: [], connections: [], done: new Set(), awaited: new Map(), holder: holderOf(draft), isTyped: manner.isTyped, types: new Set(),
  }
  const removed: { readonly start: number; readonly end: number }[] = []
  if (!imported) refuse(draft, at, 'the library is imported in a way that Demock does not follow')
  refuseFile(world)
  if (draft.reasons.length === 0) {
    findVariables(world)
    const heads = new Set(facts.imports.filter(isFromLibrary).map(({ statement }) => statement))
    for (const chain of facts.chains) if (heads.has(chain.statement)) world.done.add(chain.span.start)
    for (const chain of facts.chains) if (!world.done.has(chain.span.start)) constructed(world, chain, removed)
    rewriteUses(world)
    named(world)
    changeHead(draft, path, manner, world.holder, [...world.types].sort(), settings, read)
  }
  const files = serverSupport(draft, path, manner, settings, read)
  const edits = mergeEdits([draft.edits])
  if (!edits) refuse(draft, at, 'its uses are nested in a way that Demock cannot take apart')
  else if (draft.reasons.length === 0) {
    const code = applyEdits(text, draft.edits).replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\/.*|\/\*[^]*?\*\//g, "''")
    for (const [name, what] of imported ?? []) if (what !== 'client' && new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(code)) refuse(draft, at, `\`${name}\` is named elsewhere in the file`)
  }
  if (!edits || draft.reasons.length > 0) return { title: TITLE, safety: 'refused', edits: [], files: [], remarks: draft.reasons, sites }
  const gone = report.sites.flatMap((other, index) => (removed.some((span) => contains(span, other.span)) ? [index] : []))
  return { title: TITLE, safety: draft.remarks.length > 0 ? 'review' : 'safe', edits, files, remarks: draft.remarks, sites: [...new Set([...sites, ...gone])].sort((a, b) => a - b) }
}

/** What makes real servers impossible in the whole file. */
export function refuseFile({ draft }: ClientWorld, withFakeTimers = false): void {
  const { facts } = draft
  const [problem] = facts.problems
  if (problem) refuse(draft, problem.span, `the file cannot be read to its end: ${problem.message}`)
  if (!facts.functions.some((_, index) => roleOf(facts, index) === 'test')) refuse(draft, { start: 0, end: 0 }, 'it is a helper without tests, and the tests that use it would have to wait for it')
  for (const { module, span } of facts.imports) {
    if (module === 'node:test' || module === 'ava' || module === 'tape' || module === 'bun:test') refuse(draft, span, `for ${module} there is no support yet`)
  }
  for (const { root, links, span } of facts.chains) {
    const [method, call] = links
    if (!withFakeTimers && method?.kind === 'member' && method.name === 'useFakeTimers' && call?.kind === 'call') refuse(draft, span, 'timers are faked: a real connection takes real time, which would not pass')
    if (root === 'cy' || root === 'jasmine' || root === 'Cypress') refuse(draft, span, 'it runs in a browser, where no server can listen')
    if ((root !== 'vi' && root !== 'jest') || method?.kind !== 'member' || call?.kind !== 'call' || !/^(?:mock|doMock|unstable_mockModule)$/.test(method.name)) continue
    const module = call.call.arguments[0]?.value
    const name = module?.kind === 'string' ? module.text : undefined
    if (name !== undefined && /^(?:ws|isomorphic-ws|mock-socket|websocket|reconnecting-websocket|partysocket|socket\.io-client)$/.test(name)) refuse(draft, span, `the file replaces the whole module '${name}'; remove that first`)
  }
}

/** What is made of the imported names: servers, clients, and the global `WebSocket` that they take the place of. */
function constructed(world: ClientWorld, chain: Chain, removed: { readonly start: number; readonly end: number }[]): void {
  const { draft } = world
  const { facts, text } = draft
  const { root, links, span } = chain
  if (typeof root !== 'string') return
  const [first, second] = links
  if ((root === 'vi' || root === 'jest') && first?.kind === 'member' && first.name === 'stubGlobal' && second?.kind === 'call') {
    const [name, value] = second.call.arguments
    if (name?.value.kind === 'string' && name.value.text === 'WebSocket' && isMockClient(world, value?.value)) removeWhole(world, chain, removed)
    return
  }
  const what = importedAs(world, root, chain.scope)
  if (what === undefined) return
  if (what === 'server') {
    if (makesServer(world, chain)) opened(world, chain)
    else if (first?.kind === 'member' && first.name === 'clean' && second?.kind === 'call') cleaned(world, chain)
    else if (links.length > 0) refuse(draft, span, `\`${text.slice(span.start, span.end).split('\n', 1)[0]}\` has no counterpart in the support`)
    return
  }
  if (what === 'connection') return
  const assignment = facts.assignments.find(({ value }) => chainOf(world, value) === chain)
  const target = assignment?.targets[0]
  if (target?.kind === 'chain' && typeof target.root === 'string' && GLOBALS.has(target.root) && target.links.length === 1) removeWhole(world, chain, removed)
  else if (functionOf(facts, chain.scope) < 0 || /\bmock$/i.test(moduleMockAround(world, chain))) refuse(draft, span, 'the client of the mock library is handed on while the file is loaded')
  else if (!world.done.has(span.start) && root !== 'WebSocket') edit(draft, chain.rootSpan.start, chain.rootSpan.end, 'WebSocket')
}

/** `mock` when the chain stands in the factory of a module mock. */
function moduleMockAround({ draft: { facts } }: ClientWorld, { span }: Chain): string {
  const around = facts.chains.find((chain) => (chain.root === 'vi' || chain.root === 'jest') && chain.span.start < span.start && contains(chain.span, span) && chain.links[0]?.kind === 'member')
  const link = around?.links[0]
  return link?.kind === 'member' ? link.name : ''
}

function isMockClient(world: ClientWorld, value: Value | undefined): boolean {
  const chain = chainOf(world, value)
  if (!chain || typeof chain.root !== 'string' || chain.links.length > 0 || importedAs(world, chain.root, chain.scope) !== 'client') return false
  world.done.add(chain.span.start)
  return true
}

/** Removes the statement that a chain stands in: the support makes the global `WebSocket` a real client. */
function removeWhole(world: ClientWorld, chain: Chain, removed: { readonly start: number; readonly end: number }[]): void {
  const { draft } = world
  const statement = draft.facts.statements[chain.statement]
  if (!statement || (statement.kind !== 'expression' && statement.kind !== 'assignment')) {
    refuse(draft, chain.span, 'give the global `WebSocket` a statement of its own')
    return
  }
  removed.push(statement.span)
  removeStatement(draft, statement.span)
}

function opened(world: ClientWorld, chain: Chain): void {
  const { draft } = world
  const [link] = chain.links
  if (link?.kind !== 'call') return
  const [address, options, ...rest] = link.call.arguments
  if (!address || rest.length > 0 || address.spread !== undefined) refuse(draft, chain.span, 'its address is not to be seen')
  if (options) {
    if (options.value.kind !== 'object') refuse(draft, options.span, 'its options are not to be seen')
    else for (const { key, span } of options.value.entries) if (key === undefined || !OPTIONS.has(key)) refuse(draft, span, `a real server has no option \`${key ?? '…'}\``)
  }
  const index = functionOf(draft.facts, chain.scope)
  if (index >= 0 && isExported(world, index)) refuse(draft, chain.span, 'other files may use the helper that makes it')
  edit(draft, chain.span.start, chain.rootSpan.end, `${world.holder}.open`)
}

/** Types: `let server: WS`. */
function named(world: ClientWorld): void {
  const { draft } = world
  for (const chain of draft.facts.chains) {
    if (typeof chain.root !== 'string' || chain.links.length > 0 || world.done.has(chain.span.start)) continue
    const what = importedAs(world, chain.root, chain.scope)
    if (what !== 'server' && what !== 'connection') continue
    if (!isType(world, chain)) {
      refuse(draft, chain.span, `\`${chain.root}\` is handed on here`)
      continue
    }
    const type = what === 'server' ? 'RealWebSocketServer' : 'Connection'
    world.types.add(type)
    edit(draft, chain.span.start, chain.span.end, type)
  }
}

function isType({ draft: { facts } }: ClientWorld, { span }: Chain): boolean {
  const annotations = [...facts.assignments.map(({ annotation }) => annotation), ...facts.functions.flatMap(({ parameters, returns }) => [returns, ...parameters.map(({ annotation }) => annotation)])]
  return annotations.some((annotation) => annotation && contains(annotation.span, span))
}
