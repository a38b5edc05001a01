/** Statements. Those that end with a statement wait on a list, not on the stack. */
import type { Statement } from '../../model/facts.ts'
import { beginsTypeDeclaration, readClassDeclaration, readFunctionDeclaration, readTypeDeclaration } from './declarations.ts'
import { readDecorators } from './decorators.ts'
import * as K from './kinds.ts'
import { beginsImport, readExportList, readImport } from './modules.ts'
import type { OpenStatement } from './open-statements.ts'
import type { Parser } from './parser.ts'
import { breakBefore, group, isName, kindAt, skip } from './parser.ts'
import { readPattern } from './patterns.ts'
import { closeScope, openScope } from './scopes.ts'
import { beginStatement, endStatement } from './statement-facts.ts'
import { declarationLength, readDeclaration } from './variables.ts'
import { readAnnotation } from './type-names.ts'

/** Reads statements up to the token `close`. */
export function statements(p: Parser, close: number): void {
  while (p.at < close) {
    const before = p.at
    statement(p)
    if (p.at === before) p.at++
  }
}

/** One statement. */
function statement(p: Parser): void {
  const { openStatements } = p
  const base = openStatements.length
  for (;;) {
    const first = p.at
    const scope = p.scope
    const parent = p.statement
    const kind = kindAt(p, first)
    const index = beginStatement(p, 'block', first)
    const open = opening(p, kind)
    if (open) {
      openStatements.push({ kind: open, first, statement: index, scope, parent })
      if (kindAt(p, p.at) !== K.END && !closes(kindAt(p, p.at))) continue
    } else {
      const fact = p.facts.statements[index]
      if (fact) fact.kind = simple(p, kind, index)
      finish(p, index, first, parent)
    }
    if (!goesOn(p, base)) return
  }
}

function closes(kind: number): boolean {
  return kind === K.BRACE_CLOSE || kind === K.PAREN_CLOSE || kind === K.BRACKET_CLOSE
}

/** Ends the statements whose last part has just been read; true when another part comes. */
function goesOn(p: Parser, base: number): boolean {
  const { openStatements } = p
  while (openStatements.length > base) {
    const open = openStatements[openStatements.length - 1] as OpenStatement
    p.statement = open.statement
    if (open.kind === 'then' && skip(p, K.ELSE)) {
      open.kind = 'tail'
      return true
    }
    if (open.kind === 'do' && skip(p, K.WHILE)) {
      if (kindAt(p, p.at) === K.PAREN_OPEN) group(p, readCondition, undefined)
      skip(p, K.SEMICOLON)
    }
    openStatements.pop()
    if (p.scope !== open.scope) closeScope(p, open.scope)
    finish(p, open.statement, open.first, open.parent)
  }
  return false
}

/** Ends a statement; one that holds nothing vanishes if no later one stands behind it. */
function finish(p: Parser, index: number, first: number, parent: number): void {
  if (p.at > first) return endStatement(p, index, first, parent)
  p.statement = parent
  if (p.facts.statements.length === index + 1) p.facts.statements.pop()
}

/** Reads the head of a statement that ends with a statement; undefined when the statement at the current token is none. */
function opening(p: Parser, kind: number): OpenStatement['kind'] | undefined {
  switch (kind) {
    case K.IF:
      p.at++
      if (kindAt(p, p.at) === K.PAREN_OPEN) group(p, readCondition, undefined)
      return 'then'
    case K.WHILE:
    case K.WITH:
      p.at++
      if (kindAt(p, p.at) === K.PAREN_OPEN) group(p, readCondition, undefined)
      return 'tail'
    case K.DO:
      p.at++
      return 'do'
    case K.FOR:
      openScope(p, 'block', p.at)
      p.at++
      skip(p, K.AWAIT)
      if (kindAt(p, p.at) === K.PAREN_OPEN) group(p, readForHead, undefined)
      return 'tail'
    default:
      if (!isName(kind) || kindAt(p, p.at + 1) !== K.COLON) return undefined
      p.at += 2
      return 'tail'
  }
}

function readCondition(p: Parser, close: number): void {
  if (p.at < close) p.grammar.expression(p)
}

function readForHead(p: Parser, close: number): void {
  const length = declarationLength(p)
  p.noIn = true
  if (length > 0) readDeclaration(p, length, true)
  else if (kindAt(p, p.at) !== K.SEMICOLON) p.grammar.expression(p)
  p.noIn = false
  if (skip(p, K.OF) || skip(p, K.IN)) p.grammar.expression(p)
  while (p.at < close) if (!skip(p, K.SEMICOLON)) readPart(p)
}

function readPart(p: Parser): void {
  const before = p.at
  p.grammar.expression(p)
  if (p.at === before) p.at++
}

/** Reads a statement that does not end with a statement, and gives its kind. */
function simple(p: Parser, kind: number, index: number): Statement['kind'] {
  switch (kind) {
    case K.BRACE_OPEN:
      readBlock(p)
      return 'block'
    case K.SEMICOLON:
      p.at++
      return 'other'
    case K.TRY:
      readTry(p)
      return 'block'
    case K.SWITCH:
      readSwitch(p)
      return 'block'
    case K.RETURN:
    case K.THROW:
      p.at++
      if (!breakBefore(p, p.at)) readValue(p, index)
      skip(p, K.SEMICOLON)
      return kind === K.RETURN ? 'return' : 'raise'
    case K.BREAK:
    case K.CONTINUE:
    case K.DEBUGGER:
      p.at++
      if (isName(kindAt(p, p.at)) && !breakBefore(p, p.at)) p.at++
      skip(p, K.SEMICOLON)
      return 'other'
    case K.IMPORT:
      if (!beginsImport(p)) return expressionStatement(p, index)
      readImport(p)
      skip(p, K.SEMICOLON)
      return 'import'
    case K.EXPORT:
      readExport(p, index, [])
      return 'export'
    case K.AT: {
      const decorators = readDecorators(p)
      if (kindAt(p, p.at) !== K.EXPORT) return declarationOrExpression(p, kindAt(p, p.at), index, decorators)
      readExport(p, index, decorators)
      return 'export'
    }
    default:
      return declarationOrExpression(p, kind, index, [])
  }
}

