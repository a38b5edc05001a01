import type { Facts } from '../model/facts.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Found, Ownership, Target } from './found.ts'
import { namesAround } from './test-names.ts'

/** By what a site is known again. */
export interface Identity {
  /** Patched path or module, or the name the double is bound to. */
  readonly target: string | undefined
  /** Names of all definitions around it; empty at the top of the file. */
  readonly scope: string
  readonly test: string | undefined
  readonly fingerprint: string
}

export const NO_IDENTITY: Identity = { target: undefined, scope: '', test: undefined, fingerprint: '' }

/** The identity of each site of a text; the targets run parallel to the sites. */
export function identitiesOf(facts: Facts, found: readonly Found[], { names }: Ownership, targets: readonly (Target | undefined)[]): Identity[] {
  const around = namesAround(facts, found.map((site) => site.span.start))
  const occurrences = new Map<string, number>()
  return found.map((site, index): Identity => {
    const target = targets[index]?.text ?? (site.class >= 0 ? site.name : names[index])
    const scope = around[index]?.scope ?? ''
    const key = `${scope}\n${site.kind}\n${site.name}\n${target ?? ''}`
    const occurrence = occurrences.get(key) ?? 0
    occurrences.set(key, occurrence + 1)
    return { target, scope, test: around[index]?.test, fingerprint: fingerprintOf([scope, site.kind, site.name, target ?? '', String(occurrence)]) }
  })
}
