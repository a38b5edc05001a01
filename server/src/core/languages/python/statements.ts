/** Statements → facts (Python Language Reference, chapters 7 and 8), line by line, blocks on a stack. */
import { bind, bindTarget, redirect } from './bindings.ts'
import { beginStatement, closeBlock, closeInlineBlocks, endStatement, innermostBlock, openBlock, openStrayBlock } from './blocks.ts'
import { dropDecorators, readClass, readDecorator, readFunction } from './definitions.ts'
import { readExpression } from './expressions.ts'
import { MANY, SINGLE, TARGET_LIST } from './frames.ts'
import { readFromImport, readImport } from './imports.ts'
import * as kind from './kinds.ts'
import { readTypeParameters } from './parameters.ts'
import { readPattern } from './patterns.ts'
import { accept, advance, atWord, endOfToken, endScope, kindAt, nameOfToken, startOfToken } from './reader.ts'
import type { OpenAssignment, Reader } from './state.ts'
import { readWithItems } from './with-items.ts'

/** Reads all statements of the text. */
export function readStatements(reader: Reader): void {
  for (;;) {
    const next = kindAt(reader, 0)
    if (next === kind.END) break
    if (next === kind.NEWLINE) {
      reader.at++
      closeInlineBlocks(reader)
    } else if (next === kind.SEMICOLON) {
      // It ends no statement, but a block may end with it.
      reader.lastEnd = endOfToken(reader)
      reader.at++
    } else if (next === kind.INDENT) openStrayBlock(reader)
    else if (next === kind.DEDENT) {
      reader.at++
      closeBlock(reader)
    } else readStatement(reader, next)
  }
  while (innermostBlock(reader).kind !== 'module') closeBlock(reader)
  if (reader.pendingDefinition >= 0) dropDecorators(reader)
}

function readStatement(reader: Reader, next: number): void {
  const definition = next === kind.DEF || next === kind.CLASS || (next === kind.ASYNC && kindAt(reader, 1) === kind.DEF)
  if (reader.pendingDefinition >= 0 && !definition && next !== kind.AT) dropDecorators(reader)
  switch (next) {
    case kind.AT:
      return readDecorator(reader)
    case kind.DEF:
      return readFunction(reader)
    case kind.CLASS:
      return readClass(reader)
    case kind.ASYNC:
      return readAsync(reader)
    case kind.IF:
    case kind.WHILE:
      return readCondition(reader, beginStatement(reader, 'block'))
    case kind.FOR:
      return readFor(reader)
    case kind.WITH:
      return readWith(reader)
    case kind.TRY:
      return readClause(reader, beginStatement(reader, 'block'))
    case kind.ELIF:
      return readCondition(reader, continueStatement(reader))
    case kind.ELSE:
    case kind.FINALLY:
      return readClause(reader, continueStatement(reader))
    case kind.EXCEPT:
      return readExcept(reader)
    case kind.IMPORT:
      return readImport(reader)
    case kind.FROM:
      return readFromImport(reader)
    case kind.RETURN:
      return readValueStatement(reader, 'return', MANY)
    case kind.ASSERT:
      return readValueStatement(reader, 'assert', SINGLE)
    case kind.RAISE:
      return readValueStatement(reader, 'raise', SINGLE)
    case kind.DEL:
      return readDelete(reader)
    case kind.GLOBAL:
      return readRedirect(reader, 'global')
    case kind.NONLOCAL:
      return readRedirect(reader, 'nonlocal')
    case kind.PASS:
    case kind.BREAK:
    case kind.CONTINUE:
      return readWord(reader)
    case kind.NAME:
      return readSoftStatement(reader)
    default:
      return readExpressionStatement(reader)
  }
}

function readSoftStatement(reader: Reader): void {
  if (innermostBlock(reader).kind === 'match' && atWord(reader, 'case')) return readCase(reader)
  if (atWord(reader, 'match') && beginsMatch(reader)) {
    const statement = beginStatement(reader, 'block')
    advance(reader)
    readExpression(reader, MANY)
    return openBlock(reader, 'match', statement, -1, reader.scope)
  }
  if (atWord(reader, 'type') && kindAt(reader, 1) === kind.NAME) return readTypeAlias(reader)
  readExpressionStatement(reader)
}

/** `match` is a keyword where a value follows it and the line ends with a colon: `match (x):`, but not `match(x)` or `match[x]: int`. */
function beginsMatch(reader: Reader): boolean {
  const before = reader.kinds[reader.at - 1] ?? kind.NEWLINE
  if (before !== kind.NEWLINE && before !== kind.INDENT && before !== kind.DEDENT) return false
  switch (kindAt(reader, 1)) {
    case kind.EQUAL:
    case kind.AUGMENTED:
    case kind.DOT:
    case kind.COMMA:
    case kind.COLON:
    case kind.SEMICOLON:
    case kind.NEWLINE:
    case kind.END:
      return false
    default:
  }
  let last = reader.at
  while (reader.kinds[last] !== kind.NEWLINE && reader.kinds[last] !== kind.END) last++
  return reader.kinds[last - 1] === kind.COLON
}

function readCase(reader: Reader): void {
  const { statement } = innermostBlock(reader)
  reader.statement = statement
  advance(reader)
  readPattern(reader)
  if (accept(reader, kind.IF)) readExpression(reader, MANY)
  openBlock(reader, 'block', statement, -1, reader.scope)
}

