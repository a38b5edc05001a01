import type { Kind } from '../../../model/finding.ts'
import type { Replacement } from '../../../model/replacement.ts'
import { mergeEdits } from '../../../text/edits.ts'
import { contains, type Span } from '../../../text/span.ts'
import { namePattern } from '../../../text/names.ts'
import type { InsertRequest, Rewrite, RewriteRequest } from '../../service.ts'
import { MOCK_SERVER_LIBRARIES } from './client/imported.ts'
import { fakeClientAt, fakeObjectAt, replaceFakeClient, whyNotReplaced } from './client/replace-fake.ts'
import { replaceMockServers } from './client/replace.ts'
import { draftOf, indentAt, lineEnd, refuse, edit, type Draft } from './draft.ts'
import { openConnections, writeTypes } from './factories.ts'
import { functionOf, helperName, makeWait, roleOf } from './functions.ts'
import { takeListeners } from './helpers.ts'
import { isMockObject, isSinon, recorderOf } from './doubles.ts'
import { addImports, isLeft, mannerOf, supportFile } from './imports.ts'
import { madeAt } from './literal.ts'
import { otherOrigin } from './origin.ts'
import { isSocketIo, otherThanSocketIo, standsForServer } from './socketio/origin.ts'
import { socketIoServerStack } from './socketio/server.ts'
import { socketIoStack } from './socketio/stack.ts'
import { moduleMocked } from './module-mock.ts'
import { withPackages } from './packages.ts'
import { rewriteUses } from './uses.ts'
import { wsStack } from './ws-stack.ts'
import type { World } from './world.ts'

/** Puts a real connection of the `ws` package in place of a mock of its server-side socket, in tests of vitest, jest and whatever else has their `expect`. */
export const ecmascriptRewrite: Rewrite = {
  replace: (request) => withPackages(replace(request), request.report.path, request.read, request.list),
  insert: (request) => {
    const replacement = insert(request)
    return replacement && withPackages(replacement, request.report.path, request.read, undefined)
  },
}

function replace(request: RewriteRequest): Replacement {
  const { text, report, site, settings, read } = request
  if (MOCK_SERVER_LIBRARIES.has(report.sites[site]?.library ?? '')) return replaceMockServers(request)
  const fake = fakeClientAt(request)
  if (fake >= 0) return replaceFakeClient(request, fake)
  const object = fakeObjectAt(request)
  if (object) return replaceFakeClient(request, object)
  const unknown = whyNotReplaced(request)
  const { facts, path } = report
  const draft = draftOf(text, facts)
  const found = report.sites[site]
  const root = found?.root ?? site
  const sites = report.sites.flatMap((other, index) => (other.root === root ? [index] : []))
  const span = report.sites[root]?.span ?? { start: 0, end: 0 }
  let stack = wsStack
  const refused = (): Replacement => ({ title: stack.title, safety: 'refused', edits: [], files: [], remarks: draft.reasons, sites })
  if (unknown !== undefined) {
    refuse(draft, span, unknown)
    return refused()
  }
  const made = found?.kind === 'double' ? madeAt(draft, span) : (found && moduleMocked(found, text)) ?? whyNot(found?.kind)
  if (typeof made === 'string') {
    refuse(draft, span, made)
    return refused()
  }
  if (isSocketIo(made)) stack = standsForServer(text, made) ? socketIoServerStack : socketIoStack
  const other = stack === wsStack ? otherOrigin(draft, path, made, read) : otherThanSocketIo(draft, path, made, read, stack === socketIoServerStack)
  if (other !== undefined) refuse(draft, span, other)
  refuseWholeFile(draft)
  const manner = mannerOf(path, text, facts, stack.support)
  const world: World = {
    draft, report, root, sockets: [], listeners: [], methods: [], collected: [], done: new Set(), gone: new Set(), types: [],
    otherDoubles: report.sites.some((other) => other.root !== root), isTyped: manner.isTyped,
    recorder: recorderOf(found?.library ?? ''), stack,
  }
  const opened = openConnections(world, made, manner)
  world.otherDoubles = report.sites.some((each) => each.root !== root && !draft.edits.some((made) => contains(made.span, each.span)))
  takeListeners(world, opened.stores)
  rewriteUses(world)
  refuseFakeTimers(world)
  leaveOutUnused(world)
  writeTypes(world)
  const types = draft.edits.some((each) => each.text.includes(`${stack.support.pair}[`))
  addImports(draft, path, manner, { types, beforeEach: opened.usesHook }, settings, stack.support)
  const files = supportFile(draft, path, manner, settings, read, stack.support)
  const edits = mergeEdits([draft.edits])
  if (!edits) refuse(draft, span, 'its uses are nested in a way that Demock cannot take apart')
  else refuseLeftovers(world)
  if (!edits || draft.reasons.length > 0) return refused()
  const gone = report.sites.flatMap((each, index) => (sites.includes(index) || draft.edits.some((made) => contains(made.span, each.span)) ? [index] : []))
  return { title: stack.title, safety: draft.remarks.length > 0 ? 'review' : 'safe', edits, files, remarks: draft.remarks, sites: gone }
}

