/** Which library's socket a double stands for: its spec, its members, its name, and what the test and the code under test import tell. */
import type { Value } from '../../../model/facts.ts'
import { contains } from '../../../text/span.ts'
import type { Place } from './bound.ts'
import { usedByCode } from './code-uses.ts'
import { annotationOf, isMadeBy, isOneOf } from './handed-to.ts'
import { isWithout, libraryImports } from './imported-libraries.ts'
import { calledName, lastCall, refuse, written, type Draft } from './draft.ts'
import { DOUBLE_ONLY } from './members.ts'
import type { Mock } from './mock.ts'
import { foldersOf } from './pytest-settings.ts'
import { pathOfName } from './qualified.ts'
import { STACKS } from './stacks/all.ts'
import { isReal, type Stack } from './stacks/stack.ts'
import { unreplaced } from './unreplaced.ts'

const WORD = /(?:^|[^a-z])(?:ws|websockets?|sockets?|wsocket)(?:[^a-z]|\d|$)|web_?socket|[a-z]Ws\b|Socket/i

/** Calls and patched paths of other libraries' clients. */
const FOREIGN_CALLS = /\bwebsockets?\.(?:connect|serve|create_connection|WebSocketApp)\b|\bws_connect\b/

/** Words of things around a socket. */
const AROUND = /client|manager|handler|server|url|session|protocol|transport|factory|bridge|pool|hub|registry|store|stream|router|service|test|app|config|response|message|service|event|patch|task|auth/i

/** Top-level modules of libraries with sockets. */
const LIBRARIES: ReadonlySet<string> = new Set([
  'fastapi', 'starlette', 'aiohttp', 'websockets', 'websocket', 'socketio', 'engineio', 'flask_socketio', 'flask_sock', 'channels', 'tornado', 'sanic', 'quart',
  'litestar', 'autobahn', 'picows', 'trio_websocket', 'simple_websocket', 'httpx_ws',
])

interface Evidence {
  /** The class it is specified by, as written and as a full path. */
  readonly spec: { readonly text: string, readonly path: string } | undefined
  readonly members: ReadonlySet<string>
  /** Members that a list of names gives it. */
  readonly specified: ReadonlySet<string>
  /** Whether its name says that it is a socket. */
  readonly isNamed: boolean
  readonly names: readonly string[]
}

/** The stack whose socket a double stands for. Refuses, and gives the first one, when it stands for another thing or nothing tells. */
export function stackOf(draft: Draft, mock: Mock): Stack {
  const [first, ...others] = STACKS
  if (draft.fake) return first
  const own = evidenceOf(draft, mock)
  const { spec } = own
  if (spec) {
    const found = STACKS.find(({ proof }) => proof.isSpec(spec.path))
    if (!found) refuse(draft, mock.creation.span, `it stands for ${spec.text}: ${unreplaced(spec.path) ?? `so far only ${[...new Set(STACKS.map(({ title }) => title))].join(', ')} are replaced`}`)
    refuseForeign(draft, mock, found ?? first, own)
    return found ?? first
  }
  const isHandedOn = handedOn(draft, mock, own)
  const annotated = annotationOf(draft, STACKS, isHandedOn)
  const isTold = typeof annotated === 'object' || STACKS.some(({ proof }) => [...own.members].some((member) => proof.own.has(member)))
  const used = isTold ? new Set<string>() : usedByCode(draft, STACKS, isHandedOn, mock.bound && attributeAt(mock.bound))
  const evidence = { ...own, members: new Set([...own.members, ...used]) }
  if (typeof annotated === 'string' && !STACKS.some(({ proof }) => [...evidence.members].some((member) => proof.own.has(member)))) {
    refuse(draft, mock.creation.span, `the code under test takes it as ${annotated}, which is no library's socket`)
  }
  const stack = (typeof annotated === 'object' ? annotated : undefined) ?? others.find((each) => proves(draft, each, evidence)) ?? first
  refuseForeign(draft, mock, stack, evidence)
  const foreign = [...used].find((member) => stack.proof.foreign.has(member))
  if (foreign !== undefined) refuse(draft, mock.creation.span, `the code under test uses its ${foreign}, which ${stack.title} has not`)
  if (typeof annotated !== 'object' && stack === first && !isProven(draft, first, evidence)) {
    refuse(draft, mock.creation.span, evidence.members.has('ws_connect')
      ? 'it is a session that gives sockets by ws_connect(), and no socket: replace the double that it gives, the session may stay'
      : `nothing tells that it stands for ${first.title}: give it spec=WebSocket when it does`)
  }
  return stack
}

