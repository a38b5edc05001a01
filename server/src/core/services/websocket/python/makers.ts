/** The conversion of a double that a fixture or a helper makes, with everything that uses it. */
import type { Chain, FunctionFact } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'
import { configureByArguments } from './configuration.ts'
import type { Mock } from './mock.ts'
import { isFixture } from './creation.ts'
import { calledName, functionOf, indentAt, isTest, mark, membersOf, needsAwait, refuse, replace, written, type Draft } from './draft.ts'
import { assignmentsOf, clientName, endsOf, type Ends, type Script } from './ends.ts'
import { argumentsOf, deleteFunction, namesOf, open, within } from './opening.ts'
import { convertOtherFiles } from './conftest.ts'
import { foldersOf } from './pytest-settings.ts'
import { convertReadingHelpers } from './reading-helpers.ts'
import { isOnOtherLoop, openerIn, openerOf, refuseOtherRunners } from './runners.ts'
import { playScript } from './script.ts'
import { addParameter, decoratorsOf, renameParameter } from './signature.ts'
import type { Support } from './support.ts'
import { convertUses, refuseForeignReads } from './uses.ts'
import { farField, nearEnd } from './stacks/stack.ts'

export function convertFixture(draft: Draft, mock: Mock, support: Support): void {
  convertFixtureUsers(draft, mock, support, convertMaker(draft, mock, support))
}

export function convertHelper(draft: Draft, mock: Mock, support: Support): void {
  convertHelperUsers(draft, mock, support, convertMaker(draft, mock, support))
}

const START = { start: 0, end: 0 }

export interface Made {
  /** The fixture or helper does nothing but open the connection: it is gone. */
  readonly gone: boolean
  readonly script: Script | undefined
  readonly ends: Ends
  /** Writes the opening, when the users have told what they need of it. */
  readonly finish: () => void
}

/** Converts the fixture or helper itself; it goes when nothing is left of it. */
function convertMaker(draft: Draft, mock: Mock, support: Support): Made {
  const fact = draft.facts.functions[mock.home]
  const name = mock.name ?? 'ws'
  const pair = `${name}_pair`
  const ends = mock.name === undefined
    ? { ...endsOf(draft.facts, mock.home, name, mock.creation.scope, `${pair}.${nearEnd(draft.stack)}`, `${pair}.${farField(draft.stack)}`), uses: [] }
    : endsOf(draft.facts, mock.home, name, mock.creation.scope, `${pair}.${nearEnd(draft.stack)}`, `${pair}.${farField(draft.stack)}`)
  if (!fact) return { gone: false, script: undefined, ends, finish: () => {} }
  const statements = draft.facts.statements
  const outputs = statements.map((_, index) => index).filter((index) => within(statements[index]?.span, fact.body) && isOutput(draft, index, mock))
  const before = draft.edits.length
  configureByArguments(draft, ends, mock.creation)
  if (ends.opened.length > 0) refuse(draft, mock.creation.span, 'a socket whose sends fail is made where it has no name of its own')
  convertUses(draft, ends, new Set([mock.statement, ...outputs]))
  refuseForeignReads(draft, new Set([mock.home]), [ends])
  if (outputs.length !== 1) refuse(draft, mock.creation.span, `${fact.name ?? 'the function'}() does not simply give the socket back`)
  const script = ends.scripts[0]
  const rest = statements.filter((statement, index) => within(statement.span, fact.body) && statement.parent === fact.statement
    && index !== mock.statement && !outputs.includes(index) && !draft.deleted.has(index) && statement.value?.kind !== 'string')
  const gone = rest.length === 0 && (mock.place === 'helper' || draft.stack.presets.length === 0) && ends.options.size === 0 && !script && fact.parameters.every(({ name: each }) => each === 'self')
    && (mock.place === 'helper' || isAlone(draft, mock, fact, support))
  if (gone) {
    draft.edits.length = before
    deleteFunction(draft, fact)
    return { gone, script, ends, finish: () => {} }
  }
  if (script && !draft.stack.script) {
    if (script.doubt !== undefined) mark(draft, script.statement, script.doubt)
    replace(draft, statements[script.statement]?.span ?? fact.span, `${ends.client}.script = ${script.messages}`)
  }
  const opener = mock.place === 'helper' && fact.class >= 0 ? openerOf(draft, mock.home, support) : support.open
  const finish = (): void => {
    if (mock.name === undefined) replace(draft, mock.creation.span, `await ${opener}(${argumentsOf(draft, ends)})`)
    else open(draft, mock.statement, `${pair} = await ${opener}(${argumentsOf(draft, ends)})`)
  }
  for (const index of mock.name === undefined ? [] : outputs) {
    const output = statements[index]?.span
    if (output) replace(draft, output, draft.text.slice(output.start, output.end).replace(new RegExp(`\\b${name}$`), pair))
  }
  if (opener === support.open) addParameter(draft, mock.home, support.open, mock.place === 'helper')
  if (!fact.async) replace(draft, { start: fact.span.start, end: fact.span.start }, 'async ')
  if (mock.place === 'fixture') {
    const decorator = decoratorsOf(draft, fact).find((each) => /^@pytest\.fixture\b/.test(written(draft, each)))
    if (decorator) replace(draft, { start: decorator.span.start + 1, end: decorator.span.start + 7 }, 'pytest_asyncio')
    draft.modules.add('pytest_asyncio')
  }
  return { gone, script, ends, finish }
}

