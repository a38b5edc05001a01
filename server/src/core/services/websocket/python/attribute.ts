/** A double that is an attribute of the test class, made by what sets up each test: `self.ws = AsyncMock()` in setUp, setup_method or a fixture. */
import type { Chain, ClassFact, FunctionFact } from '../../../model/facts.ts'
import { configureByArguments } from './configuration.ts'
import type { Mock } from './mock.ts'
import { functionOf, functionsAround, indentAt, isTest, mark, refuse, replace, written, type Draft } from './draft.ts'
import { assignmentTo, clientName, endsOf, type Ends } from './ends.ts'
import { argumentsOf, open, within } from './opening.ts'
import { convertReadingHelpers } from './reading-helpers.ts'
import { isOnOtherLoop, openerOf, refuseOtherRunners } from './runners.ts'
import { playScript } from './script.ts'
import { decoratorsOf } from './signature.ts'
import type { Support } from './support.ts'
import { convertUses, refuseForeignReads } from './uses.ts'

/** The methods by which runners set up each test; `undefined` where it has another role. */
export function setUpOf(draft: Draft, fact: FunctionFact): 'setUp' | 'asyncSetUp' | 'setup_method' | 'fixture' | undefined {
  if (fact.class < 0) return undefined
  if (fact.name === 'setUp' || fact.name === 'asyncSetUp' || fact.name === 'setup_method') return fact.name
  const fixture = decoratorsOf(draft, fact).find((each) => /^@(?:pytest(?:_asyncio)?\.)?fixture\b/.test(written(draft, each)))
  return fixture && /\bautouse\s*=\s*True\b/.test(written(draft, fixture)) && !/\bscope\s*=/.test(written(draft, fixture)) ? 'fixture' : undefined
}

/** The use of an attribute as if it were a name: `self.ws.send_json` is `send_json` of `self.ws`. */
export function attributeUse(chain: Chain, attribute: string): Chain | undefined {
  const first = chain.links[0]
  if (first?.kind !== 'member' || first.name !== attribute || typeof chain.root !== 'string') return undefined
  return { ...chain, root: `${chain.root}.${attribute}`, rootSpan: { start: chain.rootSpan.start, end: first.span.end }, links: chain.links.slice(1) }
}

export function convertAttribute(draft: Draft, mock: Mock, attribute: string, support: Support): void {
  const setUp = draft.facts.functions[mock.home]
  const owner = setUp && draft.facts.classes[setUp.class]
  if (!setUp || !owner) return
  const receiver = setUp.parameters[0]?.name ?? 'self'
  const name = `${receiver}.${attribute}`
  const methods = draft.facts.functions.map((fact, index) => ({ fact, index })).filter(({ fact }) => fact.class === setUp.class)
  const client = `${receiver}.${clientName(draft.stack, attribute, attributesOf(draft, owner))}`
  refuseOddClasses(draft, mock, setUp, owner, attribute)
  const all = methods.map(({ fact, index }) => methodEnds(draft, index, fact, attribute, name, client))
  const first = all.find((ends) => ends.function === mock.home)
  if (!first) return
  configureByArguments(draft, first, mock.creation)
  if (first.opened.length > 0) refuse(draft, mock.creation.span, 'a socket whose sends fail is made where it has no name of its own')
  convertReadingHelpers(draft, all)
  convertUses(draft, first, new Set([mock.statement]))
  const script = first.scripts[0]
  if (script) {
    if (script.doubt !== undefined) mark(draft, script.statement, script.doubt)
    replace(draft, draft.facts.statements[script.statement]?.span ?? setUp.span, `${client}.script = ${script.messages}`)
  }
  for (const ends of all) {
    const fact = draft.facts.functions[ends.function]
    if (ends === first || !fact || ends.uses.length === 0) continue
    if (isTest(fact)) refuseOtherRunners(draft, ends.function)
    ends.failsAt = first.failsAt >= 0 ? 0 : -1
    convertUses(draft, ends, new Set())
    playScript(draft, ends, script)
    if (isTest(fact)) draft.awaiting.add(ends.function)
    if (ends.options.delete('accepted')) first.options.set('accepted', 'True')
    if (ends.options.size > 0) refuse(draft, fact.nameSpan ?? fact.span, `${fact.name ?? 'a test'}() sets up the handshake of a socket that ${setUp.name ?? 'another method'}() opens`)
  }
  refuseForeignReads(draft, new Set(all.map((ends) => ends.function)), all)
  const opener = startAsync(draft, mock.home, setUp, owner, support)
  if (opener !== undefined) open(draft, mock.statement, `${name}, ${client} = await ${opener}(${argumentsOf(draft, first)})`)
}

