/**
 * What may follow a token: the one question on which it depends whether `/` divides or begins a regular expression, `<` compares or begins a JSX
 * element, `{` begins a block or an object, and `function` or `class` a declaration or an expression.
 */
import * as K from './kinds.ts'

/** A value is complete: an operator may follow. */
export const VALUE = 0
/** A value must follow. */
export const OPERAND = 1
/** A statement may begin. */
export const STATEMENT = 2

const after = new Uint8Array(K.KINDS)
// Punctuators and operators ask for a value; words and literals are one, but for the reserved words listed below.
for (let kind = K.BRACE_OPEN; kind < K.KINDS; kind++) after[kind] = OPERAND
for (const kind of [K.DOT, K.QUESTION_DOT, K.PAREN_CLOSE, K.BRACKET_CLOSE, K.UNKNOWN]) after[kind] = VALUE
for (const kind of [K.SEMICOLON, K.BRACE_OPEN, K.BREAK, K.CONTINUE, K.DEBUGGER, K.DEFAULT, K.DO, K.ELSE, K.EXPORT, K.FINALLY, K.TRY]) after[kind] = STATEMENT
for (const kind of [K.AWAIT, K.CASE, K.DELETE, K.EXTENDS, K.IN, K.INSTANCEOF, K.NEW, K.RETURN, K.THROW, K.TYPEOF, K.VOID, K.YIELD]) after[kind] = OPERAND
after[K.TEMPLATE_HEAD] = OPERAND
after[K.TEMPLATE_MIDDLE] = OPERAND

/** The state behind a token of this kind where nothing else is known; brackets, `!`, `++`, `--`, `:` and property names are for the caller. */
export function stateAfter(kind: number): number {
  return after[kind] as number
}