/** The attribute of an object that a test puts the double into. */
function attributeAt({ path, word }: Place): string | undefined {
  const last = path.links.at(-1)
  return last?.kind === 'member' ? word : undefined
}

/** Tells the double where the test gives it to the code under test: itself in its place, or by its names. */
function handedOn({ facts }: Draft, mock: Mock, { names }: Evidence): (value: Value) => boolean {
  const wanted = new Set(mock.place === 'attribute' ? names.map((name) => `self.${name}`) : mock.container ? [] : names)
  const home = mock.place === 'test' ? facts.functions[mock.home]?.body : undefined
  return (value) => isMadeBy(value, mock.creation) || (isOneOf(value, wanted) && (home === undefined || contains(home, value.span)))
}

/**
 * Whether the evidence tells one of the stacks behind the first: a member that it has and the first has not, with its library imported by the test or by the
 * code under test, or with no library imported at all; or a shared member or the name of a socket where its library alone is imported.
 */
function proves(draft: Draft, stack: Stack, { members, specified, isNamed, names }: Evidence): boolean {
  const { proof } = stack
  if (proof.hint && !proof.hint.test(draft.text)) return false
  if ([...members].some((member) => proof.foreign.has(member)) || [...specified].some((member) => !isReal(stack, member))) return false
  if (proof.unlessText?.test(draft.text) === true) return false
  const libraries = libraryImports(draft, LIBRARIES)
  const isImported = [...libraries].some((library) => proof.modules.has(library))
  const isAlone = [...libraries].every((library) => proof.modules.has(library))
  if ([...members].some((member) => proof.own.has(member))) return isImported || (isAlone && proof.needsImport !== true)
  if (proof.names && names.some((name) => proof.names?.test(name)) && [...members].some((member) => proof.shared.has(member))) return true
  return isImported && isAlone && ((isNamed && names.length > 0 && [...members].every((member) => isReal(stack, member) || DOUBLE_ONLY.has(member))) || [...members].some((member) => proof.shared.has(member)))
}

function evidenceOf(draft: Draft, mock: Mock): Evidence {
  const last = mock.creation.links.at(-1)
  const members = new Set<string>()
  const specified = new Set<string>()
  let spec: Evidence['spec']
  for (const argument of last?.kind === 'call' ? last.call.arguments : []) {
    if (argument.name === 'spec' || argument.name === 'spec_set' || argument.name === undefined) {
      const { value } = argument
      if (value.kind === 'chain') spec = { text: written(draft, value), path: pathOfName(draft.facts, written(draft, value)) }
      if (value.kind === 'list') for (const item of value.items) if (item.kind === 'string') specified.add(item.text ?? '')
    } else {
      members.add(argument.name)
    }
  }
  for (const each of specified) members.add(each)
  const names = namesOf(draft, mock)
  if (!spec) for (const text of textsOf(draft, mock)) for (const name of names) for (const [, member] of text.matchAll(new RegExp(`(?<![\\w.])(?:self\\.)?${name.replace(/[^\w]/g, '\\$&')}(?:\\[[^\\]\\n]*\\])?\\.(\\w+)`, 'g'))) members.add(member ?? '')
  const isNamed = (mock.bound ? /(?:^|_)(?:ws|web_?socket)$/.test(mock.bound.word) : names.some(isSocketName)) || (mock.name === undefined && isNamedByPlace(draft, mock))
  return { spec, members, specified, isNamed, names }
}

