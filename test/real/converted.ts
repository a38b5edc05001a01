import { readFileSync } from 'node:fs'
import path from 'node:path'
import { analyse, replacementFor } from '../../server/src/core/demock.ts'
import type { Replacement } from '../../server/src/core/model/replacement.ts'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import { applyEdits } from '../../server/src/core/text/edits.ts'

/** A way to break the code under test: one text in place of another. */
export interface Breakage {
  readonly what: string
  readonly from: string
  readonly to: string
}

/** A test file after its conversion, and what was written beside it. */
export interface Converted {
  readonly text: string
  readonly files: ReadonlyMap<string, string>
  readonly replacements: readonly Replacement[]
}

/** Replaces one WebSocket mock after the other, as a user does. `around` holds the files beside the test. */
export function converted(file: string, original: string, around: ReadonlyMap<string, string> = new Map()): Converted {
  const files = new Map<string, string>()
  const replacements: Replacement[] = []
  let text = original
  for (let round = 0; round < 50; round++) {
    const source = { path: file, text }
    const report = analyse(source, DEFAULT_SETTINGS)
    const roots = [...new Set(report.sites.filter((site) => site.service === 'websocket').map((site) => site.root))]
    const offers = roots.map((site) => replacementFor(source, report, site, DEFAULT_SETTINGS, (name) => files.get(name) ?? around.get(name)))
    const offer = offers.find(({ safety }) => safety !== 'refused')
    if (!offer) return { text, files, replacements: [...replacements, ...offers] }
    replacements.push(offer)
    text = applyEdits(text, offer.edits)
    for (const change of offer.files) files.set(change.path, change.text)
  }
  throw new Error(`${file} is never done`)
}

/** The breakages that `broken.json` of a case names. */
export function breakagesOf(folder: string): readonly Breakage[] {
  return JSON.parse(readFileSync(path.join(folder, 'broken.json'), 'utf8')) as Breakage[]
}

/** A source with a breakage; fails when there is nothing to break. */
export function broken(text: string, breakage: Breakage | undefined): string {
  if (!breakage) return text
  if (!text.includes(breakage.from)) throw new Error(`nothing to break for "${breakage.what}"`)
  return text.replace(breakage.from, () => breakage.to)
}