/** The uses of the attribute in one method, functions inside it included. */
function methodEnds(draft: Draft, index: number, fact: FunctionFact, attribute: string, name: string, client: string): Ends {
  const receiver = fact.parameters[0]?.name ?? ''
  const uses = draft.facts.chains.filter((chain) => chain.root === receiver && within(chain.span, fact.body)).map((chain) => attributeUse(chain, attribute)).filter((use) => use !== undefined)
  return { ...endsOf(draft.facts, index, name, fact.scope, name, client), uses }
}

function attributesOf(draft: Draft, owner: ClassFact): ReadonlySet<string> {
  const inside = draft.facts.chains.filter((chain) => chain.root === 'self' && within(chain.span, owner.span))
  return new Set(inside.map(({ links }) => (links[0]?.kind === 'member' ? links[0].name : '')))
}

/** What cannot be seen from the class alone. */
function refuseOddClasses(draft: Draft, mock: Mock, setUp: FunctionFact, owner: ClassFact, attribute: string): void {
  const { facts } = draft
  const made = facts.assignments.filter(({ targets, span }) => within(span, owner.span)
    && targets.some((target) => target.kind === 'chain' && target.root === 'self' && target.links.length === 1 && target.links[0]?.kind === 'member' && target.links[0].name === attribute))
  if (made.length > 1) refuse(draft, mock.creation.span, `self.${attribute} is bound more than once`)
  const derived = facts.classes.find((each) => owner.name !== undefined && each.bases.some((base) => written(draft, base) === owner.name))
  if (derived) refuse(draft, derived.nameSpan ?? derived.span, `${derived.name ?? 'another class'} derives from ${owner.name ?? 'it'} and may use self.${attribute}`)
  const others = facts.chains.find((chain) => chain.root !== 'self' && typeof chain.root === 'string' && within(chain.span, owner.span) && chain.root === owner.name && attributeUse(chain, attribute))
  if (others) refuse(draft, others.span, `self.${attribute} is used through ${String(others.root)}`)
  const stray = facts.functions.find((fact) => fact.class >= 0 && facts.classes[fact.class] === owner && /^(?:tearDown|teardown_method|asyncTearDown)$/.test(fact.name ?? '')
    && !fact.async && facts.chains.some((chain) => chain.root === 'self' && within(chain.span, fact.body) && attributeUse(chain, attribute)))
  if (stray) refuse(draft, stray.nameSpan ?? stray.span, `${stray.name ?? ''}() uses self.${attribute}, and cannot wait for it`)
  if (setUp.parameters.length > 1 && setUp.name === 'setup_method' && facts.chains.some((chain) => chain.root === setUp.parameters[1]?.name && within(chain.span, setUp.body))) {
    refuse(draft, setUp.parametersSpan, 'setup_method() uses the test method that it is given')
  }
}

/** Makes the setting up a coroutine; the text that opens a connection there. */
function startAsync(draft: Draft, index: number, setUp: FunctionFact, owner: ClassFact, support: Support): string | undefined {
  const role = setUpOf(draft, setUp)
  const tests = draft.facts.functions.filter((fact) => draft.facts.classes[fact.class] === owner && isTest(fact))
  draft.started.add(index)
  if (role === 'setUp' || role === 'asyncSetUp') {
    const test = draft.facts.functions.indexOf(tests[0] ?? setUp)
    refuseOtherRunners(draft, test)
    if (role === 'setUp') startUnittest(draft, setUp, owner)
    return openerOf(draft, index, support)
  }
  const far = tests.find((fact) => isOnOtherLoop(draft, fact))
  if (far) {
    refuse(draft, far.nameSpan ?? far.span, `${far.name ?? 'a test'}() runs on another event loop than what sets it up would`)
    return undefined
  }
  if (role === 'setup_method') startPytest(draft, setUp, owner, support)
  else startFixture(draft, index, setUp)
  return role === 'setup_method' ? support.open : openerOf(draft, index, support)
}

