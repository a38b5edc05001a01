/** Puts both ends of a real connection in the place of a double of a library's socket. */
import type { FileChange, Replacement } from '../../../model/replacement.ts'
import { findOverlap, type TextEdit } from '../../../text/edits.ts'
import { contains, type Span } from '../../../text/span.ts'
import type { InsertRequest, Rewrite, RewriteRequest } from '../../service.ts'
import { creationsOf, dropFake, readFake } from './fakes.ts'
import { findMock, mockAt, rootOf } from './creation.ts'
import { convertConnect, patchedConnect } from './connecting.ts'
import { convertMock } from './conversion.ts'
import { indentAt, isTest, newDraft, refuse, type Draft } from './draft.ts'
import { finishFile } from './finishing.ts'
import { argumentsOf } from './opening.ts'
import { outdent } from './patches.ts'
import { judgeServer } from './server-proof.ts'
import { isOnOtherLoop, openerOf, refuseOtherRunners, runnerOf } from './runners.ts'
import { addParameter } from './signature.ts'
import { convertServerPatch, serverPatchOf } from './server-patch.ts'
import { convertSocketPatch, socketPatchOf } from './socket-patch.ts'
import { socketio } from './stacks/socketio.ts'
import { STACKS } from './stacks/all.ts'
import { websocketsServer } from './stacks/websockets.ts'
import { stackOf } from './stands-for.ts'
import { planSupport, type Support } from './support.ts'
import { refuseStrayReads } from './uses.ts'

export const pythonRewrite: Rewrite = { replace: replaceMock, insert: insertFixture }

function replaceMock(request: RewriteRequest): Replacement {
  const draft = newDraft(request.text, request.report, request.read, STACKS[0])
  const site = rootOf(draft, request.site)
  draft.usersOf = request.usersOf
  draft.factsOf = request.factsOf
  if (request.report.sites[site]?.kind === 'fake') return replaceFake(draft, request, site)
  const connected = replaceConnect(request, site)
  if (connected && (connected.safety !== 'refused' || request.report.sites[site]?.kind === 'patch')) return connected
  const patch = serverPatchOf(draft, site)
  const place = patch ? undefined : socketPatchOf(draft, site)
  const mock = patch || place ? undefined : findMock(draft, site)
  if (patch) draft.stack = socketio
  if (place) draft.stack = stackOf(draft, place)
  if (mock) draft.stack = stackOf(draft, mock)
  if (mock && draft.stack.logs) judgeServer(draft, mock.creation)
  const support = supportOf(draft, request)
  const name = mock?.name ?? request.report.sites[site]?.target
  const title = name === undefined ? 'Replace the mock by a real WebSocket connection' : `Replace the mock ${name} by a real WebSocket connection`
  if (mock) convertMock(draft, mock, support)
  if (patch) convertServerPatch(draft, patch, support)
  if (place) convertSocketPatch(draft, place, support)
  finish(draft, request, support)
  outdent(draft)
  if (draft.refusals.length === 0) refuseLeftovers(draft, site)
  const root = request.report.sites[site]?.span ?? { start: 0, end: 0 }
  return resultOf(draft, support, title, sitesOf(draft, site), root)
}

/** A patched `websockets.connect` goes with the connection that it gives; undefined where the site is no part of one. */
function replaceConnect(request: RewriteRequest, site: number): Replacement | undefined {
  const draft = newDraft(request.text, request.report, request.read, websocketsServer)
  const patch = patchedConnect(draft, site)
  if (!patch) return undefined
  const support = supportOf(draft, request)
  convertConnect(draft, patch, support)
  finish(draft, request, support)
  outdent(draft)
  return resultOf(draft, support, 'Replace the patched websockets.connect by a real server', sitesOf(draft, site), patch.span)
}

/** A hand-written class goes when everything that makes one is converted. */
function replaceFake(draft: Draft, request: RewriteRequest, site: number): Replacement {
  const support = supportOf(draft, request)
  const read = readFake(draft, site)
  const name = request.report.sites[site]?.target ?? 'the class'
  if (read) {
    draft.fake = read.fake
    for (const creation of creationsOf(draft, read.fake, read.owner)) {
      const mock = mockAt(draft, site, creation)
      if (mock) convertMock(draft, mock, support)
    }
    refuseStrayReads(draft, read.fake, read.owner.span)
    dropFake(draft, read.fake, read.owner)
  }
  finish(draft, request, support)
  return resultOf(draft, support, `Replace ${name} by a real WebSocket connection`, sitesOf(draft, site), request.report.sites[site]?.span ?? { start: 0, end: 0 })
}

