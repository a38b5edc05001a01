/** What runs a test, and how a connection is opened in it: by a fixture of pytest, or by a method of a unittest class. */
import type { ClassFact, FunctionFact, Value } from '../../../model/facts.ts'
import { pathOf } from '../../../model/bindings.ts'
import { functionsAround, isTest, refuse, replace, written, type Draft } from './draft.ts'
import { configurations } from './pytest-settings.ts'
import { addParameter, decoratorsOf } from './signature.ts'
import type { Support } from './support.ts'

export type Runner = 'pytest' | 'unittest'

/** Unittest classes that run tests as coroutines (CPython Lib/unittest/async_case.py, aiohttp.test_utils). */
const ASYNC_CASES: ReadonlySet<string> = new Set(['IsolatedAsyncioTestCase', 'AioHTTPTestCase'])

/** How the code of a function opens a connection: the text to call; undefined, with a refusal, where there is no test around it. */
export function openerIn(draft: Draft, index: number, support: Support): string | undefined {
  const around = [index, ...functionsAround(draft.facts, draft.facts.functions[index]?.parent ?? -1)]
  const test = around.find((each) => isTest(draft.facts.functions[each]))
  if (test === undefined) {
    const fact = draft.facts.functions[index]
    refuse(draft, fact?.nameSpan ?? fact?.span ?? { start: 0, end: 0 }, `${fact?.name ?? 'the code around'} is no test`)
    return undefined
  }
  refuseOtherRunners(draft, test)
  draft.awaiting.add(test)
  return openerOf(draft, test, support)
}

/** The same for a function that is run by the runner itself: a test, or what sets it up. */
export function openerOf(draft: Draft, index: number, support: Support): string {
  const fact = draft.facts.functions[index]
  const owner = fact && draft.facts.classes[fact.class]
  if (fact && owner && runnerOf(draft, fact) === 'unittest') {
    addMixin(draft, fact.class, owner)
    return `${fact.parameters[0]?.name ?? 'self'}.${draft.stack.support.open}`
  }
  addParameter(draft, index, support.open)
  return support.open
}

export function runnerOf(draft: Draft, fact: FunctionFact): Runner {
  return fact.class >= 0 && basesOf(draft, fact.class, new Set()).some((base) => base.endsWith('TestCase')) ? 'unittest' : 'pytest'
}

/** Names of the classes above one, as written, those of this file followed. */
function basesOf(draft: Draft, index: number, seen: Set<number>): readonly string[] {
  if (seen.has(index)) return []
  seen.add(index)
  return (draft.facts.classes[index]?.bases ?? []).filter(({ name }) => name === undefined).flatMap((base) => {
    const path = nameOf(base.value)
    const own = draft.facts.classes.findIndex(({ name }) => name !== undefined && name === path)
    return own >= 0 ? basesOf(draft, own, seen) : [path ?? written(draft, base)]
  })
}

function nameOf(value: Value): string | undefined {
  return value.kind === 'chain' ? pathOf(value)?.join('.') : undefined
}

function addMixin(draft: Draft, index: number, owner: ClassFact): void {
  const { mixin } = draft.stack.support
  if (draft.mixedIn.has(index) || basesOf(draft, index, new Set()).some((base) => base.endsWith(mixin))) return
  draft.mixedIn.add(index)
  draft.supportNames.add(mixin)
  const first = owner.bases[0]
  if (!first) return
  replace(draft, { start: first.span.start, end: first.span.start }, `${mixin}, `)
  const plain = owner.bases.find((base) => isPlainTestCase(draft, base.value))
  if (!plain) return
  draft.modules.add('unittest')
  replace(draft, plain.span, 'unittest.IsolatedAsyncioTestCase')
}

/** `unittest.TestCase`, whose tests cannot await. */
function isPlainTestCase(draft: Draft, value: Value): boolean {
  const name = nameOf(value)
  const imported = draft.facts.imports.find(({ local }) => local !== undefined && local === name?.split('.')[0])
  return imported?.module === 'unittest' && (name === 'unittest.TestCase' || (imported.form === 'name' && imported.imported === 'TestCase' && name === imported.local))
}

