import { pathOf } from '../model/bindings.ts'
import type { Call, Facts } from '../model/facts.ts'
import type { Evidence } from '../model/finding.ts'
import type { DeclaredType, Surroundings } from '../model/surroundings.ts'
import { realPathOf } from './denotation.ts'
import { matchWords } from './evidence.ts'
import type { EvidenceIndex } from './evidence-index.ts'
import type { Target } from './found.ts'
import type { Handing } from './handed.ts'
import type { Resolver } from './resolve.ts'
import { matchType } from './typed.ts'
import { THRESHOLD } from './weighing.ts'

/** Evidence of this weight decides without a look into the application's own code. */
const ENOUGH = 0.6
/** What a declaration weighs against the same type said of the double itself: the double may be handed over to be put to another use. */
const DECLARED = 0.8

export interface DeclaredInput {
  readonly facts: Facts
  readonly path: string
  readonly surroundings: Surroundings
  readonly resolver: Resolver
}

/** Adds to the evidence of one root; where it is handed to is found out only when that may matter. */
type AddDeclared = (target: Target | undefined, handings: () => readonly Handing[], evidence: Evidence[]) => void

/**
 * What the application's own code declares of the place that a double takes: the type or name of the parameter to which it is handed, and what the replaced name is
 * where it is used. Asked only for what the test itself leaves open, as other files are read for it.
 */
export function declaredEvidenceOf({ facts, path, surroundings, resolver }: DeclaredInput, index: EvidenceIndex): AddDeclared {
  const typed = (label: string, { module, name, own }: DeclaredType): Evidence | undefined => {
    const match = matchType({ label, name, denotation: { kind: 'real', module, members: name.split('.') }, sure: false }, index, () => own)
    return match && { ...match, weight: match.weight * DECLARED, text: module === '' ? `${label} ${name}` : match.text }
  }
  const taken = ({ call, at, parameter }: Handing): Evidence | undefined => {
    const callee = call && at !== undefined ? calleePath(call, facts, resolver) : undefined
    const found = callee !== undefined && at !== undefined ? surroundings.takenBy(path, callee, at) : undefined
    if (!found) return undefined
    const where = `${callee?.slice(callee.lastIndexOf('.') + 1) ?? ''} of ${found.path}`
    for (const type of found.types) {
      const evidence = typed(`is taken as ${found.parameter}:`, type)
      if (evidence) return { ...evidence, text: `${evidence.text}, by ${where}` }
    }
    const named = parameter === undefined ? matchWords(index, found.parameter) : undefined
    return named && { service: named.service, weight: THRESHOLD, text: `is taken as ${found.parameter}, by ${where}` }
  }
  return (target, handings, evidence) => {
    if (facts.language !== 'python' || evidence.some(({ weight }) => weight >= ENOUGH)) return
    if (target && !target.module && !target.onObject && !evidence.some(({ weight }) => weight >= THRESHOLD)) {
      const origin = surroundings.originOf(path, target.path)
      const found = origin && typed('replaces', origin)
      if (found) evidence.push(found)
    }
    for (const handing of handings()) {
      const found = taken(handing)
      if (!found) continue
      evidence.push(found)
      return
    }
  }
}

/** The dotted path of what is called: an imported function or class, or the method of an object of an imported class. */
function calleePath(call: Call, { chains }: Facts, resolver: Resolver): string | undefined {
  const chain = chains[call.chain]
  if (!chain || typeof chain.root !== 'string') return undefined
  const path = realPathOf(resolver.denote(chain, call.link))
  if (path) return path.members.length === 0 ? undefined : [path.module, ...path.members].join('.')
  const names = pathOf(chain)?.slice(0, call.link + 1) ?? []
  const of = names.length === 2 ? resolver.classOf(chain.root, chain.scope) : undefined
  return of === undefined ? undefined : `${of}.${names[1] ?? ''}`
}