function insertFixture(request: InsertRequest): Replacement | undefined {
  const draft = newDraft(request.text, request.report, request.read, STACKS[0])
  const index = request.report.facts.functions.findIndex((fact) => isTest(fact) && fact.span.start <= request.offset && request.offset <= fact.span.end)
  const test = request.report.facts.functions[index]
  if (!test) return undefined
  const support = supportOf(draft, request)
  refuseOtherRunners(draft, index)
  const opener = runnerOf(draft, test) === 'unittest' || isOnOtherLoop(draft, test) ? openerOf(draft, index, support) : undefined
  if (opener === undefined) addParameter(draft, index, support.pair)
  else draft.edits.push({ span: { start: test.body.start, end: test.body.start }, text: `ws, ws_client = await ${opener}(${argumentsOf(draft)})${draft.eol}${indentAt(request.text, test.body.start)}` })
  draft.awaiting.add(index)
  finish(draft, request, support)
  return resultOf(draft, support, 'Insert a real WebSocket client fixture here', [], test.nameSpan ?? test.span)
}

function supportOf(draft: Draft, request: Pick<RewriteRequest, 'report' | 'settings' | 'read'>): Support {
  const { facts } = draft
  const own = facts.bindings.filter(({ kind, index }) => kind === 'function' || kind === 'class' || (kind === 'import' && !facts.imports[index]?.module.endsWith(draft.stack.support.module)))
  return planSupport(draft.stack.support, request.report.path, request.settings, request.read, new Set(own.map(({ name }) => name)))
}

function finish(draft: Draft, request: Pick<RewriteRequest, 'read' | 'report'>, support: Support): void {
  finishFile(draft, support.module)
  if (support.problem !== undefined) refuse(draft, request.report.facts.statements[0]?.span ?? { start: 0, end: 0 }, support.problem)
}

function sitesOf(draft: Draft, site: number): readonly number[] {
  const gone = draft.edits.filter(({ span }) => span.end > span.start)
  return draft.report.sites.map((_, index) => index).filter((index) => {
    const each = draft.report.sites[index]
    return index === site || each?.root === site || (each !== undefined && gone.some(({ span }) => contains(span, each.span)))
  })
}

/** A double that belongs to the replaced one must go with it. */
function refuseLeftovers(draft: Draft, site: number): void {
  const gone = draft.edits.filter(({ span }) => span.end > span.start)
  draft.report.sites.forEach((each, index) => {
    if (each.root === site && index !== site && !gone.some(({ span }) => contains(span, each.span))) {
      refuse(draft, each.span, `${each.target ?? each.api} belongs to it and is used in a way that is not understood`)
    }
  })
}

function resultOf(draft: Draft, support: Support, title: string, sites: readonly number[], root: Span): Replacement {
  const files = filesOf(draft, support)
  const overlap = draft.refusals.length === 0 ? findOverlap(draft.edits) : undefined
  if (overlap) refuse(draft, overlap[1].span.end > overlap[1].span.start ? overlap[1].span : root, 'two of its uses stand inside one another')
  if (draft.refusals.length > 0) return { title, safety: 'refused', edits: [], files: [], remarks: distinct(draft.refusals), sites }
  const remarks = support.remark === undefined ? draft.remarks : [...draft.remarks, { span: root, text: support.remark }]
  return { title, safety: draft.remarks.length > 0 ? 'review' : 'safe', edits: draft.edits, files, remarks: distinct(remarks), sites }
}

/** The files that change besides: what conftest.py is given is an edit where it is the file itself, and is left away where no fixture is taken. */
function filesOf(draft: Draft, support: Support): readonly FileChange[] {
  const files: FileChange[] = [...draft.files]
  for (const change of support.files) {
    const isConftest = change.path.endsWith('conftest.py')
    if (change.path === draft.report.path && change.expected === draft.text) draft.edits.push(insertionOf(draft.text, change.text))
    else if (!isConftest || draft.fixtures.size > 0) files.push(change)
  }
  return files
}

/** The one place at which a text has grown. */
function insertionOf(before: string, after: string): TextEdit {
  let start = 0
  while (start < before.length && before[start] === after[start]) start++
  let tail = 0
  while (tail < before.length - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const lineStart = before.lastIndexOf('\n', start - 1) + 1
  const back = start - lineStart
  const end = before.length - tail
  return back <= tail && end === start ? { span: { start: lineStart, end: lineStart }, text: after.slice(lineStart, after.length - tail - back) } : { span: { start, end }, text: after.slice(start, after.length - tail) }
}

function distinct(remarks: Replacement['remarks']): Replacement['remarks'] {
  const seen = new Set<string>()
  return remarks.filter(({ span, text }) => !seen.has(`${span.start}:${text}`) && seen.add(`${span.start}:${text}`))
}
