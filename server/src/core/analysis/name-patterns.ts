/** A function that tells whether a dotted name is one of those that the settings list (`*` for any characters); undefined for an empty list. */
export function namePatterns(list: readonly string[]): ((name: string) => boolean) | undefined {
  if (list.length === 0) return undefined
  const patterns = list.map((name) => new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`))
  return (name) => patterns.some((pattern) => pattern.test(name))
}
