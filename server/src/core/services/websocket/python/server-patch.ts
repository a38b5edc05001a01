/** The application's own server in the place of a patch of it: `with patch("app.sio") as mock_sio`, `@patch("app.sio", new_callable=AsyncMock)`. */
import type { Chain, FunctionFact, WithItem } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { deleteStatement, functionOf, indentAt, lineEnd, lineStart, mark, needsAwait, refuse, replace, written, type Draft } from './draft.ts'
import { clientName, endsOf } from './ends.ts'
import { isFixture } from './creation.ts'
import { convertFixtureUsers } from './makers.ts'
import { namesOf } from './opening.ts'
import { openerIn, runnerOf } from './runners.ts'
import { serverKindOf } from './server-source.ts'
import { addParameter, decoratorsOf } from './signature.ts'
import { socketio } from './stacks/socketio.ts'
import type { Support } from './support.ts'
import { convertUses, refuseForeignReads } from './uses.ts'
import { pathOfName } from './qualified.ts'

export interface ServerPatch {
  /** Dotted path of what is patched. */
  readonly path: string
  /** The server as the test writes it: `"app.sio"`, `app.sio`. */
  readonly server: string
  readonly form: { readonly item: WithItem, readonly name: string } | { readonly home: number, readonly decorator: number, readonly parameter: number }
  readonly scope: number
}

const SERVER = /^_?(?:sio|socketio)(?:_server)?$/

/** A patch of a server, whose double the test is given; undefined for any other patch. */
export function serverPatchOf(draft: Draft, site: number): ServerPatch | undefined {
  const found = draft.report.sites[site]
  if (found?.kind !== 'patch') return undefined
  const item = draft.facts.withItems.find(({ context }) => context.span.start === found.span.start && context.span.end === found.span.end)
  const at = draft.facts.decorators.findIndex(({ span }) => span.start === found.span.start && span.end === found.span.end)
  const value = item?.context ?? draft.facts.decorators[at]?.value
  const target = value?.kind === 'chain' ? targetOf(draft, value) : undefined
  if (!target || value?.kind !== 'chain') return undefined
  if (item) {
    const name = item.target?.kind === 'chain' && item.target.links.length === 0 && typeof item.target.root === 'string' ? item.target.root : undefined
    return name === undefined || item.async ? undefined : { ...target, form: { item, name }, scope: item.scope }
  }
  const home = draft.facts.functions.findIndex(({ decorators }) => decorators.includes(at))
  const fact = draft.facts.functions[home]
  const parameter = fact ? parameterOf(draft, fact, at) : -1
  return fact && parameter >= 0 ? { ...target, form: { home, decorator: at, parameter }, scope: fact.scope } : undefined
}

/** What a call of patch() or patch.object() replaces by a double of its own. */
function targetOf(draft: Draft, value: Chain): Pick<ServerPatch, 'path' | 'server'> | undefined {
  const link = value.links.at(-1)
  if (link?.kind !== 'call' || !isInjecting(draft, value)) return undefined
  const [first, second] = link.call.arguments
  const callee = draft.text.slice(value.span.start, link.call.callee.end)
  if (/(?:^|\.)patch$/.test(callee) && first?.value.kind === 'string' && first.value.text !== undefined) {
    return SERVER.test(first.value.text.split('.').at(-1) ?? '') ? { path: first.value.text, server: written(draft, first.value) } : undefined
  }
  if (!/(?:^|\.)patch\.object$/.test(callee) || first?.value.kind !== 'chain' || second?.value.kind !== 'string' || !SERVER.test(second.value.text ?? '')) return undefined
  const holder = written(draft, first.value)
  return /^[\w.]+$/.test(holder) ? { path: `${pathOfName(draft.facts, holder)}.${second.value.text ?? ''}`, server: `${holder}.${second.value.text ?? ''}` } : undefined
}

