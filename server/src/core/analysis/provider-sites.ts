import type { Facts, ObjectLiteral, Value } from '../model/facts.ts'
import { bindingsOf, pathOf } from '../model/bindings.ts'
import type { Span } from '../text/span.ts'
import { searchOf } from './containment.ts'
import type { Found } from './found.ts'
import { handMadeIn, type HandMade } from './hand-made.ts'
import { libraryIndexOf } from './library-index.ts'
import type { Denotation } from './denotation.ts'
import type { Resolver } from './resolve.ts'
import { textPathOf } from './text-paths.ts'

/** The keys of a provider that put something in place of what it provides, in the order of dependency injection in NestJS and Angular. */
const PUT_BY: readonly string[] = ['useValue', 'useClass', 'useFactory']
/** How deep providers may stand in lists and modules. */
const MAX_DEPTH = 8

/**
 * Adds the providers that put something made by hand in place of a real dependency in a testing module: `{ provide: Mailer, useValue: { send() {} } }`.
 * Doubles put there count themselves, and nothing is added. A provider of plain data under a name, of an imported class or of a real object replaces nothing.
 */
export function collectProviders(facts: Facts, resolver: Resolver, found: Found[]): void {
  const { providing, providingLibraries, byModule } = libraryIndexOf(facts.language)
  if (!facts.imports.some(({ module }) => byModule.get(module)?.some((library) => providingLibraries.has(library)))) return
  let handMade: HandMade | undefined
  let holdsDouble: ((span: Span) => boolean) | undefined
  const known = new Set<number>()
  const added: Found[] = []

  const visit = (value: Value, of: Extract<Denotation, { kind: 'api' }>, depth: number): void => {
    if (depth > MAX_DEPTH) return
    if (value.kind === 'list') for (const item of value.items) visit(item, of, depth + 1)
    else if (value.kind === 'compound') for (const operand of value.operands) visit(operand, of, depth + 1)
    else if (value.kind === 'object') {
      if (value.entries.some(({ key }) => key === 'provide')) provide(value, of)
      else for (const entry of value.entries) visit(entry.value, of, depth + 1)
    } else if (value.kind === 'chain' && value.links.length === 0) {
      for (const binding of bindingsOf(facts, String(value.root), value.scope).slice(0, MAX_DEPTH)) {
        const held = binding.kind === 'assignment' ? facts.assignments[binding.index]?.value : undefined
        if (held) visit(held, of, depth + 1)
      }
    }
  }

  const provide = (provider: ObjectLiteral, { library, name }: Extract<Denotation, { kind: 'api' }>): void => {
    const token = provider.entries.find(({ key }) => key === 'provide')
    const put = provider.entries.find(({ key }) => key !== undefined && PUT_BY.includes(key))
    if (!token || !put || known.has(provider.span.start)) return
    known.add(provider.span.start)
    handMade ??= handMadeIn(facts, resolver, found)
    holdsDouble ??= searchOf([...found].sort((a, b) => a.span.start - b.span.start))
    const made = put.key === 'useFactory' ? handMade.givenBy(put.value) : handMade.is(put.value) || (isClassName(token.value) && isLiteral(put.value, 0) && !holdsDouble(put.value.span))
    if (!made) return
    const shown = tokenText(token.value)
    added.push({
      kind: 'patch',
      library,
      name: `${name} provider`,
      api: { kind: 'patch' },
      service: undefined,
      span: provider.span,
      anchor: { start: token.span.start, end: token.value.span.end },
      extent: provider.span,
      call: undefined,
      chain: undefined,
      chainIndex: -1,
      decorator: -1,
      class: -1,
      ...(shown === undefined ? {} : { target: { text: shown, path: textPathOf(token.value, resolver) ?? shown, module: false } }),
    })
  }

  for (const call of facts.calls) {
    const chain = facts.chains[call.chain]
    const before = chain?.links[call.link - 1]
    const name = before ? (before.kind === 'member' ? before.name : undefined) : chain?.root
    if (!chain || typeof name !== 'string' || !providing.has(name)) continue
    const denotation = resolver.denote(chain, call.link)
    if (denotation.kind === 'api' && denotation.api.providers) for (const argument of call.arguments) visit(argument.value, denotation, 0)
  }
  found.push(...added)
}

/** Whether a token is a class by its name: any object literal in its place is made by hand, even an empty one. */
function isClassName(token: Value): boolean {
  return token.kind === 'chain' && token.links.length === 0 && typeof token.root === 'string' && /^[A-Z]+[a-z]/.test(token.root)
}

/** Whether a value is an object literal, perhaps behind a cast. */
function isLiteral(value: Value, depth: number): boolean {
  if (value.kind === 'compound') return depth < MAX_DEPTH && value.operands.length === 1 && value.operands.some((operand) => isLiteral(operand, depth + 1))
  return value.kind === 'object'
}

/** `Mailer`, `'CONFIG'`, and `User` of `getRepositoryToken(User)` with its call. */
function tokenText(value: Value): string | undefined {
  if (value.kind === 'string') return value.text
  if (value.kind !== 'chain') return undefined
  const last = value.links.at(-1)
  const argument = last?.kind === 'call' ? last.call.arguments[0]?.value : undefined
  const path = pathOf(value)?.join('.')
  const inner = argument?.kind === 'chain' ? pathOf(argument)?.join('.') : undefined
  return inner === undefined ? path : `${path}(${inner})`
}
