/** The tokens whose meaning depends on what came before, and those that change what may come next. */
import {
  BLOCK, BRACKET, CLASS_BODY, closeFrame, CONTROL_PAREN, JSX_TAG, JSX_TYPES, OBJECT, openFrame, PAREN, TEMPLATE_SLOT, unwindTo, VALUE_BODY,
} from './frames.ts'
import { beginsGeneric } from './generic-or-jsx.ts'
import { isAsciiNameStart } from './characters.ts'
import * as K from './kinds.ts'
import { endOfRegex, endOfTemplatePiece } from './literals.ts'
import { punctuatorAt } from './punctuators.ts'
import { OPERAND, STATEMENT, VALUE } from './regex-or-division.ts'
import type { Scan } from './scan.ts'
import { emit, unterminated } from './scan.ts'

/** A word: property names lose their meaning as keywords, `function` and `class` announce a body, `of` an operand. */
export function scanWord(scan: Scan, kind: number, end: number): void {
  const { last, before, state, newline, frames } = scan
  emit(scan, kind, end)
  if (kind === K.IDENTIFIER) return
  if (last === K.DOT || last === K.QUESTION_DOT) {
    scan.last = K.IDENTIFIER
    scan.state = VALUE
    return
  }
  switch (kind) {
    case K.FUNCTION:
    case K.CLASS: {
      const position = last === K.ASYNC ? before : last === K.RETURN && newline === 1 ? STATEMENT : state
      if (position === OPERAND) frames.bodies[frames.top] = VALUE_BODY
      else frames.bodies[frames.top] = kind === K.CLASS ? CLASS_BODY : BLOCK
      return
    }
    case K.CASE:
      frames.cases[frames.top] = 1
      return
    case K.OF:
      if (state === VALUE && frames.kinds[frames.top] === CONTROL_PAREN) scan.state = OPERAND
      return
    case K.AWAIT:
      if (last === K.FOR) scan.last = K.FOR
  }
}

/** `(`, `[` or `{`. */
export function scanOpening(scan: Scan, code: number): void {
  const { last, frames } = scan
  let frame = BRACKET
  if (code === 40) frame = last === K.IF || last === K.WHILE || last === K.FOR || last === K.WITH ? CONTROL_PAREN : PAREN
  else if (code === 123) frame = braceFrame(scan)
  openFrame(frames, frame, scan.table.count)
  emit(scan, code === 40 ? K.PAREN_OPEN : code === 91 ? K.BRACKET_OPEN : K.BRACE_OPEN, scan.at + 1)
}

/** What a brace begins: a block, a class body, an object, or the body of a function or class expression. */
function braceFrame(scan: Scan): number {
  const { last, state, frames, newline } = scan
  const body = frames.bodies[frames.top] as number
  const endsHead = state !== OPERAND || last === K.GREATER || last === K.VOID
  if (body >= 0) {
    if (!endsHead) return OBJECT
    frames.bodies[frames.top] = -1
    return body
  }
  if (last === K.DEFAULT || last === K.CONST || last === K.LET || last === K.VAR) return OBJECT
  if (endsHead || last === K.ARROW || (newline === 1 && (last === K.RETURN || last === K.YIELD))) return BLOCK
  return OBJECT
}

/** `)`, `]` or `}`; behind a template's slot the next piece of the template. */
export function scanClosing(scan: Scan, code: number): void {
  const { frames, table } = scan
  const family = code === 41 ? PAREN : code === 93 ? BRACKET : BLOCK
  const kind = code === 41 ? K.PAREN_CLOSE : code === 93 ? K.BRACKET_CLOSE : K.BRACE_CLOSE
  if (!unwindTo(frames, table, family, table.count, scan.problems)) {
    scan.problems.push({ span: { start: scan.at, end: scan.at + 1 }, message: 'This closes nothing.' })
    emit(scan, kind, scan.at + 1)
    return
  }
  if (frames.kinds[frames.top] === TEMPLATE_SLOT) {
    scanTemplate(scan, true)
    return
  }
  emit(scan, kind, scan.at + 1)
  const closed = closeFrame(frames, table, table.count - 1)
  if (closed === CONTROL_PAREN || closed === BLOCK || closed === CLASS_BODY) scan.state = STATEMENT
  else scan.state = VALUE
}

/** A template piece, from a backtick or (`inside`) from the brace that closes the slot before it. */
export function scanTemplate(scan: Scan, inside: boolean): void {
  const { frames, table, at } = scan
  const end = unterminated(scan, endOfTemplatePiece(scan.text, at))
  const opens = end - at >= 2 && scan.text.charCodeAt(end - 1) === 123 && scan.text.charCodeAt(end - 2) === 36
  emit(scan, inside ? (opens ? K.TEMPLATE_MIDDLE : K.TEMPLATE_TAIL) : opens ? K.TEMPLATE_HEAD : K.TEMPLATE, end)
  const token = table.count - 1
  if (inside) {
    closeFrame(frames, table, token)
    table.partners[token] = -1
  }
  if (opens) openFrame(frames, TEMPLATE_SLOT, token)
}