/** Whether a patch makes a double, which a decorated function is given. */
export function isInjecting(draft: Draft, value: Chain): boolean {
  const link = value.links.at(-1)
  if (link?.kind !== 'call') return false
  const callee = draft.text.slice(value.span.start, link.call.callee.end)
  const wanted = /(?:^|\.)patch$/.test(callee) ? 1 : /(?:^|\.)patch\.object$/.test(callee) ? 2 : -1
  const given = link.call.arguments
  return given.filter(({ name }) => name === undefined).length === wanted && given.every(({ name }) => name === undefined || ['new_callable', 'autospec', 'spec', 'spec_set', 'create'].includes(name))
}

/** The parameter that a decorator fills: from the lowest decorator up. */
export function parameterOf(draft: Draft, fact: FunctionFact, decorator: number): number {
  const order = [...fact.decorators].reverse()
  const before = order.slice(0, order.indexOf(decorator)).map((at) => draft.facts.decorators[at]?.value)
  if (before.some((value) => value?.kind === 'chain' && /\bpatch\.multiple\b/.test(written(draft, value)))) return -1
  const position = before.filter((value) => value?.kind === 'chain' && isInjecting(draft, value)).length + (fact.class >= 0 ? 1 : 0)
  return position < fact.parameters.length ? position : -1
}

export function convertServerPatch(draft: Draft, patch: ServerPatch, support: Support): void {
  const { form } = patch
  const home = 'item' in form ? functionOf(draft.facts, patch.scope) : form.home
  const name = 'item' in form ? form.name : draft.facts.functions[home]?.parameters[form.parameter]?.name ?? ''
  const span = 'item' in form ? form.item.span : draft.facts.decorators[form.decorator]?.span ?? { start: 0, end: 0 }
  const kind = serverKindOf(draft, patch.path)
  if (kind !== undefined && kind !== 'AsyncServer') refuse(draft, span, `${patch.path} is a ${kind}: of the servers of an application, only ${socketio.title} is put in the place of its patch`)
  if (bindingsOf(draft.facts, name, patch.scope).length !== 1) refuse(draft, span, `${name} is bound more than once`)
  if ('item' in form && isFixture(draft, home)) return convertPatchingFixture(draft, patch, form.item, name, support)
  if ('decorator' in form) dropParameter(draft, form, support)
  const opener = openerIn(draft, home, support)
  if (opener === undefined) return
  const ends = endsOf(draft.facts, home, name, patch.scope, name, clientName(socketio, name, namesOf(draft, home)))
  convertUses(draft, ends, new Set())
  refuseForeignReads(draft, new Set([home]), [ends])
  const opening = `${opener}(server=${patch.server})`
  const doubt = kind === undefined ? doubtOf(patch) : undefined
  if ('decorator' in form) return openAtStart(draft, form, `${name}, ${ends.client} = await ${opening}`, doubt)
  replaceItem(draft, form.item, opening, `${name}, ${ends.client}`)
  if (doubt !== undefined) mark(draft, form.item.statement, doubt)
}

/** A fixture that patches the server for its users: it gives both ends instead of the double. */
function convertPatchingFixture(draft: Draft, patch: ServerPatch, item: WithItem, name: string, support: Support): void {
  const home = functionOf(draft.facts, patch.scope)
  const fact = draft.facts.functions[home]
  if (!fact || item.context.kind !== 'chain') return
  const { statements } = draft.facts
  const pair = `${name}_pair`
  const outputs = statements.map((_, index) => index).filter((index) => functionOf(draft.facts, statements[index]?.scope ?? 0) === home
    && /^(?:yield|return)\s+(\w+)$/.exec(written(draft, statements[index] ?? fact))?.[1] === name)
  const [output] = outputs
  if (output === undefined || outputs.length > 1) return refuse(draft, item.span, `${fact.name ?? 'the fixture'}() does not simply give the server to its users`)
  const ends = endsOf(draft.facts, home, name, patch.scope, `${pair}.server`, `${pair}.client`)
  convertUses(draft, ends, new Set([item.statement, ...outputs]))
  replaceItem(draft, item, `${support.open}(server=${patch.server})`, pair)
  const span = statements[output]?.span ?? item.span
  replace(draft, { start: span.end - name.length, end: span.end }, pair)
  addParameter(draft, home, support.open)
  if (!fact.async) replace(draft, { start: fact.span.start, end: fact.span.start }, 'async ')
  const decorator = decoratorsOf(draft, fact).find((each) => /^@pytest\.fixture\b/.test(written(draft, each)))
  if (decorator) replace(draft, { start: decorator.span.start + 1, end: decorator.span.start + 7 }, 'pytest_asyncio')
  draft.modules.add('pytest_asyncio')
  const mock = { place: 'fixture' as const, site: -1, creation: item.context, home, name, statement: item.statement }
  convertFixtureUsers(draft, mock, support, { gone: false, script: undefined, ends, finish: () => {} })
  if (serverKindOf(draft, patch.path) === undefined) mark(draft, item.statement, doubtOf(patch))
}

