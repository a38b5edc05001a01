/** A half-open range of a text: offsets in UTF-16 units, 0-based, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Whether `outer` holds all of `inner`; equal spans hold each other. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** The text a span covers. */
export function textOf(text: string, span: Span): string {
  return text.slice(span.start, span.end)
}
