import { join } from 'node:path'
import ignore from 'ignore'
import { decode } from './decode.ts'
import type { Host } from './host.ts'

/** Where the file may lie. Source: docs.github.com, "About code owners"; docs.gitlab.com, "Code Owners". */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']

/** The owners of each path by the first CODEOWNERS file below a root: the last line that matches decides. Nobody owns anything without such a file. */
export function ownersIn(root: string, host: Host): (path: string) => readonly string[] {
  const file = PLACES.map((place) => join(root, place)).find((place) => host.stat(place)?.kind === 'file')
  const decoded = file === undefined ? undefined : decode(host.readFile(file))
  if (!decoded || 'reason' in decoded) return () => []
  const rules = decoded.text.split(/\r?\n/).flatMap((line) => {
    // GitLab's headings of sections (`[Database] @dba`) name default owners, which lines without owners take.
    const [pattern, ...owners] = line.replace(/(?:^|\s)#.*$/, '').trim().split(/(?<!\\)\s+/)
    return pattern === undefined || pattern === '' || /^\^?\[/.test(pattern) ? [] : [{ matches: ignore().add(pattern), owners }]
  }).reverse()
  return (path) => rules.find(({ matches }) => matches.ignores(path))?.owners ?? []
}
