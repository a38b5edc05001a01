import type { Position, Range } from 'vscode-languageserver'
import type { Lines } from '../core/text/lines.ts'
import type { Span } from '../core/text/span.ts'

/** The range of a span: offsets to lines and characters, both 0-based and in UTF-16 units. */
export function rangeOf(lines: Lines, span: Span): Range {
  return { start: positionOf(lines, span.start), end: positionOf(lines, span.end) }
}

export function positionOf(lines: Lines, offset: number): Position {
  const { line, column } = lines.positionAt(offset)
  return { line, character: column }
}

/** The span of a range; what lies outside the text is clamped. */
export function spanOf(lines: Lines, range: Range): Span {
  return { start: offsetOf(lines, range.start), end: offsetOf(lines, range.end) }
}

export function offsetOf(lines: Lines, position: Position): number {
  return lines.offsetAt({ line: position.line, column: position.character })
}

/** Whether two spans meet; an empty one (a cursor) also meets what it stands at the edge of. */
export function meets(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end
}
