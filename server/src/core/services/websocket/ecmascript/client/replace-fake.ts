import type { Replacement } from '../../../../model/replacement.ts'
import { applyEdits, mergeEdits } from '../../../../text/edits.ts'
import { contains, type Span } from '../../../../text/span.ts'
import type { RewriteRequest } from '../../../service.ts'
import { type Draft, draftOf, refuse } from '../draft.ts'
import { roleOf } from '../functions.ts'
import { mannerOf } from '../imports.ts'
import { type Reads, readsOf } from './code-reads.ts'
import { fakeOf, stubbed, stubsOf } from './fake.ts'
import { fakeFromObject, type FakeObject, fakeObjectsOf } from './fake-object.ts'
import { lookAtPromises, waitBeforeAsserting, writeInOrder } from './fake-order.ts'
import { drop, rewriteFakeUses } from './fake-uses.ts'
import { type FakeWorld, findInstances } from './fake-world.ts'
import { keepFakeTimers } from './fake-timers.ts'
import { releaseInTime } from './fake-release.ts'
import { changeHead, holderOf, serverSupport } from './head.ts'
import { refuseFile } from './replace.ts'

const TITLE = 'Replace by a real WebSocket server'
const SETUP = 'it is a helper or a set-up file without tests: what it puts in the place of `WebSocket` serves tests of other files, which would each have to open a server'
const NEITHER = 'what is put in the place of `WebSocket` is neither a class of this file nor an object of doubles in a variable, so that what it does cannot be seen'
const OPEN_BEFORE = 'its sockets were open from the beginning; a real one connects first, and is open when the test says `await connection.open()`'
const TOLD_AT_ONCE = 'its `close` told the code at once; a real connection is closed later: where timers that start then are advanced in the same step, take two steps, with `await server.atRest()` between them'

/** Index of the class that a site belongs to, or that it puts in the place of the browser's `WebSocket`; -1 when there is none. */
export function fakeClientAt({ text, report, site }: RewriteRequest): number {
  const { facts } = report
  const found = report.sites[site]
  if (!found || !/WebSocket/.test(text)) return -1
  const draft = draftOf(text, facts)
  return facts.classes.findIndex(({ name, span }) => {
    if (name === undefined || !(contains(span, found.span) || new RegExp(`\\b${name}\\b`).test(text.slice(found.span.start, found.span.end)))) return false
    const stubs = stubsOf(draft, name)
    return stubs.length > 0 && (contains(span, found.span) || stubs.some((stub) => contains(found.span, stub.span) || contains(stub.span, found.span)))
  })
}

/** Why what is put in the place of the browser's `WebSocket` is not replaced, when the site belongs to such a statement and to neither a class nor an object that is known. */
export function whyNotReplaced({ text, report, site }: RewriteRequest): string | undefined {
  const { facts } = report
  const found = report.sites[site]
  if (!found || !text.includes('WebSocket')) return undefined
  const draft = draftOf(text, facts)
  const stub = stubbed(draft).find(({ chain }) => contains(facts.statements[chain.statement]?.span ?? chain.span, found.span))
  if (!stub) return undefined
  return facts.functions.some((_, index) => roleOf(facts, index) === 'test') ? NEITHER : SETUP
}

/** The object that a site belongs to, when a double of the constructor gives it in the place of the browser's `WebSocket`. */
export function fakeObjectAt({ text, report, site }: RewriteRequest): FakeObject | undefined {
  const found = report.sites[site]
  if (!found || !text.includes('WebSocket')) return undefined
  const draft = draftOf(text, report.facts)
  return fakeObjectsOf(draft).find((each) => {
    const fake = fakeFromObject(draft, each)
    const spans = typeof fake === 'string' ? [] : fake.spans
    return [...spans, ...each.stubs.map((stub) => report.facts.statements[stub.statement]?.span ?? stub.span)].some((span) => contains(span, found.span)) || madeFor(draft, each.name, found.span)
  })
}

/** Whether a span lies in an object that is put into the variable. */
function madeFor({ facts }: Draft, name: string, span: Span): boolean {
  return facts.assignments.some(({ targets, value }) => targets[0]?.kind === 'chain' && targets[0].root === name && targets[0].links.length === 0 && value !== undefined && contains(value.span, span))
}