/** Refuses tests whose runner cannot await a connection on their own event loop. */
export function refuseOtherRunners(draft: Draft, index: number): void {
  const fact = draft.facts.functions[index]
  if (!fact || draft.stack.isBlocking) return
  const owner = draft.facts.classes[fact.class]
  const at = fact.nameSpan ?? fact.span
  if (owner && runnerOf(draft, fact) === 'unittest') return refuseOtherCases(draft, fact.class, owner)
  const marks = marksOf(draft, fact)
  if (marks.some((text) => /\bmark\.trio\b/.test(text))) refuse(draft, at, 'the test runs on trio: a real connection needs asyncio')
  if (marks.some((text) => /\bmark\.anyio\b/.test(text)) && !isAsyncioOnly(draft)) {
    refuse(draft, at, 'the test runs on every event loop that anyio knows: define a fixture anyio_backend that gives "asyncio" first')
  }
}

function refuseOtherCases(draft: Draft, index: number, owner: ClassFact): void {
  const at = owner.nameSpan ?? owner.span
  const known = basesOf(draft, index, new Set()).filter((base) => base.endsWith('TestCase'))
  const plain = owner.bases.some((base) => isPlainTestCase(draft, base.value))
  if (!plain && !known.some((base) => ASYNC_CASES.has(base.split('.').at(-1) ?? ''))) {
    refuse(draft, at, `it is not known whether ${known.join(', ')} can run a test as a coroutine: derive ${owner.name ?? 'the class'} from unittest.IsolatedAsyncioTestCase first`)
  }
  if (draft.facts.classes.some((each) => each !== owner && owner.name !== undefined && each.bases.some((base) => nameOf(base.value) === owner.name)) && plain) {
    refuse(draft, at, `other classes derive from ${owner.name ?? 'it'}, which would become an IsolatedAsyncioTestCase`)
  }
}

/** Everything that marks a test: on itself, on its class, in `pytestmark`. */
export function marksOf(draft: Draft, fact: FunctionFact): readonly string[] {
  const owner = draft.facts.classes[fact.class]
  const decorators = [...decoratorsOf(draft, fact), ...(owner?.decorators ?? []).map((at) => draft.facts.decorators[at]).filter((found) => found !== undefined)]
  const assigned = draft.facts.assignments.filter(({ scope, targets }) => (scope === 0 || scope === owner?.scope)
    && targets.some((target) => target.kind === 'chain' && target.root === 'pytestmark')).map(({ value }) => value).filter((value) => value !== undefined)
  return [...decorators, ...assigned].map((part) => written(draft, part))
}

/** Whether the project's `anyio_backend` names asyncio and not trio. */
function isAsyncioOnly(draft: Draft): boolean {
  const texts = [draft.text, ...draft.conftests()]
  const fixture = texts.map((text) => /def anyio_backend\b[\s\S]{0,300}/.exec(text)?.[0]).find((found) => found !== undefined)
  const body = fixture?.split(/\n(?=\S)/)[0] ?? ''
  return /["']asyncio["']/.test(body) && !/trio/.test(body)
}

/** Whether pytest-asyncio runs every coroutine as a test, without a mark. */
export function isAutoMode(draft: Draft): boolean {
  return configurations(draft.report.path, draft.read).some((text) => /asyncio[-_]mode\s*=\s*["']?auto\b/.test(text))
}

/** Whether only marked coroutines are tests: the project says so, or it says nothing, which means the same, and others in the file are marked. */
export function isStrictMode(draft: Draft): boolean {
  const texts = configurations(draft.report.path, draft.read).filter((text) => /asyncio[-_]mode\b/.test(text))
  return texts.some((text) => /asyncio[-_]mode\s*=\s*["']?strict\b/.test(text)) || (texts.length === 0 && /@pytest\.mark\.asyncio\b/.test(draft.text))
}

/** Whether the fixtures that pytest-asyncio runs would stand on another event loop than the test. */
export function isOnOtherLoop(draft: Draft, fact: FunctionFact): boolean {
  return marksOf(draft, fact).some((text) => /\bmark\.anyio\b/.test(text) || /\bmark\.asyncio\([^)]*scope/.test(text))
    || configurations(draft.report.path, draft.read).some((text) => /asyncio_default_test_loop_scope\s*=\s*["']?(?!function)\w/.test(text))
}