function declarationOrExpression(p: Parser, kind: number, index: number, decorators: readonly number[]): Statement['kind'] {
  if (kind === K.FUNCTION || (kind === K.ASYNC && kindAt(p, p.at + 1) === K.FUNCTION && !breakBefore(p, p.at + 1))) {
    readFunctionDeclaration(p)
    skip(p, K.SEMICOLON)
    return 'definition'
  }
  if (kind === K.CLASS || (kind === K.ABSTRACT && kindAt(p, p.at + 1) === K.CLASS && !breakBefore(p, p.at + 1))) {
    readClassDeclaration(p, decorators)
    return 'definition'
  }
  const length = declarationLength(p)
  if (length > 0) {
    readDeclaration(p, length, false)
    skip(p, K.SEMICOLON)
    return 'assignment'
  }
  if (!beginsTypeDeclaration(p)) return expressionStatement(p, index)
  if (kind === K.DECLARE) {
    p.at++
    return declarationOrExpression(p, kindAt(p, p.at), index, decorators)
  }
  readTypeDeclaration(p)
  skip(p, K.SEMICOLON)
  return kind === K.NAMESPACE || kind === K.MODULE || kind === K.GLOBAL ? 'block' : 'other'
}

function expressionStatement(p: Parser, index: number): Statement['kind'] {
  const { length } = p.facts.assignments
  const first = p.at
  readValue(p, index)
  const assigned = p.facts.assignments[length]
  const fact = p.facts.statements[index]
  const isAssignment = assigned !== undefined && assigned.span.start === p.starts[first] && p.at > first && assigned.span.end === p.ends[p.at - 1]
  if (isAssignment && fact) fact.value = undefined
  skip(p, K.SEMICOLON)
  return isAssignment ? 'assignment' : 'expression'
}

function readValue(p: Parser, index: number): void {
  const first = p.at
  const value = p.grammar.expression(p)
  const fact = p.facts.statements[index]
  if (fact && p.at > first) fact.value = value
}

function readExport(p: Parser, index: number, decorators: readonly number[]): void {
  p.at++
  if (skip(p, K.EQUALS)) readValue(p, index)
  else if (kindAt(p, p.at) === K.DEFAULT) {
    p.at++
    readDefaultExport(p, index, decorators)
  } else if (kindAt(p, p.at) === K.AS && kindAt(p, p.at + 1) === K.NAMESPACE) p.at += 3
  else if (!readExportList(p)) readInner(p, decorators)
  skip(p, K.SEMICOLON)
}

function readDefaultExport(p: Parser, index: number, decorators: readonly number[]): void {
  const kind = kindAt(p, p.at)
  const next = kindAt(p, p.at + 1)
  const isDefinition = kind === K.FUNCTION || kind === K.CLASS || kind === K.AT
  const isModified = (kind === K.ASYNC && next === K.FUNCTION) || (kind === K.ABSTRACT && next === K.CLASS)
  if (isDefinition || isModified || (kind === K.INTERFACE && isName(next) && !breakBefore(p, p.at + 1))) readInner(p, decorators)
  else readValue(p, index)
}

/** The declaration that is exported: a statement of its own inside the export. */
function readInner(p: Parser, decorators: readonly number[]): void {
  const first = p.at
  const parent = p.statement
  const index = beginStatement(p, 'other', first)
  const own = [...decorators, ...readDecorators(p)]
  const kind = kindAt(p, p.at)
  const result = kind === K.IMPORT ? simple(p, kind, index) : declarationOrExpression(p, kind, index, own)
  const fact = p.facts.statements[index]
  if (fact) fact.kind = result
  finish(p, index, first, parent)
}

function readBlock(p: Parser): void {
  if (kindAt(p, p.at) !== K.BRACE_OPEN) return
  const outer = openScope(p, 'block', p.at)
  group(p, statements, undefined)
  closeScope(p, outer)
}

function readTry(p: Parser): void {
  p.at++
  readBlock(p)
  if (kindAt(p, p.at) === K.CATCH) {
    const outer = openScope(p, 'block', p.at)
    p.at++
    if (kindAt(p, p.at) === K.PAREN_OPEN) group(p, readCatchParameter, undefined)
    if (kindAt(p, p.at) === K.BRACE_OPEN) group(p, statements, undefined)
    closeScope(p, outer)
  }
  if (skip(p, K.FINALLY)) readBlock(p)
}

function readCatchParameter(p: Parser): void {
  readPattern(p, { scope: p.scope, kind: 'except', index: -1, chains: false, each: undefined })
  readAnnotation(p)
}

function readSwitch(p: Parser): void {
  p.at++
  if (kindAt(p, p.at) === K.PAREN_OPEN) group(p, readCondition, undefined)
  if (kindAt(p, p.at) !== K.BRACE_OPEN) return
  const outer = openScope(p, 'block', p.at)
  group(p, readCases, undefined)
  closeScope(p, outer)
}

function readCases(p: Parser, close: number): void {
  while (p.at < close) {
    const before = p.at
    if (skip(p, K.CASE)) {
      p.grammar.expression(p)
      skip(p, K.COLON)
    } else if (kindAt(p, p.at) === K.DEFAULT && kindAt(p, p.at + 1) === K.COLON) p.at += 2
    else statement(p)
    if (p.at === before) p.at++
  }
}