/** Names only the end that is used: `const [ws] = await …`. */
function leaveOutUnused({ draft, sockets }: World): void {
  for (const { name, client, scope, origin, reach } of sockets) {
    if (origin !== undefined && !reach) continue
    const span = reach ?? draft.facts.scopes[scope]?.span
    const pattern = `[${name}, ${client}] = `
    const inScope = draft.edits.flatMap((made, index) => (span && contains(span, made.span) ? [index] : []))
    const uses = namePattern(client)
    // Where it is declared it is not used.
    const declaration = new RegExp(`^\\s*let ${client.replace(/\$/g, '\\$')}(?:: \\w+\\['client'\\])?;?$`)
    const isDeclared = (text: string): boolean => declaration.test(text)
    if (inScope.some((index) => !isDeclared(draft.edits[index]?.text ?? '') && uses.test((draft.edits[index]?.text ?? '').replace(pattern, '')))) continue
    for (const index of inScope) {
      const made = draft.edits[index]
      if (made && isDeclared(made.text)) draft.edits[index] = { span: made.span, text: '' }
      else if (made?.text.replace(/^;/, '').startsWith(pattern)) draft.edits[index] = { span: made.span, text: made.text.replace(pattern, `[${name}] = `) }
    }
  }
}

/** What makes real connections impossible in the whole file. */
function refuseWholeFile(draft: Draft): void {
  const [problem] = draft.facts.problems
  if (problem) refuse(draft, problem.span, `the file cannot be read to its end: ${problem.message}`)
  for (const { root, links, span } of draft.facts.chains) {
    const [method, call] = links
    if (typeof root !== 'string' || method?.kind !== 'member' || call?.kind !== 'call') continue
    const [module] = call.call.arguments
    if (!isMockObject(root)) continue
    const named = module?.value.kind === 'string' ? module.value.text : undefined
    if ((named === 'ws' || named === 'socket.io') && /^(?:mock|doMock|unstable_mockModule)$/.test(method.name)) refuse(draft, span, `the file replaces the whole module '${named}'; remove that first`)
  }
}

/** Why what is not a double is not replaced. */
function whyNot(kind: Kind | undefined): string {
  if (kind === 'patch' || kind === 'spy') return 'it takes the place of a module, a global or a member: hand a real socket to the code instead, or let it connect to a real server'
  if (kind === 'fake') return 'what the methods of a class of your own do cannot be told from a real socket: use the socket of a real connection in its place'
  return 'only an object of doubles (`vi.fn()`, `jest.fn()`, `sinon.stub()`, `mock.fn()`) can be replaced yet'
}