/**
 * Whether the one pair of `websocket_pair` can take the fixture's place: no test may use two sockets that would become the same one, and no fixture may
 * depend on it where a test needs a connection that is opened in its own way.
 */
function isAlone(draft: Draft, mock: Mock, fact: FunctionFact, support: Support): boolean {
  const name = fact.name ?? ''
  const isShared = /(?:^|\/)conftest\.py$/.test(draft.report.path)
  const others = isShared ? draft.usersOf?.(foldersOf(draft.report.path)[0] ?? '', name) ?? [] : []
  const texts = [draft.text, ...draft.conftests(), ...others.map(({ text }) => text)]
  if (texts.some((text) => new RegExp(`\\bdef \\w+\\([^)]*\\b${support.pair}\\b`).test(text))) return false
  const another = draft.report.sites.some((site, index) => site.root === index && index !== mock.site && site.service === 'websocket' && site.kind === 'double'
    && draft.facts.functions.some((each, at) => at !== mock.home && within(site.span, each.span) && isFixture(draft, at)))
  if (another || (draft.fake && draft.facts.chains.some((chain) => calledName(chain) === draft.fake?.name && !within(chain.span, fact.span)
    && draft.facts.functions.some((each, at) => within(chain.span, each.span) && isFixture(draft, at))))) return false
  const depends = texts.some((text) => new RegExp(`fixture\\b[^\\n]*\\n\\s*(?:async )?def \\w+\\([^)]*\\b${name}\\b`).test(text))
  return !depends || !texts.some((text) => new RegExp(`\\b${name}\\.(?:${setsUp(draft)})`).test(text))
    && !draft.facts.functions.some((each) => isTest(each) && isOnOtherLoop(draft, each))
}

/** Uses that open the connection in a way of their own: its state, its handshake, a client that is gone. */
function setsUp({ stack }: Draft): string {
  const handshake = Object.entries(stack.properties).filter(([, { option }]) => option !== undefined).map(([path]) => path.replaceAll('.', '\\.'))
  return `(?:${[...Object.keys(stack.states), ...handshake].join('|')})\\b|(?:${Object.keys(stack.sends).join('|')})(?:\\.side_effect|\\s*=[^\\n]*side_effect)`
}

function isOutput(draft: Draft, index: number, mock: Mock): boolean {
  const statement = draft.facts.statements[index]
  if (!statement) return false
  if (mock.name === undefined) return index === mock.statement
  return functionOf(draft.facts, statement.scope) === mock.home && new RegExp(`^(?:return|yield)\\s+${mock.name}$`).test(written(draft, statement))
}

