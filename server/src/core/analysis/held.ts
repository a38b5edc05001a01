import type { Chain } from '../model/facts.ts'
import type { Held } from './found.ts'
import type { Place, Places } from './places.ts'

/** The site that a place holds at an offset: the last one put there before it, or the first one put there at all (a hoisted or shared name). */
export function latest(list: readonly Held[] | undefined, offset: number): number | undefined {
  if (!list) return undefined
  return (list[after(list, offset) - 1] ?? list[0])?.site
}

/** Notes that a place holds a site from an offset on; lists stay in the order of their offsets. */
export function putHeld(held: Map<Place, Held[]>, place: Place, from: number, site: number): void {
  const list = held.get(place)
  if (!list) {
    held.set(place, [{ from, site }])
    return
  }
  const at = after(list, from)
  for (let i = at - 1; i >= 0 && list[i]?.from === from; i--) if (list[i]?.site === site) return
  if (at === list.length) list.push({ from, site })
  else list.splice(at, 0, { from, site })
}

/** The site that the place of a chain, or the nearest one around it, holds: `ws.handlers["x"] = Mock()` belongs to what `ws` holds. */
export function heldAround(chain: Chain, places: Places, held: ReadonlyMap<Place, readonly Held[]>): number | undefined {
  for (let place = places.placeOf(chain); place && place.depth > 0; place = place.outer) {
    const site = latest(held.get(place), chain.span.start)
    if (site !== undefined) return site
  }
  return undefined
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

/** Adds to the list of a key. */
export function append<T>(lists: Map<number, T[]>, key: number, item: T): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

/** The outermost name of a place: `ws` of `ws.send`. */
export function firstName(place: Place): string {
  let at = place
  while (at.outer && at.depth > 1) at = at.outer
  return at.name
}