/** Refuses fake timers that hold back what a connection runs on; a test without sockets that puts the real ones back disturbs nobody. */
function refuseFakeTimers({ draft }: World): void {
  const { facts, text } = draft
  for (const { root, links: [method, call], span, scope } of facts.chains) {
    if (typeof root !== 'string' || method?.kind !== 'member' || method.name !== 'useFakeTimers' || call?.kind !== 'call') continue
    if (!(isMockObject(root) || isSinon(facts, root, scope)) || !holdsBack(text, root, call.call.arguments[0]?.span)) continue
    const index = functionOf(facts, scope)
    if (index >= 0 && roleOf(facts, index) === 'test' && !draft.waiting.has(index) && /\buseRealTimers\(|\.restore\(/.test(text)) continue
    refuse(draft, span, 'the fake timers hold `process.nextTick` back, on which a real connection runs: name those to fake (`toFake`), or those to leave alone (`doNotFake`)')
  }
}

/** Whether fake timers hold back what a connection runs on: those of jest do unless they are told otherwise, those of vitest only if they are told to. */
function holdsBack(text: string, root: string, given: Span | undefined): boolean {
  const options = given ? text.slice(given.start, given.end) : ''
  if (root === 'vi' || /\btoFake\b/.test(options)) return /\b(?:nextTick|queueMicrotask)\b/.test(options)
  return !/\bdoNotFake\b[^\]]*\bnextTick\b/.test(options) && !/legacy/.test(options)
}

/** A factory or helper that has gone must not be named any more. */
function refuseLeftovers(world: World): void {
  const { draft } = world
  for (const index of world.gone) {
    const helper = helperName(draft.facts, index)
    const fact = draft.facts.functions[index]
    if (helper && fact && isLeft(draft, helper.name)) refuse(draft, fact.span, `\`${helper.name}\` is named elsewhere in the file`)
  }
}

function insert({ text, report, offset, settings, read }: InsertRequest): Replacement | undefined {
  const { facts, path } = report
  const at = { start: offset, end: offset }
  const index = facts.functions.findLastIndex((fact, i) => contains(fact.body, at) && roleOf(facts, i) === 'test')
  const fact = facts.functions[index]
  if (!fact || text[fact.body.start] !== '{') return undefined
  const draft = draftOf(text, facts)
  const manner = mannerOf(path, text, facts)
  const inside = facts.statements.filter(({ span }) => contains(fact.body, span) && span.start > fact.body.start)
  const next = inside.find(({ span }) => span.start >= offset)
  const first = next ?? inside[0]
  const indent = first ? indentAt(text, first.span.start) : `${indentAt(text, fact.span.start)}  `
  const taken = new Set(facts.bindings.map((binding) => binding.name))
  const name = ['ws', 'socket', 'webSocket', 'realWebSocket'].find((free) => !taken.has(free) && !taken.has(`${free}Client`)) ?? 'insertedWebSocket'
  const line = `const [${name}, ${name}Client] = await ${manner.pairs}.open()${manner.semicolon}`
  makeWait(draft, fact.scope, fact.span)
  if (next) edit(draft, next.span.start, next.span.start, `${line}${lineEnd(text)}${indent}`)
  else {
    const end = fact.body.end - 1
    const before = text.slice(fact.body.start, end).trimEnd().length + fact.body.start
    edit(draft, before, end, `${lineEnd(text)}${indent}${line}${lineEnd(text)}${indentAt(text, fact.span.start)}`)
  }
  addImports(draft, path, manner, { types: false, beforeEach: false }, settings, wsStack.support)
  const files = supportFile(draft, path, manner, settings, read, wsStack.support)
  const edits = mergeEdits([draft.edits])
  const title = 'Insert a real WebSocket client fixture here'
  if (!edits || draft.reasons.length > 0) return { title, safety: 'refused', edits: [], files: [], remarks: draft.reasons, sites: [] }
  return { title, safety: 'safe', edits, files, remarks: [], sites: [] }
}