function doubtOf({ path }: ServerPatch): string {
  return `the server that answers is ${path} itself, which must be a socketio.AsyncServer`
}

/** The block keeps its lines: it is the block of an opening, or of the other things that it was opened with. */
function replaceItem(draft: Draft, item: WithItem, opening: string, target: string): void {
  const statement = draft.facts.statements[item.statement]?.span
  if (!statement || !needsAwait(draft, item.scope, item.span)) return
  const items = draft.facts.withItems.filter((each) => each.statement === item.statement)
  const at = items.indexOf(item)
  const next = items[at + 1]
  const previous = items[at - 1]
  if (items.length === 1) {
    if (draft.text.slice(statement.start, item.span.start).trim() !== 'with') return refuse(draft, item.span, 'the with statement is written in a way that is not understood')
    return replace(draft, { start: statement.start, end: item.span.end }, `async with ${opening} as ${target.includes(',') ? `(${target})` : target}`)
  }
  replace(draft, { start: statement.start, end: statement.start }, `${target} = await ${opening}${draft.eol}${indentAt(draft.text, statement.start)}`)
  replace(draft, next ? { start: item.span.start, end: next.span.start } : { start: previous?.span.end ?? item.span.start, end: item.span.end }, '')
}

export function dropParameter(draft: Draft, { home, parameter }: { readonly home: number, readonly parameter: number }, support: Support): void {
  const fact = draft.facts.functions[home]
  const own = fact?.parameters[parameter]
  if (!fact || !own) return
  const receiver = fact.class >= 0 ? 1 : 0
  if (fact.parameters.length === receiver + 1 && runnerOf(draft, fact) === 'pytest') {
    draft.parameters.add(`${home} ${support.open}`)
    draft.fixtures.add(support.open)
    return replace(draft, own.span, support.open)
  }
  const next = fact.parameters[parameter + 1]
  const previous = fact.parameters[parameter - 1]
  replace(draft, next ? { start: own.span.start, end: next.span.start } : { start: previous?.span.end ?? own.span.start, end: own.span.end }, '')
}

export function openAtStart(draft: Draft, { home, decorator }: { readonly home: number, readonly decorator: number }, text: string, doubt: string | undefined): void {
  const fact = draft.facts.functions[home]
  const found = fact && decoratorsOf(draft, fact).find((each) => each === draft.facts.decorators[decorator])
  if (!fact || !found) return
  replace(draft, { start: lineStart(draft.text, found.span.start), end: lineEnd(draft.text, found.span.end) }, '')
  const inside = draft.facts.statements.filter(({ span, parent }) => parent === fact.statement && span.start >= fact.body.start)
  const first = inside.find(({ kind, value }) => kind !== 'expression' || value?.kind !== 'string') ?? inside[0]
  if (!first) return
  if (first.value?.kind === 'string' && first.kind === 'expression') return deleteStatement(draft, draft.facts.statements.indexOf(first))
  const lines = doubt === undefined ? [text] : [`# demock: finish – ${doubt}`, `# was: ${written(draft, found).replace(/\s*\n\s*/g, ' ')}`, text]
  if (doubt !== undefined) draft.remarks.push({ span: found.span, text: doubt })
  replace(draft, { start: first.span.start, end: first.span.start }, lines.map((line) => line + draft.eol + indentAt(draft.text, first.span.start)).join(''))
}
