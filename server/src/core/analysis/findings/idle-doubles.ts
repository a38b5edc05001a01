import { bindingsOf } from '../../model/bindings.ts'
import type { Assignment, Chain, Facts, Value } from '../../model/facts.ts'
import type { Finding } from '../../model/finding.ts'
import type { Span } from '../../text/span.ts'
import type { Found } from '../found.ts'
import { libraryIndexOf } from '../library-index.ts'
import { finding, isPlainDouble, lastMember, occurrencesOf, unparenthesised, unwrapped, type Judged } from './judged.ts'

/**
 * Doubles that nothing but the test's own set-up and checks ever sees: `unused-double` when the name they are put in does not occur again (or they are put
 * nowhere), `dead-double` when they are configured or verified but handed to nothing. Only names of functions (and, in ECMAScript, of modules that do not
 * export them) count: an attribute may belong to a real object, and a name of a Python module may be imported.
 */
export function idleDoubles(judged: Judged): Finding[] {
  const { facts, ownership: { found, roots }, uses } = judged
  const candidates = new Set<number>()
  found.forEach((site, index) => {
    if (roots[index] === index && site.chain && isPlainDouble(site)) candidates.add(index)
  })
  if (candidates.size === 0) return []
  const findings: Finding[] = []
  for (const { kind, value } of facts.statements) {
    const site = kind === 'expression' && value && unparenthesised(value, judged.text).kind === 'chain' ? siteOf(value, judged, candidates) : -1
    const own = found[site]
    if (!own || !isOnlyConfigured(own, facts)) continue
    findings.push(finding('unused-double', own.anchor, site, 'This double is put nowhere, so it has no effect: hand it to the code under test, or remove it.'))
  }
  let others: Others | undefined
  for (const assignment of facts.assignments) {
    const site = assignment.value ? siteOf(assignment.value, judged, candidates) : -1
    const own = found[site]
    if (!own || !isOnlyConfigured(own, facts)) continue
    const name = ownName(assignment, judged)
    if (name === undefined) continue
    const { start } = assignment.span
    const span = facts.scopes[bindingsOf(facts, name, assignment.scope)[0]?.scope ?? 0]?.span ?? { start, end: start }
    const count = occurrencesOf(name, judged.text, span, MOST_USES, facts)
    if (count === 1) {
      findings.push(finding('unused-double', own.anchor, site, `${name} is never used: hand it to the code under test, or remove it.`))
      continue
    }
    if (count >= MOST_USES) continue
    others ??= othersOf(facts)
    const chains = within(others.byRoot.get(name) ?? [], span)
    if (chains.length !== count) continue
    const role = rolesOf(chains, assignment, judged, uses.chains, others)
    if (role === undefined) continue
    const message = `${name} is ${role} but never handed to anything that could call it: hand it to the code under test, or remove it.`
    findings.push(finding('dead-double', own.anchor, site, message))
  }
  return findings
}

/** A double with more uses than this is surely handed to something. */
const MOST_USES = 40

/** The candidate that a value is; of an object literal with doubles, the first one. */
function siteOf(value: Value, { uses, ownership }: Judged, candidates: ReadonlySet<number>): number {
  const inner = unwrapped(value)
  if (inner.kind === 'chain') {
    const use = uses.chains.get(inner)
    return use?.rest === -1 && candidates.has(use.site) ? use.site : -1
  }
  if (inner.kind !== 'object') return -1
  for (const entry of inner.entries) {
    const use = uses.chains.get(unwrapped(entry.value))
    if (use?.rest === -1 && candidates.has(use.site) && ownership.literals.has(use.site)) return use.site
  }
  return -1
}

/** Whether what is chained on the creating call only sets the double up: what `vi.fn().mockReturnValue(1)` gives is still the double. */
function isOnlyConfigured({ chain, call }: Found, { language }: Facts): boolean {
  if (!chain || !call) return false
  const { configuration } = libraryIndexOf(language)
  const configures = (name: string): boolean => language === 'ecmascript' && configuration.has(name)
  return chain.links.slice(call.link + 1).every((link) => link.kind === 'call' || (link.kind === 'member' && configures(link.name)))
}

