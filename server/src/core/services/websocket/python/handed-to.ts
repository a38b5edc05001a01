/** What the code under test says of a socket that it is given: the annotations of the functions and classes that a test hands the double to. */
import type { Argument, Call, Chain, Facts, FunctionFact, Value } from '../../../model/facts.ts'
import type { FileReport } from '../../../model/report.ts'
import { textOf } from '../../../text/span.ts'
import type { Draft } from './draft.ts'
import { moduleFilesUnder } from './imported-libraries.ts'
import { pathOfName } from './qualified.ts'
import type { Stack } from './stacks/stack.ts'

/** A file whose functions a test may call. */
export interface Code {
  readonly text: string
  readonly facts: Facts
}

/** Words of annotations that leave it open what is given. */
const OPEN = /^(?:typing\.|collections\.abc\.|typing_extensions\.)|^(?:Any|object|None|str|int|dict|list|Mock|MagicMock|AsyncMock|Optional|Union)$|(?:^|\.)(?:T|[A-Z]_?co|\w*(?:Protocol|Like|Mock))$/

/**
 * What every annotation names at the places where the test hands on what `isDouble` knows: the one stack whose socket it is, or the name of a class that is
 * no socket of any; undefined where nothing is annotated, or where they differ. Functions are looked up by their name in the test file and in the modules that
 * it imports, so all of that name must agree.
 */
export function annotationOf(draft: Draft, stacks: readonly Stack[], isDouble: (value: Value) => boolean): Stack | string | undefined {
  const given = draft.facts.calls.flatMap((call) => call.arguments.flatMap((argument, index) => (argument.spread === undefined && isDouble(argument.value) ? [{ call, argument, index }] : [])))
  if (given.length === 0) return undefined
  const code = codeUnder(draft)
  const found = new Set<Stack | string | undefined>()
  for (const { call, argument, index } of given) {
    for (const annotation of annotationsAt(draft, code, call, argument, index)) found.add(stacks.find((stack) => names(stack, annotation)) ?? otherClass(code, annotation))
  }
  return found.size === 1 ? [...found][0] : undefined
}

/** The class of the workspace that an annotation names alone, where it is neither open nor a protocol. */
function otherClass(code: readonly Code[], annotation: Annotation): string | undefined {
  const named = annotation.filter((path) => !OPEN.test(path))
  const [path] = named
  const name = path?.split('.').at(-1) ?? ''
  if (path === undefined || named.length > 1 || !/^_?[A-Z]/.test(name)) return undefined
  const owners = code.flatMap(({ text, facts }) => facts.classes.filter((owner) => owner.name === name).map((owner) => owner.bases.map(({ value }) => textOf(text, value.span))))
  return owners.length > 0 && owners.every((bases) => !bases.some((base) => /Protocol|WebSocket/.test(base))) ? name : undefined
}

const codeKnown = new WeakMap<FileReport, readonly Code[]>()

/** The test file and the modules that it imports. Found once for all doubles of an analysis: an editor asks about every one of a file. */
export function codeUnder(draft: Draft): readonly Code[] {
  const known = codeKnown.get(draft.report)
  if (known) return known
  const files = moduleFilesUnder(draft).map(({ path, text }) => ({ text, facts: draft.factsOf?.(path, text) }))
  const code = [{ text: draft.text, facts: draft.facts }, ...files.flatMap(({ text, facts }) => (facts ? [{ text, facts }] : []))]
  codeKnown.set(draft.report, code)
  return code
}

/** The full paths of the classes that an annotation names. */
type Annotation = readonly string[]

function annotationsAt(draft: Draft, code: readonly Code[], call: Call, argument: Argument, index: number): readonly Annotation[] {
  const name = /(\w+)$/.exec(textOf(draft.text, call.callee))?.[1]
  if (name === undefined) return []
  return code.flatMap((each) => {
    const functions = each.facts.functions.filter((fact) => fact.name === name && fact.form !== 'lambda').map((fact) => parameterOf(fact, argument.name, index))
    const classes = each.facts.classes.flatMap((owner, at) => (owner.name === name ? [constructed(each, at, argument.name, index)] : []))
    return [...functions, ...classes].flatMap((annotation) => (annotation ? [pathsIn(each, annotation)] : []))
  })
}

function parameterOf(fact: FunctionFact, name: string | undefined, index: number): Value | undefined {
  const own = fact.class >= 0 && /^(?:self|cls)$/.test(fact.parameters[0]?.name ?? '') ? fact.parameters.slice(1) : fact.parameters
  const parameter = name === undefined ? own[index] : own.find((each) => each.name === name)
  return parameter?.spread === undefined ? parameter?.annotation : undefined
}

/** The annotation of what a class is made with: a parameter of its constructor, or a field of a dataclass. */
function constructed({ facts }: Code, at: number, name: string | undefined, index: number): Value | undefined {
  const constructor = facts.functions.find((fact) => fact.class === at && fact.name === '__init__')
  if (constructor) return parameterOf(constructor, name, index)
  const fields = facts.assignments.filter((each) => each.scope === facts.classes[at]?.scope && each.annotation !== undefined)
  const nameOf = ([target]: readonly Value[]): string | undefined => (target?.kind === 'chain' && typeof target.root === 'string' && target.links.length === 0 ? target.root : undefined)
  return (name === undefined ? fields[index] : fields.find(({ targets }) => nameOf(targets) === name))?.annotation
}

/** `WebSocket | None`, `Optional["WebSocket"]`, `Annotated[WebSocket, …]`: everything that is named in it. */
function pathsIn({ text, facts }: Code, annotation: Value): Annotation {
  return (textOf(text, annotation.span).match(/[A-Za-z_][\w.]*/g) ?? []).map((name) => pathOfName(facts, name))
}

function names({ proof }: Stack, annotation: Annotation): boolean {
  return annotation.some((path) => proof.modules.has(path.split('.')[0] ?? '') && proof.isSpec(path))
}

/** Whether a value is the double itself, by one of the names that the test has for it. */
export function isOneOf(value: Value, wanted: ReadonlySet<string>): boolean {
  if (value.kind !== 'chain' || typeof value.root !== 'string') return false
  const [first, ...more] = value.links
  if (first === undefined) return wanted.has(value.root)
  return more.length === 0 && first.kind === 'member' && wanted.has(`${value.root}.${first.name}`)
}

/** Whether a value is what a chain makes, in its place. */
export function isMadeBy(value: Value, creation: Chain): boolean {
  return value.span.start === creation.span.start && value.span.end === creation.span.end
}
