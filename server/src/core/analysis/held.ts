import type { Held } from './found.ts'

/** The site that a place holds at an offset: the last one put there before it, or the first one put there at all (a hoisted or shared name). */
export function latest(list: readonly Held[] | undefined, offset: number): number | undefined {
  if (!list) return undefined
  return (list[after(list, offset) - 1] ?? list[0])?.site
}

/** Notes that a place holds a site from an offset on; lists stay in the order of their offsets. */
export function putHeld(held: Map<string, Held[]>, key: string, from: number, site: number): void {
  const list = held.get(key)
  if (!list) {
    held.set(key, [{ from, site }])
    return
  }
  const at = after(list, from)
  for (let i = at - 1; i >= 0 && list[i]?.from === from; i--) if (list[i]?.site === site) return
  if (at === list.length) list.push({ from, site })
  else list.splice(at, 0, { from, site })
}

/** Index of the first entry behind an offset. */
function after(list: readonly Held[], offset: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle]?.from ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** `ws` of the key `s3.ws.send`. */
export function firstName(key: string): string {
  const start = key.indexOf('.') + 1
  const end = key.indexOf('.', start)
  return end < 0 ? key.slice(start) : key.slice(start, end)
}
