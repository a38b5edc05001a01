import * as kind from './kinds.ts'

/** The hard keywords of Python 3.8 to 3.14 (Language Reference 2.3.1). */
const KEYWORDS: readonly (readonly [string, number])[] = [
  ['and', kind.AND], ['as', kind.AS], ['assert', kind.ASSERT], ['async', kind.ASYNC], ['await', kind.AWAIT], ['break', kind.BREAK], ['class', kind.CLASS],
  ['continue', kind.CONTINUE], ['def', kind.DEF], ['del', kind.DEL], ['elif', kind.ELIF], ['else', kind.ELSE], ['except', kind.EXCEPT], ['False', kind.FALSE],
  ['finally', kind.FINALLY], ['for', kind.FOR], ['from', kind.FROM], ['global', kind.GLOBAL], ['if', kind.IF], ['import', kind.IMPORT], ['in', kind.IN],
  ['is', kind.IS], ['lambda', kind.LAMBDA], ['None', kind.NONE], ['nonlocal', kind.NONLOCAL], ['not', kind.NOT], ['or', kind.OR], ['pass', kind.PASS],
  ['raise', kind.RAISE], ['return', kind.RETURN], ['True', kind.TRUE], ['try', kind.TRY], ['while', kind.WHILE], ['with', kind.WITH], ['yield', kind.YIELD],
]

interface Keyword {
  readonly word: string
  readonly kind: number
}

const BUCKETS: readonly (readonly Keyword[])[] = Array.from({ length: 256 }, (_, bucket) =>
  KEYWORDS.filter(([word]) => hash(word.charCodeAt(0), word.charCodeAt(1), word.length) === bucket).map(([word, kindOfWord]) => ({ word, kind: kindOfWord })),
)
const NO_KEYWORDS: readonly Keyword[] = []

function hash(first: number, second: number, length: number): number {
  return (first * 5 + second * 3 + length * 11) & 255
}

/** The kind of the word between two offsets: that of a hard keyword, or NAME. */
export function kindOfWord(text: string, start: number, end: number): number {
  const length = end - start
  if (length < 2 || length > 8) return kind.NAME
  const candidates = BUCKETS[hash(text.charCodeAt(start), text.charCodeAt(start + 1), length)] ?? NO_KEYWORDS
  for (const keyword of candidates) {
    if (keyword.word.length === length && text.startsWith(keyword.word, start)) return keyword.kind
  }
  return kind.NAME
}

/** Whether a keyword only ever begins a statement: found first on a line inside brackets, it shows that a bracket was left open. */
export function beginsStatement(kindOfKeyword: number): boolean {
  switch (kindOfKeyword) {
    case kind.ASSERT:
    case kind.BREAK:
    case kind.CLASS:
    case kind.CONTINUE:
    case kind.DEF:
    case kind.DEL:
    case kind.ELIF:
    case kind.EXCEPT:
    case kind.FINALLY:
    case kind.GLOBAL:
    case kind.IMPORT:
    case kind.NONLOCAL:
    case kind.PASS:
    case kind.RAISE:
    case kind.RETURN:
    case kind.TRY:
    case kind.WHILE:
    case kind.WITH:
      return true
    default:
      return false
  }
}
