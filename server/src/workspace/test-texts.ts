import { join } from 'node:path'
import { mayBeTestFile } from '../core/demock.ts'
import type { Settings } from '../core/model/settings.ts'
import { LARGEST_FILE } from './count-candidates.ts'
import { decode } from './decode.ts'
import { discover } from './discover.ts'
import type { Host } from './host.ts'

/** The texts of all files below some paths that may be test code and hold one of the words; what cannot be read is left out. */
export function testTextsWith(words: readonly string[], request: { readonly root: string; readonly paths: readonly string[]; readonly settings: Settings; readonly host: Host }): { readonly path: string; readonly text: string }[] {
  const { root, settings, host } = request
  const found: { path: string; text: string }[] = []
  for (const list of discover(request)) {
    for (const { path, reason } of list) {
      if (reason !== undefined || !mayBeTestFile(path, settings)) continue
      try {
        const decoded = decode(host.readFile(join(root, path), LARGEST_FILE))
        if ('text' in decoded && words.some((word) => decoded.text.includes(word))) found.push({ path, text: decoded.text })
      } catch {
        // The scan tells of it.
      }
    }
  }
  return found
}
