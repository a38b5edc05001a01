import type { Span } from './span.ts'

/** Replaces the text of `span` by `text`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span
  readonly text: string
}

/** Edits in the order of the text, insertions before a replacement that begins at the same offset. */
function ordered(edits: readonly TextEdit[]): TextEdit[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}

/** The first pair of edits that overlap, or undefined. Two insertions at one offset do not overlap: they keep their order. */
export function findOverlap(edits: readonly TextEdit[]): readonly [TextEdit, TextEdit] | undefined {
  const sorted = ordered(edits)
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1]
    const after = sorted[i]
    if (before && after && after.span.start < before.span.end) return [before, after]
  }
  return undefined
}

/** Merges lists of edits into one ordered list without repeating an identical edit; undefined when two edits overlap. */
export function mergeEdits(lists: readonly (readonly TextEdit[])[]): TextEdit[] | undefined {
  const seen = new Set<string>()
  const merged: TextEdit[] = []
  for (const edit of lists.flat()) {
    const key = `${edit.span.start}:${edit.span.end}:${edit.text}`
    if (seen.has(key)) continue
    seen.add(key)
    merged.push(edit)
  }
  return findOverlap(merged) ? undefined : ordered(merged)
}

/** The text after all edits. Throws a RangeError when edits overlap or leave the text: callers check with findOverlap first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let at = 0
  for (const { span, text: inserted } of ordered(edits)) {
    if (span.start < at || span.end > text.length) throw new RangeError(`edit at ${span.start}..${span.end} overlaps another or leaves the text`)
    result += text.slice(at, span.start) + inserted
    at = span.end
  }
  return result + text.slice(at)
}
