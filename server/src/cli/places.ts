import { relative, resolve, sep } from 'node:path'
import type { Site } from '../core/model/finding.ts'
import { linesOf } from '../core/text/lines.ts'
import { decode } from '../workspace/decode.ts'
import type { Host } from '../workspace/host.ts'
import { UsageError } from './usage-error.ts'

/** Places among the paths of a command line: `tests/test_chat.py:12` or `tests/test_chat.py:12:8`. */
export interface Places {
  /** The paths, without lines. */
  readonly paths: readonly string[]
  /** Whether a site is meant: one of a file that was named with a line stands there. Undefined when no line was named. */
  readonly wanted: ((path: string, site: Site) => boolean) | undefined
  /** The places as they were named. */
  readonly named: readonly string[]
}

interface Place {
  readonly line: number
  readonly column: number | undefined
}

/** Reads places of paths below a root (absolute). Lines are those of the files as they are now. Throws a UsageError for a line that a file does not have. */
export function placesIn(root: string, given: readonly string[], host: Host): Places {
  const places = new Map<string, { readonly at: Place[], readonly lines: ReturnType<typeof linesOf> }>()
  const named: string[] = []
  const paths = given.map((word) => {
    const [, file, line, column] = /^(.+?):(\d+)(?::(\d+))?$/.exec(word) ?? []
    if (file === undefined || host.stat(resolve(root, word)) || host.stat(resolve(root, file))?.kind !== 'file') return word
    const path = relative(root, resolve(root, file)).split(sep).join('/')
    const decoded = decode(host.readFile(resolve(root, file)))
    const text = 'text' in decoded ? decoded.text : ''
    const known = places.get(path) ?? { at: [], lines: linesOf(text) }
    if (Number(line) < 1 || Number(line) > known.lines.positionAt(text.length).line + 1) throw new UsageError(`"${file}" has no line ${line}`)
    known.at.push({ line: Number(line), column: column === undefined ? undefined : Number(column) })
    places.set(path, known)
    named.push(word)
    return file
  })
  if (named.length === 0) return { paths, wanted: undefined, named }
  return {
    paths: [...new Set(paths)], named,
    wanted(path, { span }) {
      const known = places.get(path)
      if (!known) return true
      const [start, end] = [known.lines.positionAt(span.start), known.lines.positionAt(span.end)]
      return known.at.some(({ line, column }) => {
        if (column === undefined) return start.line + 1 === line
        const before = start.line + 1 < line || (start.line + 1 === line && start.column + 1 <= column)
        return before && (line < end.line + 1 || (line === end.line + 1 && column <= end.column + 1))
      })
    },
  }
}