/** The name that alone holds the value of an assignment, when nobody outside of the file or function can see it. */
function ownName(assignment: Assignment, judged: Judged): string | undefined {
  const { facts, text } = judged
  const { targets: [target], scope, statement, declaration, annotation } = assignment
  if (assignment.targets.length !== 1 || declaration === 'field' || annotation?.kind === 'string') return undefined
  if (target?.kind !== 'chain' || target.links.length > 0 || typeof target.root !== 'string') return undefined
  const name = target.root
  const bindings = bindingsOf(facts, name, scope)
  const home = facts.scopes[bindings[0]?.scope ?? -1]
  if (bindings.length !== 1 || bindings[0]?.kind !== 'assignment' || !home || home.kind === 'class' || name.startsWith('_')) return undefined
  if (home.kind === 'module' && facts.language === 'python') return undefined
  const own = facts.statements[statement]
  if (own?.kind !== 'assignment' || facts.statements[own.parent]?.kind === 'export') return undefined
  // An assignment inside of an expression hands its value on: `x.path = (file := Mock())`.
  if (declaration === undefined && own.span.start !== assignment.span.start) return undefined
  return readsNames(judged) && READS_NAMES.test(text.slice(home.span.start, home.span.end)) ? undefined : name
}

/** Python that may read a name which is written nowhere. */
export const READS_NAMES = /\b(?:locals|vars|eval|exec)\(/

const readingNames = new WeakMap<Facts, boolean>()

/** Whether any part of the text may; looked for once. */
function readsNames({ facts, text }: Judged): boolean {
  const known = readingNames.get(facts)
  if (known !== undefined) return known
  const reads = READS_NAMES.test(text)
  readingNames.set(facts, reads)
  return reads
}

/** What the chains of a file stand in, as far as it tells whether they hand something on. */
interface Others {
  readonly targets: ReadonlyMap<Value, Value | undefined>
  /** Chains that are whole statements. */
  readonly alone: ReadonlySet<Value>
  /** Chains by the name they begin with, in source order. */
  readonly byRoot: ReadonlyMap<string, readonly Chain[]>
}

function othersOf(facts: Facts): Others {
  const targets = new Map<Value, Value | undefined>()
  for (const { targets: all, value } of facts.assignments) for (const target of all) targets.set(target, value)
  const alone = new Set<Value>()
  for (const { kind, value } of facts.statements) if (kind === 'expression' && value) alone.add(unwrapped(value))
  const byRoot = new Map<string, Chain[]>()
  for (const chain of facts.chains) {
    if (typeof chain.root !== 'string') continue
    const same = byRoot.get(chain.root)
    if (same) same.push(chain)
    else byRoot.set(chain.root, [chain])
  }
  return { targets, alone, byRoot }
}

/** The part of an ordered list that lies in a span. */
function within(chains: readonly Chain[], { start, end }: Span): readonly Chain[] {
  let low = 0
  let high = chains.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((chains[middle]?.span.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  let last = low
  while ((chains[last]?.span.start ?? end) < end) last++
  return chains.slice(low, last)
}

/** `configured`, `verified` or both; undefined as soon as one use hands the double on, or may. */
function rolesOf(
  chains: readonly Chain[], assignment: Assignment, judged: Judged, uses: Judged['uses']['chains'], { targets, alone }: Others,
): string | undefined {
  const { configuration, verification } = libraryIndexOf(judged.facts.language)
  let configured = false
  let verified = false
  let attached = false
  for (const chain of chains) {
    if (assignment.targets[0] === chain) continue
    const use = uses.get(chain)
    if (chain.links.some((link) => link.kind === 'member' && link.name === 'attach_mock')) return undefined
    if (targets.has(chain)) {
      const value = targets.get(chain)
      if (chain.links.length === 0) return undefined
      configured = true
      attached ||= value?.kind === 'chain' && uses.get(value)?.rest !== -1 && lastMember(chain)?.name !== 'side_effect'
    } else if (use?.verified === true || isBehindNames(chain, verification)) {
      verified = true
    } else if (alone.has(chain) && isBehindNames(chain, configuration)) {
      configured = true
    } else return undefined
  }
  if (attached && verified) return undefined
  return verified ? (configured ? 'configured and verified' : 'verified') : configured ? 'configured' : undefined
}

function isBehindNames({ links }: Chain, names: ReadonlySet<string>): boolean {
  for (const link of links) {
    if (link.kind === 'member' && names.has(link.name)) return true
    if (link.kind === 'call') return false
  }
  return false
}
