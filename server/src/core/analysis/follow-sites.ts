import type { Site } from '../model/finding.ts'
import type { TextEdit } from '../text/edits.ts'

/**
 * For each site of a text after some edits, the index of the site that it was before, or -1: by its place, and where the edits have rewritten that, by what it
 * is. Of several that are alike there, those in `going` are taken for gone. Occurrences, and with them fingerprints, may change by the edits.
 */
export function followSites(before: readonly Site[], edits: readonly TextEdit[], after: readonly Site[], going: ReadonlySet<number>): number[] {
  const moved = movedStarts(before, edits)
  const byPlace = new Map<string, number>()
  before.forEach((site, index) => {
    const start = moved[index]
    if (start !== undefined) byPlace.set(`${start}:${site.kind}:${site.api}`, index)
  })
  const origins = after.map(({ span, kind, api }) => byPlace.get(`${span.start}:${kind}:${api}`) ?? -1)
  const found = new Set(origins)
  const lost = new Map<string, number[]>()
  const staying = before.flatMap((_, index) => (going.has(index) ? [] : [index]))
  for (const index of [...staying, ...going]) {
    const site = before[index]
    if (!site || found.has(index)) continue
    const alike = lost.get(keyOf(site))
    if (alike) alike.push(index)
    else lost.set(keyOf(site), [index])
  }
  return after.map((site, index) => (origins[index] === -1 ? lost.get(keyOf(site))?.shift() ?? -1 : origins[index] ?? -1))
}

function keyOf({ test, kind, api, target }: Site): string {
  return JSON.stringify([test, kind, api, target])
}

/** Where the sites begin after the edits; undefined for those whose first token an edit replaces. */
function movedStarts(sites: readonly Site[], edits: readonly TextEdit[]): (number | undefined)[] {
  const order = sites.map((_, index) => index).sort((a, b) => startOf(a) - startOf(b))
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
  const moved: (number | undefined)[] = sites.map(() => undefined)
  let shift = 0
  let next = 0
  for (const index of order) {
    const start = startOf(index)
    for (let edit = sorted[next]; edit && edit.span.end <= start; edit = sorted[++next]) shift += edit.text.length - (edit.span.end - edit.span.start)
    const around = sorted[next]
    if (!around || around.span.start > start) moved[index] = start + shift
  }
  return moved

  function startOf(index: number): number {
    return sites[index]?.span.start ?? 0
  }
}
