/** The conversion of one double with everything that uses it: in its test, or in every user of its fixture or helper. */
import type { Chain, FunctionFact } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { configureByArguments } from './configuration.ts'
import type { Mock } from './creation.ts'
import { isFixture } from './creation.ts'
import {
  functionOf, functionsAround, indentAt, isTest, lineEnd, lineStart, mark, membersOf, needsAwait, refuse, replace, written, type Draft,
} from './draft.ts'
import { assignmentsOf, clientName, endsOf, type Ends, type Script } from './ends.ts'
import { FOREIGN } from './members.ts'
import { convertReadingHelpers } from './reading-helpers.ts'
import { playScript } from './script.ts'
import { addParameter, decoratorsOf, refuseOtherRunners, renameParameter } from './signature.ts'
import type { Support } from './support.ts'
import { convertUses, refuseForeignReads } from './uses.ts'

export function convertMock(draft: Draft, mock: Mock, support: Support): void {
  refuseOtherLibraries(draft, mock)
  if (mock.place === 'test') return mock.name === undefined ? convertArgument(draft, mock, support) : convertLocal(draft, mock, mock.name, support)
  const made = convertMaker(draft, mock, support)
  if (mock.place === 'fixture') convertFixtureUsers(draft, mock, support, made)
  else convertHelperUsers(draft, mock, support, made)
}

/** A double that says of itself that it stands for another library's socket. */
function refuseOtherLibraries(draft: Draft, mock: Mock): void {
  const last = mock.creation.links.at(-1)
  if (last?.kind !== 'call') return
  for (const argument of last.call.arguments) {
    const text = written(draft, argument.value)
    if ((argument.name === 'spec' || argument.name === 'spec_set' || argument.name === undefined) && !/(?:^|\.)WebSocket$/.test(text) && argument.value.kind === 'chain') {
      refuse(draft, argument.span, `it stands for ${text}: so far only Starlette's WebSocket is replaced`)
    }
    if (argument.value.kind === 'list') for (const item of argument.value.items) if (item.kind === 'string' && FOREIGN.has(item.text ?? '')) refuse(draft, item.span, `it has ${item.text}, which Starlette's WebSocket has not`)
  }
}

function convertLocal(draft: Draft, mock: Mock, name: string, support: Support): void {
  const test = prepareTest(draft, mock.home, support.open)
  if (!test) return
  const ends = endsOf(draft.facts, mock.home, name, mock.creation.scope, name, clientName(name, namesOf(draft, mock.home)))
  configureByArguments(draft, ends, mock.creation)
  convertReadingHelpers(draft, [ends])
  convertUses(draft, ends, new Set([mock.statement]))
  playScript(draft, ends, undefined)
  refuseForeignReads(draft, new Set([mock.home]), [ends])
  open(draft, mock.statement, `${name}, ${ends.client} = await ${support.open}(${argumentsOf(ends)})`)
  needsAwait(draft, mock.creation.scope, mock.creation.span)
}

/** `manager.add(AsyncMock())`: nobody reads what such a socket is sent. */
function convertArgument(draft: Draft, mock: Mock, support: Support): void {
  if (!prepareTest(draft, mock.home, support.open) || !needsAwait(draft, mock.creation.scope, mock.creation.span)) return
  const ends = { ...endsOf(draft.facts, mock.home, '', mock.creation.scope, '', ''), uses: [mock.creation] }
  configureByArguments(draft, ends, mock.creation)
  if (mock.creation.links.at(-1)?.kind !== 'call' || draft.facts.scopes[mock.creation.scope]?.kind === 'block') return refuse(draft, mock.creation.span, 'it has no name of its own')
  refuseForeignReads(draft, new Set([mock.home]), [{ ...ends, uses: [{ ...mock.creation, links: [] }] }])
  replace(draft, mock.creation.span, `(await ${support.open}(${argumentsOf(ends)})).server`)
}

interface Made {
  /** The fixture or helper does nothing but open the connection: it is gone. */
  readonly gone: boolean
  readonly script: Script | undefined
  readonly ends: Ends
}

