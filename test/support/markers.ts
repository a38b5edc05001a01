/** What a fixture expects at one place of its text: `# ^^^^^^^^^ double websocket unittest.mock.AsyncMock`. */
export interface Marker {
  /** 0-based line of the text without its marker lines. */
  readonly line: number
  /** 0-based, in UTF-16 units; half-open. */
  readonly start: number
  readonly end: number
  /** Kind, service and API; `real` and the API. */
  readonly label: string
}

export interface Marked {
  /** The text without its marker lines. */
  readonly text: string
  readonly markers: readonly Marker[]
}

/** A marker line: the comment sign, then carets under the code they speak of. `<` instead of blanks starts the span in column 0. */
const MARKER = /^(\s*(?:#|\/\/))(<?)(\s*)(\^+)(\s+)((?:double|patch|spy|intercept|fake|timer|env) \S+ \S.*?|real \S.*?|finding [a-z-]+|outside \S.*?)\s*$/

/** Takes the marker lines out of a fixture. */
export function readMarkers(fixture: string): Marked {
  const lines: string[] = []
  const markers: Marker[] = []
  for (const line of fixture.split('\n')) {
    const match = MARKER.exec(line)
    if (!match) {
      lines.push(line)
      continue
    }
    const [, comment = '', less = '', blanks = '', carets = '', , label = ''] = match
    const first = comment.length + less.length + blanks.length
    const start = less === '' ? first : 0
    markers.push({ line: lines.length - 1, start, end: first + carets.length, label })
  }
  return { text: lines.join('\n'), markers }
}

/** Writes markers under their lines; reading them again gives the same text and markers. */
export function writeMarkers({ text, markers }: Marked, comment: '#' | '//'): string {
  const byLine = new Map<number, Marker[]>()
  for (const marker of markers) byLine.set(marker.line, [...(byLine.get(marker.line) ?? []), marker])
  return text.split('\n').flatMap((line, index) => [line, ...(byLine.get(index) ?? []).map((marker) => lineOf(marker, comment))]).join('\n')
}

function lineOf({ start, end, label }: Marker, comment: string): string {
  if (start >= comment.length) return `${comment}${' '.repeat(start - comment.length)}${'^'.repeat(end - start)} ${label}`
  const before = comment.length + 1
  return `${comment}<${'^'.repeat(Math.max(1, end - before))} ${label}`
}
