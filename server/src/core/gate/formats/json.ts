import { changesByService, type Verdict } from '../verdict.ts'

const JSON_VERSION = 1

/** The stable JSON form of a verdict, with a line end. */
export function verdictJson(verdict: Verdict): string {
  const { against, added, kept, gone, moved, passes } = verdict
  return `${JSON.stringify({
    version: JSON_VERSION,
    passes,
    against,
    summary: { new: added.length, gone: gone.length, known: kept.length, byService: changesByService(verdict) },
    new: added.map(({ entry, site }) => ({ path: entry.file, ...site })),
    gone,
    moved,
  }, undefined, 2)}\n`
}
