import type { Overwriting } from '../catalogue/library.ts'
import { bindingsOf, pathOf } from '../model/bindings.ts'
import type { Call, Chain, Facts, Value } from '../model/facts.ts'
import type { Span } from '../text/span.ts'
import type { Found, Target } from './found.ts'
import { handMadeIn, type HandMade } from './hand-made.ts'
import { libraryIndexOf, type OverwritingEntry } from './library-index.ts'
import type { Resolver } from './resolve.ts'
import { textPathOf } from './text-paths.ts'

/**
 * Finds what test code writes over by hand, without a mock library: `globalThis.fetch = async () => …`, `sys.modules['redis'] = fake`,
 * `Object.defineProperty(window, 'matchMedia', { value: () => … })`. The forms are data of the catalogue. Only what the text makes by hand counts: a double
 * or a fake that is put there is a site of its own, and what was saved before, imported or is a plain value replaces nothing.
 */
export function collectOverwritings(facts: Facts, resolver: Resolver, found: Found[]): void {
  const { overwritings } = libraryIndexOf(facts.language)
  if (overwritings.length === 0) return
  const assigned = overwritings.filter(({ form }) => form.by !== 'call')
  const called = overwritings.filter(({ form }) => form.by === 'call')
  let handMade: HandMade | undefined
  const isHandMade = (value: Value, form: Overwriting): boolean => (handMade ??= handMadeIn(facts, resolver, found)).is(value, form.makers)
  const aliases = aliasesOf(facts, assigned)
  const added: Found[] = []
  const add = ({ library, form }: OverwritingEntry, target: Target, span: Span, anchor: Span): void => {
    added.push({
      kind: form.kind,
      library,
      name: form.name,
      api: { kind: form.kind },
      service: form.service,
      span,
      anchor,
      extent: span,
      call: undefined,
      chain: undefined,
      chainIndex: -1,
      decorator: -1,
      class: -1,
      target,
    })
  }

  for (const { targets, value, span, operator } of facts.assignments) {
    if (!value || operator.length > 3) continue
    for (const target of targets) {
      if (target.kind !== 'chain') continue
      const written = assigned.length > 0 ? writtenBy(target, assigned, aliases, facts, resolver) : undefined
      if (!written || !isHandMade(value, written.entry.form)) continue
      add(written.entry, written.target, { start: target.span.start, end: Math.max(span.end, value.span.end) }, target.span)
      break
    }
  }
  if (called.length > 0) {
    const roots = new Set(called.flatMap(({ form }) => (form.calls ?? []).map((call) => call.split('.')[0] ?? '')))
    for (const call of facts.calls) {
      const chain = facts.chains[call.chain]
      if (typeof chain?.root !== 'string' || !roots.has(chain.root)) continue
      const written = definedBy(call, chain, called, aliases, facts, resolver)
      if (!written || !written.values.some((value) => isHandMade(value, written.entry.form))) continue
      add(written.entry, written.target, call.span, call.callee)
    }
  }
  found.push(...added)
}

interface Written {
  readonly entry: OverwritingEntry
  readonly target: Target
}

/** Names that stand for one of the globals: `const root = globalThis as any`. */
function aliasesOf(facts: Facts, entries: readonly OverwritingEntry[]): ReadonlyMap<string, string> {
  const globals = new Set(entries.flatMap(({ form }) => (form.by === 'member' ? form.into : [])))
  const aliases = new Map<string, string>()
  if (globals.size === 0) return aliases
  for (const { targets: [target], value, scope } of facts.assignments) {
    if (!value || target?.kind !== 'chain' || typeof target.root !== 'string' || target.links.length > 0) continue
    const name = bareName(value)
    if (name !== undefined && globals.has(name) && bindingsOf(facts, name, scope).length === 0) aliases.set(target.root, name)
  }
  return aliases
}

/** The name that a value is, without casts and parentheses: `global` of `(global as any)`. */
function bareName(value: Value): string | undefined {
  if (value.kind === 'compound') return value.operands.length === 1 && value.operands[0] ? bareName(value.operands[0]) : undefined
  if (value.kind !== 'chain' || value.links.length > 0) return undefined
  return typeof value.root === 'string' ? value.root : bareName(value.root)
}

/** The form of which an assignment to a chain is one, and what it writes over. */
function writtenBy(
  chain: Chain, entries: readonly OverwritingEntry[], aliases: ReadonlyMap<string, string>, facts: Facts, resolver: Resolver,
): Written | undefined {
  const { links } = chain
  const last = links.at(-1)
  if (!last || last.kind === 'call') return undefined
  for (const entry of entries) {
    const { form } = entry
    if (form.by === 'member') {
      const path = globalPath(chain, form, aliases, facts)
      if (path) return { entry, target: { text: path.join('.'), path: path.slice(1).join('.'), module: false } }
    } else if (last.kind === 'index' && last.items.length === 1) {
      const target = keyTarget(chain, last.items[0], form, resolver)
      if (target) return { entry, target }
    } else if (last.kind === 'member' && wholeMember(last.name, form)) {
      const path = pathOf(chain)?.join('.')
      if (path !== undefined) return { entry, target: { text: path, path, module: false } }
    }
  }
  return undefined
}