/** Converts the fixture or helper itself; it goes when nothing is left of it. */
function convertMaker(draft: Draft, mock: Mock, support: Support): Made {
  const fact = draft.facts.functions[mock.home]
  const name = mock.name ?? 'ws'
  const pair = `${name}_pair`
  const ends = mock.name === undefined
    ? { ...endsOf(draft.facts, mock.home, name, mock.creation.scope, `${pair}.server`, `${pair}.client`), uses: [] }
    : endsOf(draft.facts, mock.home, name, mock.creation.scope, `${pair}.server`, `${pair}.client`)
  if (!fact) return { gone: false, script: undefined, ends }
  const statements = draft.facts.statements
  const outputs = statements.map((_, index) => index).filter((index) => within(statements[index]?.span, fact.body) && isOutput(draft, index, mock))
  const before = draft.edits.length
  configureByArguments(draft, ends, mock.creation)
  convertUses(draft, ends, new Set([mock.statement, ...outputs]))
  refuseForeignReads(draft, new Set([mock.home]), [ends])
  if (outputs.length !== 1) refuse(draft, mock.creation.span, `${fact.name ?? 'the function'}() does not simply give the socket back`)
  const script = ends.scripts[0]
  const rest = statements.filter((statement, index) => within(statement.span, fact.body) && statement.parent === fact.statement
    && index !== mock.statement && !outputs.includes(index) && !draft.deleted.has(index) && statement.value?.kind !== 'string')
  const gone = rest.length === 0 && ends.options.size === 0 && !script && fact.parameters.every(({ name: each }) => each === 'self')
  if (gone) {
    draft.edits.length = before
    deleteFunction(draft, fact)
    return { gone, script, ends }
  }
  if (script) {
    if (script.doubt !== undefined) mark(draft, script.statement, script.doubt)
    replace(draft, statements[script.statement]?.span ?? fact.span, `${ends.client}.script = ${script.messages}`)
  }
  if (mock.name === undefined) replace(draft, mock.creation.span, `await ${support.open}(${argumentsOf(ends)})`)
  else open(draft, mock.statement, `${pair} = await ${support.open}(${argumentsOf(ends)})`)
  for (const index of mock.name === undefined ? [] : outputs) {
    const output = statements[index]?.span
    if (output) replace(draft, output, draft.text.slice(output.start, output.end).replace(new RegExp(`\\b${name}$`), pair))
  }
  addParameter(draft, mock.home, support.open, mock.place === 'helper')
  if (!fact.async) replace(draft, { start: fact.span.start, end: fact.span.start }, 'async ')
  if (mock.place === 'fixture') {
    const decorator = decoratorsOf(draft, fact).find((each) => /^@pytest\.fixture\b/.test(written(draft, each)))
    if (decorator) replace(draft, { start: decorator.span.start + 1, end: decorator.span.start + 7 }, 'pytest_asyncio')
    draft.modules.add('pytest_asyncio')
  }
  return { gone, script, ends }
}

function isOutput(draft: Draft, index: number, mock: Mock): boolean {
  const statement = draft.facts.statements[index]
  if (!statement) return false
  if (mock.name === undefined) return index === mock.statement
  return functionOf(draft.facts, statement.scope) === mock.home && new RegExp(`^(?:return|yield)\\s+${mock.name}$`).test(written(draft, statement))
}

