import type { Chain, Facts, Value } from '../model/facts.ts'
import type { Reference } from '../model/finding.ts'
import type { OutsideName } from '../model/surroundings.ts'
import { libraryIndexOf } from './library-index.ts'
import { inOrder } from './order.ts'
import { noteSurroundings, roleOf, type Use } from './references.ts'
import type { Resolver } from './resolve.ts'
import { startersOf } from './starters.ts'

/** The uses of doubles that other files make: their imports, the calls that fetch them, and all that is done with what those give. `own` are the uses of sites of this file. */
export function outsideReferences(facts: Facts, resolver: Resolver, own: ReadonlyMap<Value, Use> | undefined): Reference[] {
  const { outside } = resolver
  if (!outside) return []
  const starters = startersOf(facts, outside)
  if (!outside.holdsDoubles()) return []
  const references: Reference[] = []
  for (const { module, imported, span } of facts.imports) {
    const denotation = imported === undefined ? undefined : outside.exportOf(module, imported)
    const of = denotation?.kind === 'real' ? madeAt(denotation.outside) : undefined
    if (of) references.push({ role: 'import', span, site: -1, outside: of })
  }
  const uses = new Map<Value, Use>()
  const homes = new Map<Use, Reference['outside']>()
  for (const chain of facts.chains) {
    if (typeof chain.root !== 'string' || !starters.has(chain.root) || own?.has(chain)) continue
    const reached = reachedBy(chain, resolver)
    if (!reached) continue
    const use: Use = { chain, site: -1, rest: reached.rest, passed: [], written: false, verified: false, keyword: undefined }
    uses.set(chain, use)
    homes.set(use, reached.of)
  }
  const names = libraryIndexOf(facts.language)
  noteSurroundings(facts, uses, names.verification)
  for (const use of uses.values()) {
    const role = roleOf(use, names)
    const of = homes.get(use)
    if (role && of) references.push({ role, span: use.chain.span, site: -1, outside: of })
  }
  return inOrder(references, (a, b) => a.span.start - b.span.start)
}

/** The double of another file that a chain leads to, and its first link behind it. */
function reachedBy(chain: Chain, resolver: Resolver): { readonly rest: number; readonly of: Reference['outside'] } | undefined {
  let reached: { rest: number; of: Reference['outside'] } | undefined
  for (let end = 0; end <= chain.links.length; end++) {
    const denotation = resolver.denote(chain, end)
    const name = denotation.kind === 'real' || denotation.kind === 'none' ? denotation.outside : undefined
    const of = madeAt(name)
    if (of) reached = { rest: end, of }
    if (of && name?.kind === 'double') return reached
    if (reached && !of) return reached
  }
  return reached
}

function madeAt(name: OutsideName | undefined): Reference['outside'] {
  return name?.fingerprint === undefined ? undefined : { path: name.path, fingerprint: name.fingerprint }
}