/** `globalThis.navigator.clipboard` and `(window as any)['fetch']` as names; the first one as it is written. */
function globalPath(chain: Chain, form: Overwriting, aliases: ReadonlyMap<string, string>, facts: Facts): string[] | undefined {
  const root = typeof chain.root === 'string' ? chain.root : bareName(chain.root)
  if (root === undefined) return undefined
  if (!form.into.includes(root)) {
    if (!aliases.has(root)) return undefined
  } else if (bindingsOf(facts, root, chain.scope).length > 0) return undefined
  const path = [aliases.get(root) ?? root]
  for (const link of chain.links) {
    const [item] = link.kind === 'index' ? link.items : []
    if (link.kind === 'member') path.push(link.name)
    else if (item?.kind === 'string' && item.text !== undefined) path.push(item.text)
    else return undefined
  }
  return path
}

/** `sys.modules['redis']` and `app.dependency_overrides[get_db]`. */
function keyTarget(chain: Chain, key: Value | undefined, form: Overwriting, resolver: Resolver): Target | undefined {
  const owner = pathOf(chain)
  const before = chain.links.at(-2)
  const name = before ? (before.kind === 'member' ? before.name : undefined) : owner?.[0]
  if (name === undefined || !form.into.some((path) => path.slice(path.lastIndexOf('.') + 1) === name)) return undefined
  const resolved = resolver.denote(chain, chain.links.length - 1)
  const path = resolved.kind === 'real' ? [resolved.module, ...resolved.members].join('.') : owner?.join('.')
  if (!form.into.some((into) => (into.startsWith('*.') ? before?.kind === 'member' : into === path))) return undefined
  const shown = owner?.join('.') ?? name
  const keyText = key?.kind === 'string' ? key.text : key?.kind === 'chain' ? pathOf(key)?.join('.') : undefined
  if (keyText === undefined) return { text: shown, path: path ?? shown, module: false }
  return { text: `${shown}[${keyText}]`, path: textPathOf(key, resolver) ?? keyText, module: false }
}

function wholeMember(name: string, form: Overwriting): boolean {
  return form.into.some((into) => into.startsWith('*.') && into.slice(2) === name)
}

/** `Object.defineProperty(window, 'fetch', { value })` and `Object.assign(globalThis, { fetch })`: the object, the name and what is put there. */
function definedBy(
  call: Call, chain: Chain, entries: readonly OverwritingEntry[], aliases: ReadonlyMap<string, string>, facts: Facts, resolver: Resolver,
): (Written & { readonly values: readonly Value[] }) | undefined {
  const path = pathOf(chain)?.join('.')
  const entry = path === undefined ? undefined : entries.find(({ form }) => form.calls?.includes(path))
  const [object, second, third] = call.arguments
  if (!entry || !object || !second || bindingsOf(facts, String(chain.root), chain.scope).length > 0) return undefined
  const owner = ownerPath(object.value, entry.form, aliases, facts, resolver)
  if (!owner) return undefined
  if (second.value.kind === 'object') {
    const [first] = second.value.entries.filter((given) => given.key !== undefined)
    const values = second.value.entries.flatMap((given) => putBy(given.value, entry.form))
    return { entry, target: targetOn(owner, first?.key), values }
  }
  const name = second.value.kind === 'string' ? second.value.text : undefined
  return third && { entry, target: targetOn(owner, name), values: putBy(third.value, entry.form) }
}

/** The values among which a property descriptor puts one: `value`, `get` or `set`; anything else is put there as it is. */
function putBy(value: Value, form: Overwriting): readonly Value[] {
  if (!form.descriptors) return [value]
  return value.kind === 'object' ? value.entries.flatMap((entry) => (entry.key === 'value' || entry.key === 'get' ? entry.value : [])) : []
}

interface Owner {
  readonly text: string
  readonly path: string
}

/** The object that is written to, when it is a global or comes from an import: a local object is the test's own. */
function ownerPath(value: Value, form: Overwriting, aliases: ReadonlyMap<string, string>, facts: Facts, resolver: Resolver): Owner | undefined {
  const inner = value.kind === 'compound' && value.operands.length === 1 ? value.operands[0] : value
  if (inner?.kind !== 'chain') return undefined
  const root = typeof inner.root === 'string' ? inner.root : bareName(inner.root)
  if (root === undefined || inner.links.some((link) => link.kind !== 'member')) return undefined
  const members = inner.links.flatMap((link) => (link.kind === 'member' ? link.name : []))
  const text = [root, ...members].join('.')
  const alias = aliases.get(root)
  if (alias !== undefined) return { text: [alias, ...members].join('.'), path: members.join('.') }
  const unbound = bindingsOf(facts, root, inner.scope).length === 0
  if (unbound && form.into.includes(root)) return { text, path: members.join('.') }
  if (!form.into.includes('*') || form.except?.includes(root)) return undefined
  if (unbound) return { text, path: text }
  const denotation = resolver.denoteValue(inner)
  return denotation.kind === 'real' ? { text, path: [denotation.module, ...denotation.members].join('.') } : undefined
}

function targetOn({ text, path }: Owner, name: string | undefined): Target {
  if (name === undefined) return { text, path: path === '' ? text : path, module: false }
  return { text: `${text}.${name}`, path: path === '' ? name : `${path}.${name}`, module: false }
}