function convertFixtureUsers(draft: Draft, mock: Mock, support: Support, made: Made): void {
  const fixture = draft.facts.functions[mock.home]
  const name = fixture?.name
  const decorator = fixture && decoratorsOf(draft, fixture).map((each) => written(draft, each)).find((text) => /fixture\b/.test(text))
  if (!fixture || name === undefined) return
  if (/\(\s*\S/.test(decorator ?? '') || fixture.async) refuse(draft, fixture.nameSpan ?? fixture.span, `the fixture ${name} has a scope, parameters or a name of its own, or is async`)
  if (draft.facts.functions.filter((fact) => fact.name === name).length > 1) refuse(draft, fixture.nameSpan ?? fixture.span, `${name} is defined more than once`)
  if (/(?:^|\/)conftest\.py$/.test(draft.report.path)) refuse(draft, fixture.nameSpan ?? fixture.span, 'tests of other files use the fixtures of a conftest.py')
  if (new RegExp(`(?:usefixtures|getfixturevalue)\\([^)\\n]*["']${name}["']`).test(draft.text)) refuse(draft, fixture.nameSpan ?? fixture.span, `${name} is asked for by its name in a string`)
  const pair = made.gone ? support.pair : name
  const users = draft.facts.functions.map((fact, index) => ({ fact, index })).filter(({ fact, index }) => index !== mock.home
    && (isTest(fact) || isFixture(draft, index)) && fact.parameters.some((parameter) => parameter.name === name))
  const all = users.map(({ fact, index }) => endsOf(draft.facts, index, name, fact.scope, `${pair}.server`, `${pair}.client`))
  convertReadingHelpers(draft, all)
  users.forEach(({ fact, index }, at) => {
    const ends = all[at]
    if (ends) convertFixtureUser(draft, index, fact, ends, support, made)
  })
}

function convertFixtureUser(draft: Draft, index: number, fact: FunctionFact, ends: Ends, support: Support, made: Made): void {
  const { name } = ends
  const pair = made.gone ? support.pair : name
  if (isTest(fact)) refuseOtherRunners(draft, index)
  if (bindingsOf(draft.facts, name, fact.scope).length !== 1) refuse(draft, fact.nameSpan ?? fact.span, `${name} is bound more than once in ${fact.name ?? 'a function'}()`)
  convertUses(draft, ends, new Set())
  playScript(draft, ends, made.script)
  refuseForeignReads(draft, new Set([index]), [ends])
  if (isTest(fact)) draft.awaiting.add(index)
  else if (draft.awaiting.has(index) && !fact.async) refuse(draft, fact.nameSpan ?? fact.span, `the fixture ${fact.name ?? ''} is not async, but would have to wait`)
  if (ends.options.size === 0) {
    if (made.gone) renameParameter(draft, index, name, pair)
    return
  }
  if (!made.gone || !isTest(fact)) return refuse(draft, fact.nameSpan ?? fact.span, `${fact.name ?? 'a test'}() sets up the handshake of a socket that ${name} opens`)
  renameParameter(draft, index, name, support.open)
  const at = fact.body.start
  replace(draft, { start: at, end: at }, `${pair} = await ${support.open}(${argumentsOf(ends)})${draft.eol}${indentAt(draft.text, at)}`)
}

function convertHelperUsers(draft: Draft, mock: Mock, support: Support, made: Made): void {
  const helper = draft.facts.functions[mock.home]
  if (!helper?.name) return
  if (draft.facts.functions.filter((fact) => fact.name === helper.name).length > 1) refuse(draft, helper.nameSpan ?? helper.span, `${helper.name} is defined more than once`)
  const calls = draft.facts.chains.filter((chain) => (helper.class < 0 ? chain.root === helper.name : chain.root === 'self' && membersOf(chain)[0] === helper.name))
  if (calls.length === 0) refuse(draft, helper.nameSpan ?? helper.span, `nothing in this file calls ${helper.name}(): it may be used elsewhere`)
  const all = calls.map((chain) => ({ chain, ends: endsOfCall(draft, chain) }))
  const named = all.map(({ ends }) => ends).filter((ends) => ends !== undefined)
  convertReadingHelpers(draft, named)
  for (const { chain, ends } of all) convertHelperCall(draft, chain, ends, support, made, helper)
  refuseForeignReads(draft, new Set(named.map((ends) => ends.function)), named)
}

/** The two ends where the result of a helper is given a plain name. */
function endsOfCall(draft: Draft, chain: Chain): Ends | undefined {
  const index = functionOf(draft.facts, chain.scope)
  const assignment = assignmentsOf(draft.facts, chain.statement).find(({ value }) => value?.span.start === chain.span.start && value.span.end === chain.span.end)
  const target = assignment?.targets[0]
  if (target?.kind !== 'chain' || typeof target.root !== 'string' || target.links.length > 0 || assignment?.targets.length !== 1) return undefined
  return endsOf(draft.facts, index, target.root, chain.scope, target.root, clientName(target.root, namesOf(draft, index)))
}

function convertHelperCall(draft: Draft, chain: Chain, ends: Ends | undefined, support: Support, made: Made, helper: FunctionFact): void {
  const position = helper.class < 0 ? 0 : 1
  const link = chain.links[position]
  if (link?.kind !== 'call' || chain.links.length !== position + 1) return refuse(draft, chain.span, `${helper.name} is used in a way that is not understood`)
  if (!prepareTest(draft, functionOf(draft.facts, chain.scope), support.open) || !needsAwait(draft, chain.scope, chain.span)) return
  const opening = { start: link.call.argumentsSpan.start + 1, end: link.call.argumentsSpan.start + 1 }
  const given = link.call.arguments.length > 0 ? `${support.open}, ` : support.open
  if (!ends) {
    if (assignmentsOf(draft.facts, chain.statement).length > 0 || draft.facts.scopes[chain.scope]?.kind === 'block') return refuse(draft, chain.span, 'the socket is not bound to a plain name')
    if (made.gone) return replace(draft, chain.span, `(await ${support.open}()).server`)
    replace(draft, { start: chain.span.start, end: chain.span.start }, '(await ')
    replace(draft, opening, given)
    return replace(draft, { start: chain.span.end, end: chain.span.end }, ').server')
  }
  const target = assignmentsOf(draft.facts, chain.statement)[0]?.targets[0]
  if (!target || bindingsOf(draft.facts, ends.name, chain.scope).length !== 1) return refuse(draft, chain.span, `${ends.name} is bound more than once`)
  convertUses(draft, ends, new Set([chain.statement]))
  playScript(draft, ends, made.script)
  replace(draft, target.span, `${ends.name}, ${ends.client}`)
  if (made.gone) return replace(draft, chain.span, `await ${support.open}(${argumentsOf(ends)})`)
  if (ends.options.size > 0) return refuse(draft, chain.span, `the test sets up the handshake of a socket that ${helper.name ?? ''}() opens`)
  replace(draft, { start: chain.span.start, end: chain.span.start }, 'await ')
  replace(draft, opening, given)
}

/** Gives the test around a function the fixture; false, with a refusal, where there is none. */
function prepareTest(draft: Draft, index: number, fixture: string): boolean {
  const around = [index, ...functionsAround(draft.facts, draft.facts.functions[index]?.parent ?? -1)]
  const test = around.find((each) => isTest(draft.facts.functions[each]))
  if (test === undefined) {
    const fact = draft.facts.functions[index]
    refuse(draft, fact?.nameSpan ?? fact?.span ?? { start: 0, end: 0 }, `${fact?.name ?? 'the code around'} is no test`)
    return false
  }
  refuseOtherRunners(draft, test)
  addParameter(draft, test, fixture)
  draft.awaiting.add(test)
  return true
}

function open(draft: Draft, statement: number, text: string): void {
  const span = draft.facts.statements[statement]?.span
  if (span) replace(draft, span, text)
}

function argumentsOf(ends: Ends): string {
  return [...ends.options].map(([name, value]) => `${name}=${value}`).join(', ')
}

function namesOf(draft: Draft, index: number): ReadonlySet<string> {
  const fact = draft.facts.functions[index]
  const spans = [fact?.span, ...functionsAround(draft.facts, fact?.parent ?? -1).map((each) => draft.facts.functions[each]?.span)]
  return new Set(draft.facts.bindings.filter(({ scope, span }) => scope === 0 || spans.some((each) => within(span, each ?? span))).map(({ name }) => name))
}

function deleteFunction(draft: Draft, fact: FunctionFact): void {
  const span = draft.facts.statements[fact.statement]?.span ?? fact.span
  const from = lineStart(draft.text, span.start)
  let to = lineEnd(draft.text, span.end)
  while (to < draft.text.length && draft.text.slice(to, lineEnd(draft.text, to)).trim() === '') to = lineEnd(draft.text, to)
  deleteInner(draft, span)
  replace(draft, { start: from, end: to }, '')
}

function deleteInner(draft: Draft, span: { readonly start: number, readonly end: number }): void {
  for (const index of draft.deleted) if (within(draft.facts.statements[index]?.span, span)) draft.deleted.delete(index)
}

function within(inner: { readonly start: number, readonly end: number } | undefined, outer: { readonly start: number, readonly end: number }): boolean {
  return inner !== undefined && outer.start <= inner.start && inner.end <= outer.end
}
