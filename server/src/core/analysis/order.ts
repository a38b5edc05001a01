/** Sorts a list in place, unless it is in order already: what comes from facts nearly always is. */
export function inOrder<T>(list: T[], compare: (a: T, b: T) => number): T[] {
  for (let i = 1; i < list.length; i++) {
    const before = list[i - 1]
    const after = list[i]
    if (before !== undefined && after !== undefined && compare(before, after) > 0) return list.sort(compare)
  }
  return list
}
