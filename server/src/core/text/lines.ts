/** A place in a text: 0-based line, 0-based column in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Maps offsets to positions and back, for one text. */
export interface Lines {
  readonly count: number
  /** Position of an offset; offsets outside the text are clamped. */
  positionAt(offset: number): Position
  /** Offset of a position; lines and columns outside the text are clamped. */
  offsetAt(position: Position): number
  /** Offset at which the 0-based line begins. */
  startOf(line: number): number
}

/** Reads the line starts of a text once. Line ends are LF, CRLF and lone CR, as in the Language Server Protocol 3.17. */
export function linesOf(text: string): Lines {
  const starts = text.includes('\r') ? startsAfterAny(text) : startsAfterFeeds(text)
  const startOf = (line: number): number => starts[Math.max(0, Math.min(line, starts.length - 1))] ?? 0
  return {
    count: starts.length,
    startOf,
    positionAt(offset) {
      const clamped = Math.max(0, Math.min(offset, text.length))
      let low = 0
      let high = starts.length
      while (low + 1 < high) {
        const middle = (low + high) >> 1
        if (startOf(middle) <= clamped) low = middle
        else high = middle
      }
      return { line: low, column: clamped - startOf(low) }
    },
    offsetAt({ line, column }) {
      if (line >= starts.length) return text.length
      const end = line + 1 < starts.length ? startOf(line + 1) : text.length
      return Math.min(startOf(line) + Math.max(0, column), end)
    },
  }
}

function startsAfterFeeds(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function startsAfterAny(text: string): number[] {
  const starts = [0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
  }
  return starts
}