/** A slash that begins no comment. */
export function scanSlash(scan: Scan): void {
  if (scan.state !== VALUE || endsDeclaration(scan)) emit(scan, K.REGEX, unterminated(scan, endOfRegex(scan.text, scan.at)))
  else if (scan.text.charCodeAt(scan.at + 1) === 61) emit(scan, K.SLASH_EQUALS, scan.at + 2)
  else emit(scan, K.SLASH, scan.at + 1)
}

/** Whether the line before ended a declaration without a value, `let x`: nothing can go on with it. */
function endsDeclaration({ newline, last, table }: Scan): boolean {
  if (newline === 0 || last > K.LAST_NAME || table.count < 2) return false
  const keyword = table.kinds[table.count - 2]
  return keyword === K.LET || keyword === K.VAR
}

/** `<` or `<=`, or the beginning of a JSX element. */
export function scanLess(scan: Scan): void {
  const { text, at, frames, state, last } = scan
  const next = text.charCodeAt(at + 1)
  if (next === 61) return emit(scan, K.LESS_EQUALS, at + 2)
  if (scan.jsx && state !== VALUE && !(last === K.LESS && text.charCodeAt(at - 1) === 60) && beginsElement(text, at) && !beginsGeneric(scan)) {
    openFrame(frames, JSX_TAG, scan.table.count)
    return emit(scan, K.JSX_OPEN, at + 1)
  }
  if (frames.kinds[frames.top] === JSX_TYPES) frames.counts[frames.top] = (frames.counts[frames.top] as number) + 1
  emit(scan, K.LESS, at + 1)
}

function beginsElement(text: string, at: number): boolean {
  let i = at + 1
  let code = text.charCodeAt(i)
  while (code === 32 || code === 9 || code === 10 || code === 13) code = text.charCodeAt(++i)
  if (code === 47) return text.charCodeAt(i + 1) === 42 || text.charCodeAt(i + 1) === 47
  return isAsciiNameStart(code) || code === 62 || code >= 128 || code === 92
}

/** `>`: always a token of its own. */
export function scanGreater(scan: Scan): void {
  const { frames } = scan
  const top = frames.top
  emit(scan, K.GREATER, scan.at + 1)
  if (frames.kinds[top] !== JSX_TYPES) return
  const open = (frames.counts[top] as number) - 1
  frames.counts[top] = open
  if (open <= 0) closeFrame(frames, scan.table, scan.table.count - 1)
}

/** `:` of a conditional, a label, a case, a key or a type. */
export function scanColon(scan: Scan): void {
  const { frames, last, before, state } = scan
  const top = frames.top
  emit(scan, K.COLON, scan.at + 1)
  if (last === K.FUNCTION || last === K.CLASS) frames.bodies[top] = -1
  const open = frames.counts[top] as number
  if (open > 0) frames.counts[top] = open - 1
  else if (frames.kinds[top] === BLOCK || frames.kinds[top] === VALUE_BODY) {
    const isCase = frames.cases[top] === 1
    frames.cases[top] = 0
    const isLabel = state === VALUE && before === STATEMENT && last <= K.LAST_NAME
    if (isCase || last === K.DEFAULT || isLabel) scan.state = STATEMENT
  }
}

/** `?`, `?.`, `??` or `??=`. A `?` that marks something as optional opens no conditional. */
export function scanQuestion(scan: Scan): void {
  const { text, at, frames } = scan
  const next = text.charCodeAt(at + 1)
  if (next === 63) {
    const assigns = text.charCodeAt(at + 2) === 61
    return emit(scan, assigns ? K.QUESTION_QUESTION_EQUALS : K.QUESTION_QUESTION, at + (assigns ? 3 : 2))
  }
  const third = text.charCodeAt(at + 2)
  if (next === 46 && !(third >= 48 && third <= 57)) return emit(scan, K.QUESTION_DOT, at + 2)
  emit(scan, K.QUESTION, at + 1)
  let i = at + 1
  while (text.charCodeAt(i) === 32) i++
  const follower = text.charCodeAt(i)
  const optional = follower === 58 || follower === 41 || follower === 44 || follower === 61 || follower === 59 || follower === 93
  if (!optional) frames.counts[frames.top] = (frames.counts[frames.top] as number) + 1
}

/** The other punctuators. `!`, `++` and `--` directly behind a value leave it a value. */
export function scanPunctuator(scan: Scan, code: number): void {
  const { state, newline, last, frames } = scan
  if (code === 61 && last === K.GREATER && scan.text.charCodeAt(scan.at - 1) === 62 && scan.text.charCodeAt(scan.at + 1) !== 62) {
    return emit(scan, K.EQUALS, scan.at + 1)
  }
  const { kind, length } = punctuatorAt(scan.text, scan.at, code)
  emit(scan, kind, scan.at + length)
  if (kind === K.SEMICOLON) {
    frames.counts[frames.top] = 0
    frames.bodies[frames.top] = -1
  } else if ((kind === K.NOT || kind === K.INCREMENT || kind === K.DECREMENT) && state === VALUE && newline === 0) scan.state = VALUE
}