/** Puts a real server in the place of a hand-written class that stands for the browser's `WebSocket`, and real connections in that of its instances. */
export function replaceFakeClient({ text, report, site, settings, read }: RewriteRequest, which: number | FakeObject): Replacement {
  const { facts, path } = report
  const draft = draftOf(text, facts)
  const at = report.sites[site]?.span ?? { start: 0, end: 0 }
  const fake = typeof which === 'number' ? fakeOf(draft, which) : fakeFromObject(draft, which)
  const refused = (): Replacement => ({ title: TITLE, safety: 'refused', edits: [], files: [], remarks: draft.reasons, sites: [site] })
  if (typeof fake === 'string') {
    refuse(draft, (typeof which === 'number' ? facts.classes[which]?.span : undefined) ?? at, fake)
    return refused()
  }
  const manner = mannerOf(path, text, facts)
  const taken = new Set(facts.bindings.map(({ name }) => name))
  const server = ['server', 'webSocketServer', 'realServer'].find((name) => !taken.has(name)) ?? 'realWebSocketServer'
  let reads: Reads | undefined
  const world: FakeWorld = {
    draft, imported: new Map(), servers: [], connections: [], done: new Set(), awaited: new Map(), holder: holderOf(draft), isTyped: manner.isTyped, types: new Set(),
    fake, server, givers: new Set(), removed: [], dropped: [], acts: [], waited: new Set(), reads: () => (reads ??= readsOf(draft, path, read)),
  }
  refuseFile(world, true)
  keepFakeTimers(draft)
  const { library } = world.reads()
  if (library !== undefined) refuse(draft, fake.where, `the code under test makes no \`WebSocket\`: it connects by \`${library}\``)
  if (draft.reasons.length === 0) {
    for (const span of [...fake.spans, ...fake.stubs.map((stub) => facts.statements[stub.statement]?.span ?? stub.span)]) {
      const whole = withDirective(text, span)
      world.removed.push(whole)
      world.dropped.push(whole)
    }
    findInstances(world)
    rewriteFakeUses(world)
    writeInOrder(world, fake.opens === 'itself' ? releaseInTime(world) : new Map())
    lookAtPromises(world)
    if (fake.tellsClose) waitBeforeAsserting(world)
    drop(world)
    const isTold = fake.tellsClose && /\buseFakeTimers\(/.test(text) && (!world.reads().isSeen || world.reads().closesLater)
    if (isTold) draft.remarks.push({ span: fake.where, text: TOLD_AT_ONCE })
    if (manner.isTyped) world.types.add('RealWebSocketServer')
    if (fake.opens === 'before') draft.remarks.push({ span: fake.where, text: OPEN_BEFORE })
    const notes = [...(isTold ? [TOLD_AT_ONCE] : []), ...(fake.opens === 'before' ? [OPEN_BEFORE] : [])].map((note) => `// demock: finish – ${note}`)
    changeHead(draft, path, manner, world.holder, [...world.types].sort(), settings, read, { server, notes })
  }
  const files = serverSupport(draft, path, manner, settings, read)
  const edits = mergeEdits([draft.edits])
  if (!edits) refuse(draft, at, 'its uses are nested in a way that Demock cannot take apart')
  else if (draft.reasons.length === 0) {
    const code = applyEdits(text, draft.edits).replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\/.*|\/\*[^]*?\*\//g, "''")
    if (new RegExp(`(?<![\\w$.])${fake.name}(?![\\w$])`).test(code)) refuse(draft, at, `\`${fake.name}\` is named elsewhere in the file`)
  }
  if (!edits || draft.reasons.length > 0) return refused()
  const sites = report.sites.flatMap((other, i) => (i === site || world.removed.some((span) => contains(span, other.span)) ? [i] : []))
  return { title: TITLE, safety: draft.remarks.length > 0 ? 'review' : 'safe', edits, files, remarks: draft.remarks, sites }
}

/** A statement with the `@ts-expect-error` above it, which would be one too many. */
function withDirective(text: string, { start, end }: { readonly start: number; readonly end: number }): { readonly start: number; readonly end: number } {
  const above = /(?:\/\/[^\n]*@ts-(?:expect-error|ignore)[^\n]*\r?\n[ \t]*)$/.exec(text.slice(0, start))
  return { start: above ? above.index : start, end }
}
