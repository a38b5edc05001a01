/** The nearest of some names within two changed, added, left out or swapped letters; undefined when none is so near, or the name itself is one. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let least = MOST + 1
  for (const candidate of names) {
    const distance = Math.abs(candidate.length - name.length) > MOST ? least : distanceOf(name, candidate)
    if (distance === 0) return undefined
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

const MOST = 2

/** Optimal string alignment distance (Damerau–Levenshtein without repeated edits). */
function distanceOf(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
