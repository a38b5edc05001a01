import type { Call, Chain, Facts, Value } from '../model/facts.ts'
import { pathOf } from '../model/bindings.ts'
import { constantText } from './constant-texts.ts'
import type { Found, Target } from './found.ts'
import type { Resolver } from './resolve.ts'
import { textPathOf } from './text-paths.ts'

/** Keywords under which the two leading arguments may be given. */
const TARGETS: readonly string[] = ['target', 'in_dict']
const MEMBERS: readonly string[] = ['attribute', 'name']

/** The target of a site that replaces something; undefined for doubles, fakes and clocks, and when the arguments do not tell. */
export function targetOf({ api, call, target }: Found, resolver: Resolver, facts: Facts, source: string): Target | undefined {
  if (target) return target
  const { replaces } = api
  if (!replaces || !call) return undefined
  const first = argumentAt(call, 0, TARGETS)
  if (!first) return undefined
  if (replaces === 'modules') return modulesTarget(call)
  const specifier = replaces === 'module' ? specifierOf(first) : undefined
  if (specifier !== undefined) return { text: specifier, path: specifier, module: true }
  if (replaces === 'dictionary') return dictionaryTarget(call, first, resolver)
  if (first.kind === 'object') return modulesTarget(call)
  if (first.kind === 'string' && first.text !== undefined) return { text: first.text, path: first.text, module: false }
  const put = replaces === 'path' || replaces === 'member' ? constantText(first, facts, source) : undefined
  if (put !== undefined && (replaces === 'path' || put.includes('.'))) return { text: put, path: put, module: false }
  const owner = shownPath(first)
  if (owner === undefined) return undefined
  const path = resolvedPath(first, resolver) ?? owner
  const member = replaces === 'member' || replaces === 'module' ? argumentAt(call, 1, MEMBERS) : undefined
  const name = member?.kind === 'string' ? member.text : undefined
  if (name === undefined) return { text: owner, path, module: false }
  return { text: `${owner}.${name}`, path: `${path}.${name}`, module: false, onObject: isVariable(first, resolver) }
}

/** Whether a chain begins with a variable or parameter, not with something imported. */
function isVariable(value: Value, resolver: Resolver): boolean {
  return value.kind === 'chain' && typeof value.root === 'string' && resolver.denoteName(value.root, value.scope).kind === 'none'
}

/** With the import, or the class of a constructed object, in place of the first name. */
function resolvedPath(value: Value, resolver: Resolver): string | undefined {
  if (value.kind !== 'chain' || typeof value.root !== 'string' || value.root === 'type') return undefined
  const of = resolver.classOf(value.root, value.scope)
  return of === undefined ? textPathOf(value, resolver) : [of, ...(pathOf(value) ?? []).slice(1)].join('.')
}

function argumentAt(call: Call, position: number, keywords: readonly string[]): Value | undefined {
  const argument = call.arguments[position]
  if (argument && argument.name === undefined && argument.spread === undefined) return argument.value
  return call.arguments.find(({ name }) => name !== undefined && keywords.includes(name))?.value
}

function shownPath(value: Value): string | undefined {
  if (value.kind === 'compound' && value.operands.length === 1) return value.operands[0] ? shownPath(value.operands[0]) : undefined
  if (value.kind !== 'chain') return undefined
  const [call, ...rest] = value.links
  const typed = value.root === 'type' && call?.kind === 'call' ? call.call.arguments[0]?.value : undefined
  if (typed === undefined && typeof value.root !== 'string') return behindCast(value.root, value.links)
  if (typed === undefined) return pathOf(value)?.join('.')
  const inner = shownPath(typed)
  return inner && [inner, ...rest.flatMap((link) => (link.kind === 'member' ? link.name : []))].join('.')
}

/** `provider.client` of `(provider as any).client`. */
function behindCast(root: Value, links: Chain['links']): string | undefined {
  const inner = root.kind === 'compound' && links.length > 0 && links.every(({ kind }) => kind === 'member') ? shownPath(root) : undefined
  return inner === undefined ? undefined : [inner, ...links.flatMap((link) => (link.kind === 'member' ? link.name : []))].join('.')
}

/** `'ws'`, or the `'ws'` of `import('ws')`. */
function specifierOf(value: Value): string | undefined {
  if (value.kind === 'string') return value.text
  if (value.kind === 'compound' && value.operands.length === 1) return value.operands[0] ? specifierOf(value.operands[0]) : undefined
  const link = value.kind === 'chain' && value.root === 'import' ? value.links[0] : undefined
  const argument = link?.kind === 'call' ? link.call.arguments[0]?.value : undefined
  return argument?.kind === 'string' ? argument.text : undefined
}

/** `proxyquire('../chat', { redis: fake })` replaces what the keys name. */
function modulesTarget(call: Call): Target | undefined {
  for (const { value } of call.arguments) {
    const keys = value.kind === 'object' ? value.entries.flatMap((entry) => entry.key ?? []) : []
    const [first] = keys
    if (first !== undefined) return { text: keys.join(', '), path: first, module: true }
  }
  const module = call.arguments[0]?.value
  return module?.kind === 'string' && module.text !== undefined ? { text: module.text, path: module.text, module: true } : undefined
}

/** `sys.modules` with its keys names modules; any other mapping names itself. */
function dictionaryTarget(call: Call, first: Value, resolver: Resolver): Target | undefined {
  const text = first.kind === 'string' ? first.text : shownPath(first)
  const path = textPathOf(first, resolver) ?? text
  if (text === undefined || path === undefined) return undefined
  const second = call.arguments[1]?.value
  const keys = second?.kind === 'string' ? [second.text] : second?.kind === 'object' ? second.entries.map((entry) => entry.key) : []
  const key = keys.find((candidate) => candidate !== undefined)
  if (key === undefined) return { text, path, module: false }
  return { text: `${text}[${key}]`, path: path === 'sys.modules' ? key : `${path}.${key}`, module: false }
}