/** Everything that is given what a fixture makes: in its file, and where it stands in a conftest.py, in the files below. */
export function convertFixtureUsers(draft: Draft, mock: Mock, support: Support, made: Made): void {
  const fixture = draft.facts.functions[mock.home]
  const name = fixture?.name
  const decorator = fixture && decoratorsOf(draft, fixture).map((each) => written(draft, each)).find((text) => /fixture\b/.test(text))
  if (!fixture || name === undefined) return made.finish()
  if (/\(\s*[^\s)]/.test((decorator ?? '').replace(/scope\s*=\s*["']function["']\s*,?/, ''))) refuse(draft, fixture.nameSpan ?? fixture.span, `the fixture ${name} has a scope, parameters or a name of its own`)
  if (draft.facts.functions.filter((fact) => fact.name === name).length > 1) refuse(draft, fixture.nameSpan ?? fixture.span, `${name} is defined more than once`)
  convertUsersOfFile(draft, mock.home, name, support, made)
  if (/(?:^|\/)conftest\.py$/.test(draft.report.path)) convertOtherFiles(draft, fixture, name, support, (inner, own) => convertUsersOfFile(inner, -1, name, own, made))
  made.finish()
}

/** The users of one file; `home` is the fixture itself, or -1 where another file defines it. */
export function convertUsersOfFile(draft: Draft, home: number, name: string, support: Support, made: Made): void {
  const fixture = draft.facts.functions[home]
  if (new RegExp(`(?:usefixtures|getfixturevalue)\\([^)\\n]*["']${name}["']`).test(draft.text)) refuse(draft, fixture?.nameSpan ?? START, `${name} is asked for by its name in a string`)
  const pair = made.gone ? support.pair : name
  const users = draft.facts.functions.map((fact, index) => ({ fact, index })).filter(({ fact, index }) => index !== home
    && (isTest(fact) || isFixture(draft, index)) && fact.parameters.some((parameter) => parameter.name === name))
  const all = users.map(({ fact, index }) => endsOf(draft.facts, index, name, fact.scope, `${pair}.${nearEnd(draft.stack)}`, `${pair}.${farField(draft.stack)}`))
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
  const isElsewhere = isTest(fact) && isOnOtherLoop(draft, fact)
  if (ends.options.size === 0 && !(isElsewhere && made.gone)) {
    if (made.gone) renameParameter(draft, index, name, pair)
    if (isElsewhere) refuse(draft, fact.nameSpan ?? fact.span, `${fact.name ?? 'a test'}() runs on another event loop than the fixture ${name} would`)
    return
  }
  if (!made.gone && ends.options.delete('accepted')) made.ends.options.set('accepted', 'True')
  if (!made.gone && ends.options.size === 0) return
  if (!made.gone || !isTest(fact)) return refuse(draft, fact.nameSpan ?? fact.span, `${fact.name ?? 'a test'}() sets up the handshake of a socket that ${name} opens`)
  renameParameter(draft, index, name, support.open)
  const at = fact.body.start
  replace(draft, { start: at, end: at }, `${pair} = await ${support.open}(${argumentsOf(draft, ends)})${draft.eol}${indentAt(draft.text, at)}`)
}

function convertHelperUsers(draft: Draft, mock: Mock, support: Support, made: Made): void {
  const helper = draft.facts.functions[mock.home]
  if (!helper?.name) return made.finish()
  if (draft.facts.functions.filter((fact) => fact.name === helper.name).length > 1) refuse(draft, helper.nameSpan ?? helper.span, `${helper.name} is defined more than once`)
  const calls = draft.facts.chains.filter((chain) => (helper.class < 0 ? chain.root === helper.name : chain.root === 'self' && membersOf(chain)[0] === helper.name))
  if (calls.length === 0) refuse(draft, helper.nameSpan ?? helper.span, `nothing in this file calls ${helper.name}(): it may be used elsewhere`)
  const all = calls.map((chain) => ({ chain, ends: endsOfCall(draft, chain) }))
  const named = all.map(({ ends }) => ends).filter((ends) => ends !== undefined)
  convertReadingHelpers(draft, named)
  for (const { chain, ends } of all) convertHelperCall(draft, chain, ends, support, made, helper)
  made.finish()
  refuseForeignReads(draft, new Set(named.map((ends) => ends.function)), named)
}

/** The two ends where the result of a helper is given a plain name. */
function endsOfCall(draft: Draft, chain: Chain): Ends | undefined {
  const index = functionOf(draft.facts, chain.scope)
  const assignment = assignmentsOf(draft.facts, chain.statement).find(({ value }) => value?.span.start === chain.span.start && value.span.end === chain.span.end)
  const target = assignment?.targets[0]
  if (target?.kind !== 'chain' || typeof target.root !== 'string' || target.links.length > 0 || assignment?.targets.length !== 1) return undefined
  return endsOf(draft.facts, index, target.root, chain.scope, target.root, clientName(draft.stack, target.root, namesOf(draft, index)))
}

function convertHelperCall(draft: Draft, chain: Chain, ends: Ends | undefined, support: Support, made: Made, helper: FunctionFact): void {
  const position = helper.class < 0 ? 0 : 1
  const link = chain.links[position]
  if (link?.kind !== 'call' || chain.links.length !== position + 1) return refuse(draft, chain.span, `${helper.name} is used in a way that is not understood`)
  const opener = openerIn(draft, functionOf(draft.facts, chain.scope), support)
  if (opener === undefined || !needsAwait(draft, chain.scope, chain.span)) return
  const own = helper.class >= 0 && opener.includes('.')
  const opening = { start: link.call.argumentsSpan.start + 1, end: link.call.argumentsSpan.start + 1 }
  const given = own ? '' : link.call.arguments.length > 0 ? `${opener}, ` : opener
  if (!ends) {
    if (assignmentsOf(draft.facts, chain.statement).length > 0 || draft.facts.scopes[chain.scope]?.kind === 'block') return refuse(draft, chain.span, 'the socket is not bound to a plain name')
    if (made.gone) return replace(draft, chain.span, `(await ${opener}(${argumentsOf(draft)})).${nearEnd(draft.stack)}`)
    replace(draft, { start: chain.span.start, end: chain.span.start }, '(await ')
    replace(draft, opening, given)
    return replace(draft, { start: chain.span.end, end: chain.span.end }, `).${nearEnd(draft.stack)}`)
  }
  const target = assignmentsOf(draft.facts, chain.statement)[0]?.targets[0]
  if (!target || bindingsOf(draft.facts, ends.name, chain.scope).length !== 1) return refuse(draft, chain.span, `${ends.name} is bound more than once`)
  convertUses(draft, ends, new Set([chain.statement]))
  playScript(draft, ends, made.script)
  replace(draft, target.span, `${ends.name}, ${ends.client}`)
  if (made.gone) return replace(draft, chain.span, `await ${opener}(${argumentsOf(draft, ends)})`)
  if (ends.options.delete('accepted')) made.ends.options.set('accepted', 'True')
  if (ends.options.size > 0) return refuse(draft, chain.span, `the test sets up the handshake of a socket that ${helper.name ?? ''}() opens`)
  replace(draft, { start: chain.span.start, end: chain.span.start }, 'await ')
  replace(draft, opening, given)
}