/** Whether a name says that what it names is a socket, and nothing around one. */
export function isSocketName(name: string): boolean {
  return WORD.test(name) && !AROUND.test(name)
}

/** What has no name of its own is named by the keyword at which it is given to a call; other places by their whole statement. */
function isNamedByPlace({ facts, text }: Draft, { creation, statement }: Mock): boolean {
  const argument = facts.calls.flatMap((call) => call.arguments).find(({ value }) => isMadeBy(value, creation))
  const span = facts.statements[statement]?.span ?? creation.span
  return argument ? argument.name !== undefined && isSocketName(argument.name) : WORD.test(text.slice(span.start, span.end))
}

function refuseForeign(draft: Draft, mock: Mock, stack: Stack, { members, specified }: Evidence): void {
  for (const argument of lastCall(mock.creation)?.arguments ?? []) {
    if (argument.name !== undefined && stack.proof.foreign.has(argument.name)) refuse(draft, mock.creation.span, `it has ${argument.name}, which ${stack.title} has not`)
  }
  for (const each of members) if (specified.has(each) && (stack.proof.foreign.has(each) || !isReal(stack, each))) refuse(draft, mock.creation.span, `it has ${each}, which ${stack.title} has not`)
}

/** The stack that is assumed where nothing tells another one needs proof as well. */
function isProven(draft: Draft, stack: Stack, { members, isNamed }: Evidence): boolean {
  const { proof } = stack
  const modules = draft.facts.imports.map(({ module }) => module.split('.')[0] ?? '')
  const isOurs = modules.some((module) => proof.modules.has(module))
  const isForeign = !isOurs && (modules.some((module) => LIBRARIES.has(module)) || FOREIGN_CALLS.test(draft.text))
  if ([...members].some((member) => proof.own.has(member))) return true
  if (!isForeign && [...members].some((member) => proof.shared.has(member))) return true
  // A name alone says that it is a socket, but not which one of two libraries' whose sockets the file speaks of.
  const isOnly = modules.every((module) => !LIBRARIES.has(module) || proof.modules.has(module)) && !FOREIGN_CALLS.test(draft.text)
  return !isForeign && isNamed && ((isOurs && isOnly) || (tellsSockets(draft, stack) && !isWithout(draft, proof.modules)))
}

/** The names by which the file speaks of it. */
function namesOf(draft: Draft, mock: Mock): readonly string[] {
  const names = mock.name === undefined ? [] : [mock.name]
  const maker = mock.place === 'fixture' || mock.place === 'helper' ? draft.facts.functions[mock.home]?.name : undefined
  if (mock.place === 'fixture' && maker !== undefined) names.push(maker)
  if (mock.place === 'helper' && maker !== undefined) {
    names.push(maker)
    for (const { value, targets: [target] } of draft.facts.assignments) {
      if (target?.kind === 'chain' && typeof target.root === 'string' && target.links.length === 0 && calledName(value) === maker && lastCall(value)) names.push(target.root)
    }
  }
  if (mock.container?.grown?.variable !== undefined) names.push(mock.container.grown.variable)
  return names
}

/** The texts that use it: what a conftest.py makes is used in other files. */
function textsOf(draft: Draft, mock: Mock): readonly string[] {
  const isShared = mock.place === 'fixture' && /(?:^|\/)conftest\.py$/.test(draft.report.path)
  const name = draft.facts.functions[mock.home]?.name ?? ''
  const others = isShared ? draft.usersOf?.(foldersOf(draft.report.path)[0] ?? '', name) ?? [] : []
  const test = draft.facts.functions[mock.home]
  return mock.place === 'test' && test ? [draft.text.slice(test.body.start, test.body.end)] : [draft.text, ...others.map(({ text }) => text)]
}

/** Whether anything in the file is used as the stack's socket is. */
function tellsSockets(draft: Draft, { proof }: Stack): boolean {
  return draft.facts.chains.some(({ links }) => links.some((link) => link.kind === 'member' && (proof.own.has(link.name) || proof.shared.has(link.name))))
}