/** `type X[T] = value` (PEP 695). */
function readTypeAlias(reader: Reader): void {
  const statement = beginStatement(reader, 'other')
  const scope = reader.scope
  advance(reader)
  bind(reader, nameOfToken(reader), { start: startOfToken(reader), end: endOfToken(reader) }, scope, 'type', -1)
  advance(reader)
  const generic = kindAt(reader, 0) === kind.BRACKET_OPEN
  if (generic) readTypeParameters(reader)
  if (accept(reader, kind.EQUAL)) readExpression(reader, SINGLE)
  if (generic) endScope(reader, reader.scope)
  reader.scope = scope
  endStatement(reader, statement)
}

/** The statement that an `else`, `elif`, `except` or `finally` continues; a new one when there is none. */
function continueStatement(reader: Reader): number {
  const { previous } = innermostBlock(reader)
  if (previous < 0) return beginStatement(reader, 'block')
  reader.statement = previous
  return previous
}

function readAsync(reader: Reader): void {
  const next = kindAt(reader, 1)
  if (next === kind.DEF) readFunction(reader)
  else if (next === kind.FOR) readFor(reader)
  else if (next === kind.WITH) readWith(reader)
  else readExpressionStatement(reader)
}

function readClause(reader: Reader, statement: number): void {
  advance(reader)
  openBlock(reader, 'block', statement, -1, reader.scope)
}

function readCondition(reader: Reader, statement: number): void {
  advance(reader)
  readExpression(reader, MANY)
  openBlock(reader, 'block', statement, -1, reader.scope)
}

function readFor(reader: Reader): void {
  const statement = beginStatement(reader, 'block')
  accept(reader, kind.ASYNC)
  advance(reader)
  bindTarget(reader, readExpression(reader, TARGET_LIST), reader.scope, 'loop', -1)
  if (accept(reader, kind.IN)) readExpression(reader, MANY)
  openBlock(reader, 'block', statement, -1, reader.scope)
}

function readWith(reader: Reader): void {
  const statement = beginStatement(reader, 'block')
  const isAsync = accept(reader, kind.ASYNC)
  advance(reader)
  readWithItems(reader, isAsync)
  openBlock(reader, 'block', statement, -1, reader.scope)
}

function readExcept(reader: Reader): void {
  const statement = continueStatement(reader)
  advance(reader)
  accept(reader, kind.STAR)
  readExpression(reader, MANY)
  if (accept(reader, kind.AS) && kindAt(reader, 0) === kind.NAME) {
    bind(reader, nameOfToken(reader), { start: startOfToken(reader), end: endOfToken(reader) }, reader.scope, 'except', -1)
    advance(reader)
  }
  openBlock(reader, 'block', statement, -1, reader.scope)
}

function readValueStatement(reader: Reader, statementKind: 'return' | 'assert' | 'raise', mode: number): void {
  const statement = beginStatement(reader, statementKind)
  advance(reader)
  const begun = reader.statements[statement]
  const value = readExpression(reader, mode)
  if (begun) begun.value = value
  if (accept(reader, kind.COMMA) || accept(reader, kind.FROM)) readExpression(reader, MANY)
  endStatement(reader, statement)
}

function readDelete(reader: Reader): void {
  const statement = beginStatement(reader, 'delete')
  advance(reader)
  readExpression(reader, MANY)
  endStatement(reader, statement)
}

function readWord(reader: Reader): void {
  const statement = beginStatement(reader, 'other')
  advance(reader)
  endStatement(reader, statement)
}

function readRedirect(reader: Reader, target: 'global' | 'nonlocal'): void {
  const statement = beginStatement(reader, 'other')
  advance(reader)
  while (kindAt(reader, 0) === kind.NAME) {
    redirect(reader, nameOfToken(reader), target)
    advance(reader)
    if (!accept(reader, kind.COMMA)) break
  }
  endStatement(reader, statement)
}

function readExpressionStatement(reader: Reader): void {
  const statement = beginStatement(reader, 'expression')
  const start = startOfToken(reader)
  const value = readExpression(reader, MANY)
  const begun = reader.statements[statement]
  const next = kindAt(reader, 0)
  const assigns = value !== undefined && (next === kind.EQUAL || next === kind.COLON || next === kind.AUGMENTED)
  if (begun && assigns) {
    begun.kind = 'assignment'
    const assignment: OpenAssignment = {
      span: { start, end: start }, targets: [value], annotation: undefined, value: undefined, operator: '=', declaration: undefined, scope: reader.scope, statement,
    }
    const index = reader.assignments.push(assignment) - 1
    // `(x): int` without a value declares nothing (Language Reference 7.2.2).
    const declares = next !== kind.COLON || value.kind === 'chain'
    if (declares) bindTarget(reader, value, reader.scope, 'assignment', index)
    readAssignment(reader, assignment, index)
    if (!declares && assignment.value) bindTarget(reader, value, reader.scope, 'assignment', index)
  } else if (begun) begun.value = value
  endStatement(reader, statement)
}

function readAssignment(reader: Reader, assignment: OpenAssignment, index: number): void {
  if (kindAt(reader, 0) === kind.AUGMENTED) {
    assignment.operator = reader.text.slice(startOfToken(reader), endOfToken(reader))
    advance(reader)
    assignment.value = readExpression(reader, MANY)
  } else {
    if (accept(reader, kind.COLON)) assignment.annotation = readExpression(reader, SINGLE)
    while (accept(reader, kind.EQUAL)) {
      if (assignment.value) {
        assignment.targets.push(assignment.value)
        bindTarget(reader, assignment.value, reader.scope, 'assignment', index)
      }
      assignment.value = readExpression(reader, MANY)
    }
  }
  assignment.span.end = reader.lastEnd
}
