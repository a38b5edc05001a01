/** Declarations of functions and classes, and those of TypeScript alone: types, enums, namespaces, ambient ones. */
import { readClass } from './classes.ts'
import { hasBody, head, readFunction, skipSignature } from './functions.ts'
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { breakBefore, group, isName, items, kindAt, partnerOf, skip } from './parser.ts'
import { readKey } from './patterns.ts'
import { bind, closeScope, openScope } from './scopes.ts'
import { noteTypeNames, readType, skipAngle } from './type-names.ts'

/** Reads `function …` or `async function …`, with a name or without. */
export function readFunctionDeclaration(p: Parser): void {
  const first = p.at
  const isAsync = skip(p, K.ASYNC)
  p.at++
  const isGenerator = skip(p, K.STAR)
  const nameToken = isName(kindAt(p, p.at)) ? p.at++ : -1
  if (!hasBody(p)) {
    if (nameToken >= 0) bind(p, nameToken, p.scope, 'function', -1)
    return skipSignature(p)
  }
  if (nameToken >= 0) bind(p, nameToken, p.scope, 'function', p.facts.functions.length)
  readFunction(p, head(p, 'function', first, nameToken, isAsync, isGenerator))
}

/** Reads decorators, modifiers and the class behind them; false, with only the decorators read, when no class follows. */
export function readClassDeclaration(p: Parser, decorators: readonly number[]): boolean {
  if (kindAt(p, p.at) === K.ABSTRACT && kindAt(p, p.at + 1) === K.CLASS) p.at++
  if (kindAt(p, p.at) !== K.CLASS) return false
  readClass(p, decorators, false)
  return true
}

/** Whether a declaration of TypeScript begins at the current word: a name, or a string for a module, follows on the same line. */
export function beginsTypeDeclaration(p: Parser): boolean {
  const kind = kindAt(p, p.at)
  const next = p.at + 1
  const sameLine = !breakBefore(p, next)
  switch (kind) {
    case K.ENUM:
      return true
    case K.CONST:
      return kindAt(p, next) === K.ENUM
    case K.INTERFACE:
    case K.TYPE:
      return sameLine && isName(kindAt(p, next))
    case K.NAMESPACE:
    case K.MODULE:
      return sameLine && (isName(kindAt(p, next)) || kindAt(p, next) === K.STRING)
    case K.GLOBAL:
      return kindAt(p, next) === K.BRACE_OPEN
    case K.DECLARE:
      return sameLine && declarable.has(kindAt(p, next))
    default:
      return false
  }
}

const declarable = new Set([
  K.VAR, K.LET, K.CONST, K.FUNCTION, K.CLASS, K.ABSTRACT, K.ENUM, K.INTERFACE, K.TYPE, K.NAMESPACE, K.MODULE, K.GLOBAL, K.ASYNC, K.USING, K.IMPORT,
])

/** Reads the declaration that `beginsTypeDeclaration` found, `declare` apart: that is for the caller. */
export function readTypeDeclaration(p: Parser): void {
  switch (kindAt(p, p.at)) {
    case K.INTERFACE:
      return readInterface(p)
    case K.TYPE:
      return readAlias(p)
    case K.CONST:
      p.at++
      return readEnum(p)
    case K.ENUM:
      return readEnum(p)
    default:
      return readNamespace(p)
  }
}

function readInterface(p: Parser): void {
  bind(p, p.at + 1, p.scope, 'type', -1)
  p.at += 2
  skipAngle(p)
  if (kindAt(p, p.at) === K.EXTENDS) {
    do {
      p.at++
      readType(p)
    } while (kindAt(p, p.at) === K.COMMA)
  }
  if (kindAt(p, p.at) !== K.BRACE_OPEN) return
  const close = Math.min(p.count, partnerOf(p, p.at))
  noteTypeNames(p, p.at + 1, close)
  p.at = Math.min(p.count, close + 1)
}

function readAlias(p: Parser): void {
  bind(p, p.at + 1, p.scope, 'type', -1)
  p.at += 2
  skipAngle(p)
  if (skip(p, K.EQUALS)) readType(p)
}

function readEnum(p: Parser): void {
  p.at++
  if (isName(kindAt(p, p.at))) {
    bind(p, p.at, p.scope, 'type', -1)
    p.at++
  }
  if (kindAt(p, p.at) !== K.BRACE_OPEN) return
  const outer = openScope(p, 'block', p.at)
  group(p, readEnumMembers, undefined)
  closeScope(p, outer)
}

function readEnumMembers(p: Parser, close: number): void {
  items(p, close, K.COMMA, () => {
    readKey(p)
    if (skip(p, K.EQUALS)) p.grammar.assignment(p)
  })
}

/** `namespace a.b {…}`, `module 'm' {…}`, `global {…}`. */
function readNamespace(p: Parser): void {
  const isGlobal = kindAt(p, p.at) === K.GLOBAL
  p.at++
  if (!isGlobal && isName(kindAt(p, p.at))) {
    bind(p, p.at, p.scope, 'type', -1)
    p.at++
    while (skip(p, K.DOT)) p.at++
  } else if (!isGlobal) skip(p, K.STRING)
  if (kindAt(p, p.at) !== K.BRACE_OPEN) return
  const outer = openScope(p, 'function', p.at)
  group(p, readStatements, undefined)
  closeScope(p, outer)
}

function readStatements(p: Parser, close: number): void {
  p.grammar.statements(p, close)
}

