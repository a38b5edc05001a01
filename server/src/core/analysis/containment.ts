import type { Span } from '../text/span.ts'
import type { Found } from './found.ts'

/** Who belongs to whom. */
export interface Forest {
  /** The site each one belongs to directly, or -1. */
  readonly owners: Int32Array
  /** The outermost one; amortised constant time. */
  rootOf(site: number): number
  /** Makes a site belong to the object of another one, unless it belongs to one already. */
  own(site: number, owner: number): void
}

/** Begins with what the text itself contains. */
export function forestOf(found: readonly Found[]): Forest {
  const owners = new Int32Array(found.length).fill(-1)
  ownByContainment(found, owners)
  const parents = owners.slice()
  const rootOf = (site: number): number => {
    let root = site
    while ((parents[root] ?? -1) >= 0) root = parents[root] ?? -1
    for (let at = site; at !== root; ) {
      const next = parents[at] ?? root
      parents[at] = root
      at = next
    }
    return root
  }
  return {
    owners,
    rootOf,
    own(site, owner) {
      if (site === owner || (owners[site] ?? -1) >= 0) return
      const root = rootOf(owner)
      if (root === site) return
      owners[site] = root
      parents[site] = root
    },
  }
}

/** A test whether any site begins inside a span, by binary search. */
export function searchOf(found: readonly Found[]): (span: Span) => boolean {
  const starts = Int32Array.from(found, (site) => site.span.start)
  return (span) => {
    let low = 0
    let high = starts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) < span.start) low = middle + 1
      else high = middle
    }
    return low < starts.length && (starts[low] ?? 0) < span.end
  }
}

/** Two calls of one chain do not contain each other, and what a method of a fake class replaces is something else than the class stands for. */
function isPartOf(site: Found, outer: Found): boolean {
  if (outer.class >= 0 && site.class < 0 && site.kind !== 'double' && site.kind !== 'fake') return false
  return outer.chain !== site.chain || site.chain === undefined
}

/** Gives each site the innermost one whose construct it stands in. */
function ownByContainment(found: readonly Found[], owners: Int32Array): void {
  const open: number[] = []
  found.forEach((site, index) => {
    while (open.length > 0 && (found[open.at(-1) ?? 0]?.extent.end ?? 0) <= site.span.start) open.pop()
    for (let at = open.length - 1; at >= 0; at--) {
      const outer = found[open[at] ?? -1]
      if (!outer || (outer.holdsFrom ?? 0) > site.span.start || outer.extent.end <= site.span.start) continue
      if (isPartOf(site, outer)) owners[index] = open[at] ?? -1
      break
    }
    open.push(index)
  })
}
