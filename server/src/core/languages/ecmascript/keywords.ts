import { IDENTIFIER, KEYWORDS } from './kinds.ts'

const SLOTS = 512
const words: string[] = new Array<string>(SLOTS).fill('')
const kinds = new Uint8Array(SLOTS)

/** The slot of a word by its first two units, its last one and its length: no two keywords share one. */
function slotOf(first: number, second: number, last: number, length: number): number {
  return (first + 12 * second + 16 * last + length) & (SLOTS - 1)
}

for (const [word, kind] of KEYWORDS) {
  const slot = slotOf(word.charCodeAt(0), word.charCodeAt(1), word.charCodeAt(word.length - 1), word.length)
  words[slot] = word
  kinds[slot] = kind
}

/** The kind of the word at `start..end`: a keyword's, or that of a plain name. */
export function wordKind(text: string, start: number, end: number): number {
  const length = end - start
  if (length < 2 || length > 10) return IDENTIFIER
  const slot = slotOf(text.charCodeAt(start), text.charCodeAt(start + 1), text.charCodeAt(end - 1), length)
  const word = words[slot] as string
  if (word.length !== length) return IDENTIFIER
  for (let i = 0; i < length; i++) if (word.charCodeAt(i) !== text.charCodeAt(start + i)) return IDENTIFIER
  return kinds[slot] as number
}
