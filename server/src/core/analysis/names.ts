import type { Found, Ownership } from './found.ts'

/** The names of a root, the own ones of a class among them; the member of an object literal that came first gives it no name. */
export function namesOf(root: number, site: Found, { names, literals, siblings }: Ownership, held: ReadonlySet<string> | undefined): string[] {
  const all = new Set(held)
  if (site.class >= 0) all.add(site.name)
  const path = names[root]
  if (path === undefined) return [...all]
  const member = path.slice(path.lastIndexOf('.') + 1)
  const whole = literals.has(root) && site.class < 0 && siblings.get(root)?.includes(member) ? path.slice(0, Math.max(0, path.lastIndexOf('.'))) : path
  if (whole !== '') all.add(whole)
  return [...all]
}

/** The bare names that hold each root. */
export function namesByRoot({ held, roots }: Ownership): Map<number, Set<string>> {
  const names = new Map<number, Set<string>>()
  for (const [{ kind, depth, name }, list] of held) {
    if (kind === 'made' || depth === 0 || (depth > 1 && kind !== 'global')) continue
    for (const { site } of list) {
      if (site < 0 || (roots[site] ?? site) !== site) continue
      const known = names.get(site)
      if (known) known.add(name)
      else names.set(site, new Set([name]))
    }
  }
  return names
}
