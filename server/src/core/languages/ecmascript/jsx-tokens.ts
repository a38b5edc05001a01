/** The tokens of JSX elements: tags with names and attributes, and the text between tags. */
import { isAsciiNameStart } from './characters.ts'
import { closeFrame, dropFrame, JSX_CHILDREN, JSX_CLOSING_TAG, JSX_SLOT, JSX_TAG, JSX_TYPES, openFrame } from './frames.ts'
import * as K from './kinds.ts'
import { endOfJsxString, endOfName } from './literals.ts'
import { OPERAND, VALUE } from './regex-or-division.ts'
import type { Scan } from './scan.ts'
import { emit, unterminated } from './scan.ts'

const singles: ReadonlyMap<number, number> = new Map([[46, K.DOT], [58, K.COLON], [61, K.EQUALS], [47, K.SLASH]])

/** One token inside a tag; a unit that cannot stand there ends the element, so that a misread `<` does not swallow the rest of the text. */
export function scanJsxTag(scan: Scan, code: number): void {
  const { text, at, frames, table } = scan
  const top = frames.top
  if (isAsciiNameStart(code) || code >= 128 || code === 92) {
    const end = endOfJsxName(text, at)
    if (end > at) emit(scan, K.JSX_NAME, end)
    else scan.at++
    return
  }
  const single = singles.get(code)
  if (single !== undefined) return emit(scan, single, at + 1)
  if (code === 34 || code === 39) return emit(scan, K.STRING, unterminated(scan, endOfJsxString(text, at)))
  if (code === 123) {
    return openSlot(scan)
  }
  if (code === 60) return scanTagLess(scan)
  if (code === 62) {
    const closes = frames.kinds[top] === JSX_CLOSING_TAG || scan.last === K.SLASH
    emit(scan, K.GREATER, at + 1)
    if (closes) endElement(scan)
    else frames.kinds[top] = JSX_CHILDREN
    return
  }
  dropFrame(frames, table, table.count, scan.problems)
  scan.state = VALUE
}

function openSlot(scan: Scan): void {
  openFrame(scan.frames, JSX_SLOT, scan.table.count)
  emit(scan, K.BRACE_OPEN, scan.at + 1)
  scan.state = OPERAND
}

/** `<` inside a tag: type arguments behind its name, an element as the value of an attribute. */
function scanTagLess(scan: Scan): void {
  const { frames, table } = scan
  if (scan.last === K.EQUALS) {
    openFrame(frames, JSX_TAG, table.count)
    return emit(scan, K.JSX_OPEN, scan.at + 1)
  }
  openFrame(frames, JSX_TYPES, table.count)
  frames.counts[frames.top] = 1
  emit(scan, K.LESS, scan.at + 1)
}

function endElement(scan: Scan): void {
  closeFrame(scan.frames, scan.table, scan.table.count - 1)
  scan.state = VALUE
}

/** A JSX name: hyphens are parts of it. */
function endOfJsxName(text: string, at: number): number {
  let end = endOfName(text, at)
  while (end > at && text.charCodeAt(end) === 45) end = endOfName(text, end + 1)
  return end
}

/** The text up to the next `{` or `<` as one token, or that bracket. */
export function scanJsxChildren(scan: Scan): void {
  const { text, frames, table, at } = scan
  const code = text.charCodeAt(at)
  if (code === 123) {
    return openSlot(scan)
  }
  if (code === 60) {
    if (text.charCodeAt(at + 1) === 47) {
      frames.kinds[frames.top] = JSX_CLOSING_TAG
      return emit(scan, K.JSX_CLOSE, at + 2)
    }
    openFrame(frames, JSX_TAG, table.count)
    return emit(scan, K.JSX_OPEN, at + 1)
  }
  let end = at
  while (end < scan.length && text.charCodeAt(end) !== 123 && text.charCodeAt(end) !== 60) end++
  emit(scan, K.JSX_TEXT, end)
}
