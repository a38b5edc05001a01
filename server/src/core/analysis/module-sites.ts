import type { Api, Library } from '../catalogue/library.ts'
import { pathOf } from '../model/bindings.ts'
import type { Facts, Value } from '../model/facts.ts'
import { contains, type Span } from '../text/span.ts'
import type { Found } from './found.ts'
import { handMadeIn } from './hand-made.ts'
import { libraryIndexOf } from './library-index.ts'
import type { Resolver } from './resolve.ts'

/** Adds what whole modules do: those that replace something when they are imported or listed, and manual mocks in a folder `__mocks__`. */
export function collectModules(facts: Facts, resolver: Resolver, path: string, found: Found[]): void {
  if (facts.language !== 'ecmascript') return
  collectEffects(facts, found)
  collectMentions(facts, resolver, found)
  const mocked = MANUAL_MOCK.exec(path)?.[1]
  if (mocked !== undefined) collectManualMock(facts, resolver, mocked, found)
}

function siteAt(span: Span, anchor: Span, kind: Found['kind'], library: Library, name: string, api: Api): Found {
  const nowhere = { call: undefined, chain: undefined, chainIndex: -1, decorator: -1, class: -1 }
  return { kind, library, name, api, service: api.service, span, anchor, extent: span, ...nowhere }
}

/** Modules whose import alone puts a substitute in place of the real thing: `import 'fake-indexeddb/auto'`. */
function collectEffects(facts: Facts, found: Found[]): void {
  const { effects } = libraryIndexOf(facts.language)
  if (effects.size === 0) return
  for (const { module, typeOnly, statement, span } of facts.imports) {
    const entry = typeOnly ? undefined : effects.get(module)
    if (entry?.api.kind) found.push(siteAt(facts.statements[statement]?.span ?? span, span, entry.api.kind, entry.library, module, entry.api))
  }
}

/** Modules of doubles that are only named: `imports: [HttpClientTestingModule]`. */
function collectMentions(facts: Facts, resolver: Resolver, found: Found[]): void {
  const { byModule, mentions } = libraryIndexOf(facts.language)
  if (!mentions) return
  const names = new Set<string>()
  for (const { module, imported, local } of facts.imports) {
    if (local === undefined || imported === undefined) continue
    if (byModule.get(module)?.some(({ exports }) => Object.hasOwn(exports, imported) && exports[imported]?.mention)) names.add(local)
  }
  if (names.size === 0) return
  const bound = facts.assignments.flatMap(({ targets }) => targets.flatMap((target) => (target.kind === 'object' ? target.span : [])))
  facts.chains.forEach((chain, chainIndex) => {
    if (chain.links.length > 0 || typeof chain.root !== 'string' || !names.has(chain.root) || bound.some((span) => contains(span, chain.span))) return
    const denotation = resolver.denote(chain)
    if (denotation.kind !== 'api' || !denotation.api.mention || !denotation.api.kind) return
    const { library, name, api } = denotation
    found.push({ ...siteAt(chain.span, chain.span, denotation.api.kind, library, name, api), chain, chainIndex })
  })
}

/** The module that a file of such a folder replaces. Source: jestjs.io, Manual Mocks; vitest.dev, Mocking Modules. */
const MANUAL_MOCK = /(?:^|\/)__mocks__\/(.+?)(?:\.(?:mock|test))?\.[cm]?[jt]sx?$/

const manualMock: Api = { kind: 'patch' }

/** A manual mock is one patch of its module, at its first export, when what it exports is made by hand or a double; data and handlers are none. */
function collectManualMock(facts: Facts, resolver: Resolver, mocked: string, found: Found[]): void {
  const library = libraryIndexOf(facts.language).libraries.find((candidate) => candidate.manualMocks)
  const first = library && firstExport(facts)
  if (!first) return
  const handMade = handMadeIn(facts, resolver, [])
  const doubles = found.some(({ kind }) => kind === 'double' || kind === 'fake' || kind === 'spy' || kind === 'patch')
  if (!doubles && !handsOn(facts, resolver) && !exportedValues(facts).some((value) => handMade.is(value))) return
  const site = siteAt(first.span, first.anchor, 'patch', library, '__mocks__', manualMock)
  found.push({ ...site, extent: first.anchor, target: { text: mocked, path: mocked, module: true } })
}

/** Whether a file exports what a mock library gives: `export { default } from 'jest-mock-axios'`, `module.exports = require('ioredis-mock')`. */
function handsOn(facts: Facts, resolver: Resolver): boolean {
  const { byModule } = libraryIndexOf(facts.language)
  if (facts.imports.some(({ form, module }) => form === 'reexport' && byModule.get(module)?.some((library) => !library.partial))) return true
  const given = [
    ...facts.assignments.flatMap(({ targets: [target], value }) => (value && target && isExport(target) ? value : [])),
    ...facts.statements.flatMap(({ kind, value }) => (kind === 'export' && value ? value : [])),
  ]
  return given.some((value) => {
    const denotation = resolver.denoteValue(value)
    return (denotation.kind === 'api' || denotation.kind === 'namespace') && !denotation.library.partial
  })
}

/** The first statement that exports something, and its keyword or target. */
function firstExport(facts: Facts): { readonly span: Span; readonly anchor: Span } | undefined {
  const statement = facts.statements.find(({ kind, parent }) => kind === 'export' && parent === -1)
  const assignment = facts.assignments.find(({ targets: [target] }) => target !== undefined && isExport(target))
  const target = assignment?.targets[0]
  if (target && assignment && !(statement && statement.span.start < target.span.start)) return { span: assignment.span, anchor: target.span }
  return statement && { span: statement.span, anchor: { start: statement.span.start, end: statement.span.start + 'export'.length } }
}

function isExport(target: Value): boolean {
  const path = target.kind === 'chain' ? pathOf(target) : undefined
  return path !== undefined && (path[0] === 'exports' || (path[0] === 'module' && path[1] === 'exports'))
}

/** What a file defines at its top, and what it assigns to its exports. */
function exportedValues(facts: Facts): Value[] {
  const values: Value[] = []
  const atTop = new Set(facts.scopes.flatMap(({ parent }, index) => (parent === -1 ? [index] : [])))
  for (const { targets: [target], value, scope } of facts.assignments) {
    if (value && target && (isExport(target) || (atTop.has(scope) && target.kind === 'chain' && target.links.length === 0))) values.push(value)
  }
  for (const { kind, value } of facts.statements) if (kind === 'export' && value) values.push(value)
  facts.functions.forEach(({ parent, name, span }, index) => {
    if (atTop.has(parent) && name !== undefined) values.push({ kind: 'function', span, function: index })
  })
  facts.classes.forEach(({ parent, name, span }, index) => {
    if (atTop.has(parent) && name !== undefined) values.push({ kind: 'class', span, class: index })
  })
  return values
}
