import type { Language, Tokens } from '../language.ts'
import { buildFacts } from './facts-builder.ts'
import { COMMENT } from './kinds.ts'
import { isLayout, layoutOf } from './layout.ts'
import { createReader } from './reader.ts'
import { scanPython } from './scanner.ts'
import type { Scan } from './scan.ts'
import { readStatements } from './statements.ts'

/** Python 3.8 to 3.14 (`python.org/3.14/reference`). Token kinds are those of `kinds.ts`. */
export const python: Language = {
  id: 'python',
  extensions: ['.py', '.pyi', '.pyw'],
  tokenize: (text) => withComments(scanPython(text)),
  read(text) {
    const scan = scanPython(text)
    const reader = createReader(text, scan)
    readStatements(reader)
    return buildFacts(reader, scan)
  },
  isLayout,
  layoutOf,
  emptyStatement: 'pass',
}

/** The tokens of a scan with its comments among them. */
function withComments(scan: Scan): Tokens {
  const { comments, count } = scan
  const total = count + comments.length / 2
  const kinds = new Uint8Array(total)
  const starts = new Int32Array(total)
  const ends = new Int32Array(total)
  let comment = 0
  let to = 0
  for (let from = 0; from < count; from++, to++) {
    const start = scan.starts[from] ?? 0
    for (let at = comments[comment]; at !== undefined && at < start; at = comments[comment], to++) {
      kinds[to] = COMMENT
      starts[to] = at
      ends[to] = comments[comment + 1] ?? at
      comment += 2
    }
    kinds[to] = scan.kinds[from] ?? 0
    starts[to] = start
    ends[to] = scan.ends[from] ?? start
  }
  return { count: total, kinds, starts, ends }
}
