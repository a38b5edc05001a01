import type { Import } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import { bind } from './bindings.ts'
import { beginStatement, endStatement } from './blocks.ts'
import { AS, COMMA, DOT, ELLIPSIS, IMPORT, NAME, PAREN_CLOSE, PAREN_OPEN, STAR } from './kinds.ts'
import { accept, advance, endOfToken, kindAt, nameOfToken, startOfToken } from './reader.ts'
import type { Reader } from './state.ts'

interface ModuleName {
  readonly text: string
  readonly span: Span
  /** Its first name: `a` of `a.b`. */
  readonly first: string
  readonly firstSpan: Span
}

/** Reads `import a.b as c, d`. */
export function readImport(reader: Reader): void {
  const statement = beginStatement(reader, 'import')
  advance(reader)
  do {
    if (kindAt(reader, 0) !== NAME) break
    const module = readModuleName(reader)
    const alias = readAlias(reader)
    addImport(reader, statement, {
      module: module.text, moduleSpan: module.span, form: 'module', imported: undefined, local: alias?.name ?? module.first,
    }, { start: module.span.start, end: reader.lastEnd }, alias?.span ?? module.firstSpan)
  } while (accept(reader, COMMA))
  endStatement(reader, statement)
}

/** Reads `from ..a import b as c, d`, `from a import (b, c)` and `from a import *`. */
export function readFromImport(reader: Reader): void {
  const statement = beginStatement(reader, 'import')
  advance(reader)
  const module = readModuleName(reader)
  const source = { module: module.text, moduleSpan: module.span }
  if (accept(reader, IMPORT)) {
    if (kindAt(reader, 0) === STAR) {
      const span = { start: startOfToken(reader), end: endOfToken(reader) }
      advance(reader)
      addImport(reader, statement, { ...source, form: 'star', imported: undefined, local: undefined }, span, span)
    } else {
      const parenthesised = accept(reader, PAREN_OPEN)
      while (kindAt(reader, 0) === NAME) {
        readImportedName(reader, statement, source)
        if (!accept(reader, COMMA)) break
      }
      if (parenthesised) accept(reader, PAREN_CLOSE)
    }
  }
  endStatement(reader, statement)
}

function readImportedName(reader: Reader, statement: number, source: Pick<Import, 'module' | 'moduleSpan'>): void {
  const nameSpan = { start: startOfToken(reader), end: endOfToken(reader) }
  const imported = nameOfToken(reader)
  advance(reader)
  const alias = readAlias(reader)
  const facts = { ...source, form: 'name' as const, imported, local: alias?.name ?? imported }
  addImport(reader, statement, facts, { start: nameSpan.start, end: reader.lastEnd }, alias?.span ?? nameSpan)
}

function readAlias(reader: Reader): { readonly name: string; readonly span: Span } | undefined {
  if (!accept(reader, AS) || kindAt(reader, 0) !== NAME) return undefined
  const alias = { name: nameOfToken(reader), span: { start: startOfToken(reader), end: endOfToken(reader) } }
  advance(reader)
  return alias
}

type ImportNames = Pick<Import, 'module' | 'moduleSpan' | 'form' | 'imported' | 'local'>

function addImport(reader: Reader, statement: number, names: ImportNames, span: Span, localSpan: Span): void {
  const index = reader.imports.push({ ...names, typeOnly: false, span, statement, scope: reader.scope }) - 1
  if (names.local !== undefined) bind(reader, names.local, localSpan, reader.scope, 'import', index)
}

/** Reads leading dots and a dotted name; blanks within it are left out of the text. */
function readModuleName(reader: Reader): ModuleName {
  const start = startOfToken(reader)
  let text = ''
  while (kindAt(reader, 0) === DOT || kindAt(reader, 0) === ELLIPSIS) {
    text += kindAt(reader, 0) === DOT ? '.' : '...'
    advance(reader)
  }
  const firstSpan = { start: startOfToken(reader), end: endOfToken(reader) }
  let first = ''
  if (kindAt(reader, 0) === NAME) {
    first = nameOfToken(reader)
    text += first
    advance(reader)
    while (kindAt(reader, 0) === DOT && kindAt(reader, 1) === NAME) {
      advance(reader)
      text += `.${nameOfToken(reader)}`
      advance(reader)
    }
  }
  return { text, span: { start, end: Math.max(start, reader.lastEnd) }, first, firstSpan }
}
