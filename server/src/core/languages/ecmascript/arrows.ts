/** Whether an arrow function begins at a token: told by the token behind the matching parenthesis, never by trying. */
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { breakBefore, isName, kindAt, partnerOf } from './parser.ts'
import { angleEnd, typeEnd } from './type-end.ts'

/** How many tokens are searched for the colon that a conditional still needs. Bounded, so that the whole stays linear. */
const REACH = 200

/** Whether an arrow function begins at the current token. */
export function beginsArrow(p: Parser): boolean {
  const kind = kindAt(p, p.at)
  if (kind === K.PAREN_OPEN) return isArrowHead(p, p.at)
  if (kind === K.LESS) return isGenericArrowHead(p, p.at)
  if (!isName(kind)) return false
  const next = kindAt(p, p.at + 1)
  if (next === K.ARROW) return true
  if (kind !== K.ASYNC || breakBefore(p, p.at + 1)) return false
  if (isName(next)) return kindAt(p, p.at + 2) === K.ARROW
  if (next === K.PAREN_OPEN) return isArrowHead(p, p.at + 1)
  return next === K.LESS && isGenericArrowHead(p, p.at + 1)
}

function isGenericArrowHead(p: Parser, open: number): boolean {
  const end = angleEnd(p, open)
  return end > 0 && kindAt(p, end) === K.PAREN_OPEN && isArrowHead(p, end)
}

function isArrowHead(p: Parser, open: number): boolean {
  const behind = partnerOf(p, open) + 1
  const kind = kindAt(p, behind)
  if (kind === K.ARROW) return true
  if (kind !== K.COLON || !looksLikeParameters(p, open)) return false
  const end = typeEnd(p, behind + 1)
  if (end < 0) return false
  return kindAt(p, end) === K.ARROW && (p.trueBranches === 0 || colonFollows(p, end + 1))
}

/** TypeScript's test of the first tokens of parentheses that a colon follows. */
function looksLikeParameters(p: Parser, open: number): boolean {
  const first = kindAt(p, open + 1)
  if (first === K.PAREN_CLOSE || first === K.ELLIPSIS || first === K.BRACE_OPEN || first === K.BRACKET_OPEN || first === K.AT) return true
  if (!isName(first) && first !== K.THIS) return false
  const second = kindAt(p, open + 2)
  if (second === K.QUESTION) {
    const third = kindAt(p, open + 3)
    return third === K.COLON || third === K.COMMA || third === K.EQUALS || third === K.PAREN_CLOSE
  }
  return second === K.COLON || second === K.COMMA || second === K.EQUALS || second === K.PAREN_CLOSE || isName(second)
}

const opening = new Set([K.PAREN_OPEN, K.BRACE_OPEN, K.BRACKET_OPEN, K.TEMPLATE_HEAD, K.TEMPLATE_MIDDLE, K.JSX_OPEN])
const ending = new Set([K.COMMA, K.SEMICOLON, K.PAREN_CLOSE, K.BRACE_CLOSE, K.BRACKET_CLOSE, K.END, K.TEMPLATE_TAIL])

/** Whether a colon that belongs to a conditional outside follows an arrow's body at `from`. */
function colonFollows(p: Parser, from: number): boolean {
  let open = 0
  for (let at = from, steps = 0; steps < REACH; at++, steps++) {
    const kind = kindAt(p, at)
    if (kind === K.QUESTION) open++
    else if (kind === K.COLON) {
      if (open === 0) return true
      open--
    } else if (opening.has(kind)) {
      // A template's next piece may open another slot: it is looked at in turn.
      const partner = partnerOf(p, at)
      at = kindAt(p, partner) === K.TEMPLATE_MIDDLE ? partner - 1 : partner
      if (at < 0) return false
    } else if (ending.has(kind)) return false
  }
  return false
}