/** `setUp` becomes `asyncSetUp`: the runner calls the one of the class above by itself. */
function startUnittest(draft: Draft, setUp: FunctionFact, owner: ClassFact): void {
  const other = draft.facts.functions.find((fact) => draft.facts.classes[fact.class] === owner && fact.name === 'asyncSetUp')
  if (other) refuse(draft, other.nameSpan ?? other.span, `${owner.name ?? 'the class'} has both setUp() and asyncSetUp(): make the socket in asyncSetUp() first`)
  const called = draft.facts.chains.find((chain) => chain.root === 'self' && chain.links[0]?.kind === 'member' && chain.links[0].name === 'setUp')
  if (called) refuse(draft, called.span, 'setUp() is called by name')
  for (const chain of draft.facts.chains) {
    const member = chain.links[1]
    if (chain.root !== 'super' || !within(chain.span, setUp.body) || member?.kind !== 'member' || member.name !== 'setUp') continue
    replace(draft, chain.span, 'await super().asyncSetUp()')
  }
  if (setUp.nameSpan) replace(draft, { start: setUp.span.start, end: setUp.nameSpan.end }, 'async def asyncSetUp')
}

/** `setup_method` becomes a fixture, which alone can be given another one. */
function startPytest(draft: Draft, setUp: FunctionFact, owner: ClassFact, support: Support): void {
  const indent = indentAt(draft.text, setUp.span.start)
  const named = draft.facts.chains.find((chain) => chain.links.some((link) => link.kind === 'member' && link.name === 'setup_method'))
  if (named) refuse(draft, named.span, 'setup_method() is called by name')
  const taken = draft.facts.functions.some((fact) => draft.facts.classes[fact.class] === owner && fact.name === 'set_up')
  if (taken || setUp.decorators.length > 0) refuse(draft, setUp.nameSpan ?? setUp.span, 'setup_method() cannot become a fixture of the name set_up')
  draft.modules.add('pytest_asyncio')
  draft.fixtures.add(support.open)
  const receiver = setUp.parameters[0]?.name ?? 'self'
  replace(draft, { start: setUp.span.start, end: setUp.parametersSpan.end }, `@pytest_asyncio.fixture(autouse=True)${draft.eol}${indent}async def set_up(${receiver}, ${support.open})`)
}

function startFixture(draft: Draft, index: number, setUp: FunctionFact): void {
  const decorator = decoratorsOf(draft, setUp).find((each) => /^@(?:pytest\.)?fixture\b/.test(written(draft, each)))
  if (!setUp.async) replace(draft, { start: setUp.span.start, end: setUp.span.start }, 'async ')
  if (!decorator) return
  const name = /^@(?:pytest\.)?fixture/.exec(written(draft, decorator))?.[0] ?? ''
  replace(draft, { start: decorator.span.start, end: decorator.span.start + name.length }, '@pytest_asyncio.fixture')
  draft.modules.add('pytest_asyncio')
  if (draft.facts.functions[index]?.parameters.length === 0) refuse(draft, setUp.span, `${setUp.name ?? 'the fixture'}() takes no self`)
}

/** The attribute that an assignment in a method binds: `ws` of `self.ws = …`. */
export function attributeOf(draft: Draft, target: Chain): string | undefined {
  const fact = draft.facts.functions[functionOf(draft.facts, target.scope)]
  const method = [functionOf(draft.facts, target.scope), ...functionsAround(draft.facts, fact?.parent ?? -1)].map((index) => draft.facts.functions[index]).find((each) => each && each.class >= 0)
  const [link, ...more] = target.links
  return method && link?.kind === 'member' && more.length === 0 && target.root === method.parameters[0]?.name && assignmentTo(draft.facts, target) ? link.name : undefined
}
