/** A socket that lies in a module, and is patched there: `with patch("app.line.websocket") as ws`, `@patch("app.line.websocket", new_callable=AsyncMock)`. */
import { bindingsOf } from '../../../model/bindings.ts'
import { functionOf, indentAt, isTest, lastCall, needsAwait, refuse, written, type Draft } from './draft.ts'
import { clientName, endsOf } from './ends.ts'
import { applicationModule } from './imported-libraries.ts'
import type { Mock } from './mock.ts'
import { argumentsOf, namesOf } from './opening.ts'
import { dropPatch, outdentOf, type Patch } from './patches.ts'
import { openerIn, runnerOf } from './runners.ts'
import { playScript } from './script.ts'
import { dropParameter, isInjecting, openAtStart, parameterOf } from './server-patch.ts'
import { addParameter } from './signature.ts'
import { isSocketName } from './stands-for.ts'
import type { Support } from './support.ts'
import { convertUses, refuseForeignReads } from './uses.ts'

/** A patch, and the double that it makes, as if the test had made it. */
export interface SocketPatch extends Mock {
  readonly name: string
  /** What is patched, as the test writes it: `"app.line.websocket"`. */
  readonly target: string
  readonly form: { readonly decorator: number, readonly parameter: number } | Patch
}

/** Makes of doubles that say nothing of what they stand for. */
const PLAIN = /^(?:(?:unittest\.)?mock\.)?(?:AsyncMock|MagicMock|Mock)$/

/** The patch of a variable of a module that is called like a socket; undefined for any other patch. */
export function socketPatchOf(draft: Draft, site: number): SocketPatch | undefined {
  const { facts } = draft
  const found = draft.report.sites[site]
  const word = found?.target?.split('.').at(-1) ?? ''
  if (found?.kind !== 'patch' || !/^[a-z_]\w*$/.test(word) || !isSocketName(word) || !isVariable(draft, found.target ?? '', word)) return undefined
  const item = facts.withItems.find(({ context }) => context.span.start === found.span.start && context.span.end === found.span.end)
  const decorator = facts.decorators.findIndex(({ span }) => span.start === found.span.start && span.end === found.span.end)
  const creation = item?.context ?? facts.decorators[decorator]?.value
  const call = lastCall(creation)
  const [path, ...more] = call?.arguments ?? []
  if (creation?.kind !== 'chain' || !call || path?.value.kind !== 'string' || !isInjecting(draft, creation) || !/(?:^|\.)patch$/.test(draft.text.slice(creation.span.start, call.callee.end))) return undefined
  if (more.some(({ name, value }) => name !== 'new_callable' || !PLAIN.test(written(draft, value)))) return undefined
  const home = item ? functionOf(facts, item.scope) : facts.functions.findIndex(({ decorators }) => decorators.includes(decorator))
  const fact = facts.functions[home]
  if (!fact || !isTest(fact)) return undefined
  const base = { place: 'test' as const, site, creation: { ...creation, links: [] }, home, target: written(draft, path.value) }
  if (item) {
    const name = item.target?.kind === 'chain' && item.target.links.length === 0 && typeof item.target.root === 'string' ? item.target.root : undefined
    const patch: Patch = { site, kind: 'with', call, target: found.target ?? '', span: found.span, test: home, name, statement: item.statement }
    return name === undefined || item.async ? undefined : { ...base, name, statement: item.statement, form: patch }
  }
  const parameter = parameterOf(draft, fact, decorator)
  const name = fact.parameters[parameter]?.name
  return name === undefined ? undefined : { ...base, name, statement: fact.statement, form: { decorator, parameter } }
}

/** Whether the module, which must be readable, sets the name as a variable of its own: no function, class or import. */
function isVariable(draft: Draft, target: string, word: string): boolean {
  const text = applicationModule(draft, target.slice(0, -word.length - 1))
  return text !== undefined && new RegExp(`^${word}[ \\t]*(?::[^=\\n]+)?(?:=(?!=)|$)`, 'm').test(text)
}

/** Puts the server end of a pair where the patch put its double, for the rest of the test. */
export function convertSocketPatch(draft: Draft, patch: SocketPatch, support: Support): void {
  const { name, home, form, target } = patch
  const fact = draft.facts.functions[home]
  if (!fact) return
  const span = patch.creation.span
  if (runnerOf(draft, fact) === 'unittest') return refuse(draft, span, 'it patches a module in a unittest class: give the code under test its socket as an argument, and open a pair for it')
  if (bindingsOf(draft.facts, name, fact.scope).length !== 1) return refuse(draft, span, `${name} is bound more than once`)
  if ('decorator' in form) dropParameter(draft, { home, parameter: form.parameter }, support)
  const opener = openerIn(draft, home, support)
  if (opener === undefined || !needsAwait(draft, fact.scope, span)) return
  const ends = endsOf(draft.facts, home, name, fact.scope, name, clientName(draft.stack, name, namesOf(draft, home)))
  convertUses(draft, ends, new Set())
  playScript(draft, ends, undefined)
  refuseForeignReads(draft, new Set([home]), [ends])
  if (ends.scripts.length > 0 && !draft.stack.script) refuse(draft, span, 'what a socket of a module receives is not played to a single call')
  const lines = [`${name}, ${ends.client} = await ${opener}(${argumentsOf(draft, ends)})`, `monkeypatch.setattr(${target}, ${name})`]
  if ('decorator' in form) {
    addParameter(draft, home, 'monkeypatch')
    return openAtStart(draft, { home, decorator: form.decorator }, lines.join(draft.eol + indentAt(draft.text, fact.body.start)), undefined)
  }
  const block = draft.facts.statements[form.statement]
  if (!block) return
  if (isUsedBehind(draft, form.statement, home)) return refuse(draft, span, 'the code under test runs behind the patch, too, when its module has its own socket again')
  addParameter(draft, home, 'monkeypatch')
  const first = draft.facts.statements.find(({ parent }) => parent === form.statement)
  const isAlone = first !== undefined && outdentOf(draft, form, first.span.start) > 0
  if (!isAlone) return refuse(draft, span, 'the with statement patches other things as well: write it as one of its own')
  const indent = indentAt(draft.text, block.span.start)
  dropPatch(draft, form)
  draft.edits.unshift({ span: { start: block.span.start - indent.length, end: block.span.start - indent.length }, text: lines.map((line) => indent + line + draft.eol).join('') })
}

/** Whether a test does more behind a block than to verify. */
function isUsedBehind(draft: Draft, block: number, home: number): boolean {
  const { statements, functions } = draft.facts
  const end = statements[block]?.span.end ?? 0
  const body = functions[home]?.body
  return statements.some((statement) => {
    if (body === undefined || statement.span.start < end || statement.span.end > body.end) return false
    const text = written(draft, statement)
    return /\bawait\b/.test(text) || (statement.kind !== 'assert' && !/^[\w.]+\.assert_\w+\(/.test(text))
  })
}
