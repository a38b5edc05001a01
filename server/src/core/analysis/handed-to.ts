import { pathOf } from '../model/bindings.ts'
import type { Chain, Value } from '../model/facts.ts'
import type { FileReport } from '../model/report.ts'
import { libraryIndexOf } from './library-index.ts'
import { placesOf } from './places.ts'
import { resolverOf, type Resolver } from './resolve.ts'

/**
 * Names of the functions that a site (its index) is handed to as an argument, each once, in source order: `ConnectionManager.connect` for `manager.connect(ws)`
 * where `manager = ConnectionManager()`. Computed when somebody asks; calls of mock libraries and of assertions are left out.
 */
export function handedTo({ facts, sites, references }: FileReport, site: number): string[] {
  const own = sites[site]
  if (!own) return []
  const spans = new Set(references.flatMap((reference) => (reference.site === site && reference.role === 'use' ? [keyOf(reference.span)] : [])))
  spans.add(keyOf(own.span))
  const { verification, configuration } = libraryIndexOf(facts.language)
  const names = new Set<string>()
  let resolver: Resolver | undefined
  for (const call of facts.calls) {
    if (!call.arguments.some(({ value }) => spans.has(keyOf(innerOf(value).span)))) continue
    const callee = facts.chains[call.chain]
    if (!callee) continue
    resolver ??= resolverOf(facts, placesOf(facts))
    const denotation = resolver.denote(callee, call.link)
    const path = nameOf(callee, call.link, resolver)
    const last = path?.at(-1)
    if (!path || last === undefined || denotation.kind === 'api' || denotation.kind === 'namespace') continue
    if (verification.has(last) || configuration.has(last) || callee.root === 'expect' || last.startsWith('assert')) continue
    names.add(path.join('.'))
  }
  return [...names]
}

/** The names of a callee up to the call, with the class of a constructed object in place of its name. */
function nameOf(callee: Chain, end: number, resolver: Resolver): readonly string[] | undefined {
  if (typeof callee.root !== 'string') return undefined
  const members: string[] = []
  for (let i = 0; i < end; i++) {
    const link = callee.links[i]
    if (link?.kind !== 'member') return lastOf(callee, end)
    members.push(link.name)
  }
  const of = members.length > 0 ? resolver.classOf(callee.root, callee.scope)?.split(/[./]/).at(-1) : undefined
  return [of ?? callee.root, ...members]
}

/** Behind a call or an index, the last name alone tells what is called. */
function lastOf(callee: Chain, end: number): readonly string[] | undefined {
  const link = callee.links[end - 1]
  return link?.kind === 'member' ? [link.name] : pathOf(callee)
}

function innerOf(value: Value): Value {
  let inner = value
  while (inner.kind === 'compound' && inner.operands.length === 1 && inner.operands[0]) inner = inner.operands[0]
  return inner
}

function keyOf({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${start}-${end}`
}
