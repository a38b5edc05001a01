/** Import and export declarations. */
import type { Import } from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'
import * as K from './kinds.ts'
import type { Parser } from './parser.ts'
import { breakBefore, group, isName, isWord, items, kindAt, nameOf, skip, spanFrom, spanOf } from './parser.ts'
import { nameChain } from './name-chains.ts'
import { primary } from './primaries.ts'
import { bind } from './scopes.ts'

/** A specifier whose module is not known yet. */
interface Specifier {
  readonly form: Import['form']
  readonly imported: string | undefined
  /** The token of the name bound here, or -1. */
  readonly local: number
  readonly typeOnly: boolean
  readonly span: Span
}

/** Whether an import declaration, no expression, begins at the current `import`. */
export function beginsImport(p: Parser): boolean {
  const next = kindAt(p, p.at + 1)
  return next !== K.PAREN_OPEN && next !== K.DOT
}

/** Reads an import declaration up to its end, without the semicolon. */
export function readImport(p: Parser): void {
  const first = p.at
  p.at++
  if (kindAt(p, p.at) === K.STRING) {
    const span = spanOf(p, p.at)
    return readModule(p, [{ form: 'bare', imported: undefined, local: -1, typeOnly: false, span }])
  }
  const typeOnly = isTypeModifier(p)
  if (typeOnly) p.at++
  else if (isPhase(p)) p.at++
  const specifiers: Specifier[] = []
  if (isName(kindAt(p, p.at))) {
    if (kindAt(p, p.at + 1) === K.EQUALS) return readImportEquals(p, first, typeOnly)
    specifiers.push({ form: 'name', imported: 'default', local: p.at, typeOnly, span: spanOf(p, p.at) })
    p.at++
    skip(p, K.COMMA)
  }
  if (kindAt(p, p.at) === K.STAR) {
    const star = p.at
    p.at++
    skip(p, K.AS)
    if (isName(kindAt(p, p.at))) {
      p.at++
      specifiers.push({ form: 'module', imported: undefined, local: p.at - 1, typeOnly, span: spanFrom(p, star) })
    }
  } else if (kindAt(p, p.at) === K.BRACE_OPEN) {
    const before = p.at
    group(p, readSpecifiers, { list: specifiers, typeOnly, reexport: false })
    if (specifiers.length === 0) specifiers.push({ form: 'bare', imported: undefined, local: -1, typeOnly, span: spanFrom(p, before) })
  }
  skip(p, K.FROM)
  readModule(p, specifiers)
}

/** `import type` with something to import behind it: `type` itself may be the name of a default import. */
function isTypeModifier(p: Parser): boolean {
  if (kindAt(p, p.at) !== K.TYPE) return false
  const next = kindAt(p, p.at + 1)
  if (next === K.BRACE_OPEN || next === K.STAR) return true
  if (!isName(next)) return false
  return next !== K.FROM || kindAt(p, p.at + 2) === K.FROM || kindAt(p, p.at + 2) === K.EQUALS
}

/** `import defer * as x`, `import source x from`; as with `type`, the word itself may be the name of a default import. */
function isPhase(p: Parser): boolean {
  const word = p.text.slice(p.starts[p.at], p.ends[p.at])
  const next = kindAt(p, p.at + 1)
  if (word === 'defer' && (next === K.STAR || next === K.BRACE_OPEN)) return true
  return (word === 'defer' || word === 'source') && isName(next) && (next !== K.FROM || kindAt(p, p.at + 2) === K.FROM)
}

/** `import x = require('m')` imports; `import x = a.b` gives a name of a namespace another name. */
function readImportEquals(p: Parser, first: number, typeOnly: boolean): void {
  const local = p.at
  p.at += 2
  const isRequire = p.text.slice(p.starts[p.at], p.ends[p.at]) === 'require' && kindAt(p, p.at + 1) === K.PAREN_OPEN && kindAt(p, p.at + 2) === K.STRING
  if (isRequire) {
    p.at += 2
    const module = p.at
    p.at++
    skip(p, K.PAREN_CLOSE)
    addImports(p, [{ form: 'module', imported: undefined, local, typeOnly, span: spanFrom(p, local) }], module)
    return
  }
  const index = p.facts.assignments.length
  const target = nameChain(p, local, true)
  bind(p, local, p.scope, 'assignment', index)
  const value = p.grammar.leftHandSide(p, -1)
  p.facts.assignments.push({
    span: spanFrom(p, first), targets: [target], annotation: undefined, value, operator: '=', declaration: 'import', scope: p.scope, statement: p.statement,
  })
}

interface SpecifierFilling {
  readonly list: Specifier[]
  readonly typeOnly: boolean
  readonly reexport: boolean
}

function readSpecifiers(p: Parser, close: number, { list, typeOnly, reexport }: SpecifierFilling): void {
  items(p, close, K.COMMA, () => {
    const first = p.at
    const words = specifierWords(p, close)
    if (words.length === 0) return
    const isType = words.length === 2 || words.length === 4 || (words.length === 3 && kindAt(p, words[1] as number) !== K.AS)
    const names = isType ? words.slice(1) : words
    const imported = names[0] as number
    const local = names[names.length - 1] as number
    list.push({
      form: reexport ? 'reexport' : 'name', imported: specifierName(p, imported), local: reexport ? -1 : local,
      typeOnly: typeOnly || isType, span: spanFrom(p, first),
    })
  })
}

/** The words of one specifier: `a`, `type a`, `a as b`, `type a as b`; string names count as words. */
function specifierWords(p: Parser, close: number): number[] {
  const words: number[] = []
  while (p.at < close && words.length < 4 && (isWord(kindAt(p, p.at)) || kindAt(p, p.at) === K.STRING)) words.push(p.at++)
  return words
}

function specifierName(p: Parser, token: number): string {
  return kindAt(p, token) === K.STRING ? p.text.slice((p.starts[token] as number) + 1, (p.ends[token] as number) - 1) : nameOf(p, token)
}

/** The module's text at the current token, and the attributes behind it. */
function readModule(p: Parser, specifiers: readonly Specifier[]): void {
  const module = p.at
  if (!skip(p, K.STRING)) return
  addImports(p, specifiers, module)
  const kind = kindAt(p, p.at)
  if ((kind === K.WITH || (kind === K.ASSERT && !breakBefore(p, p.at))) && kindAt(p, p.at + 1) === K.BRACE_OPEN) {
    p.at++
    primary(p)
  }
}

function addImports(p: Parser, specifiers: readonly Specifier[], moduleToken: number): void {
  const whole = spanOf(p, moduleToken)
  const moduleSpan = { start: whole.start + 1, end: whole.end - 1 }
  const module = p.text.slice(moduleSpan.start, moduleSpan.end)
  for (const { form, imported, local, typeOnly, span } of specifiers) {
    if (local >= 0) bind(p, local, p.scope, 'import', p.facts.imports.length)
    p.facts.imports.push({
      module, moduleSpan, form, imported, local: local >= 0 ? nameOf(p, local) : undefined, typeOnly, span, statement: p.statement, scope: p.scope,
    })
  }
}

/** Reads `{…}`, `*` and what follows them behind `export`; false when something else is exported. */
export function readExportList(p: Parser): boolean {
  const typeOnly = kindAt(p, p.at) === K.TYPE && (kindAt(p, p.at + 1) === K.BRACE_OPEN || kindAt(p, p.at + 1) === K.STAR)
  const first = typeOnly ? p.at + 1 : p.at
  if (kindAt(p, first) === K.STAR) {
    p.at = first + 1
    if (skip(p, K.AS)) p.at++
    const span = spanFrom(p, first)
    skip(p, K.FROM)
    readModule(p, [{ form: 'reexport', imported: '*', local: -1, typeOnly, span }])
    return true
  }
  if (kindAt(p, first) !== K.BRACE_OPEN) return false
  p.at = first
  const specifiers: Specifier[] = []
  const close = p.partners[first] as number
  const from = kindAt(p, close + 1) === K.FROM && kindAt(p, close + 2) === K.STRING
  if (!from) {
    group(p, readLocalExports, undefined)
    return true
  }
  group(p, readSpecifiers, { list: specifiers, typeOnly, reexport: true })
  if (specifiers.length === 0) specifiers.push({ form: 'bare', imported: undefined, local: -1, typeOnly, span: spanFrom(p, first) })
  p.at++
  readModule(p, specifiers)
  return true
}

/** `export {a, b as c}` uses the names. */
function readLocalExports(p: Parser, close: number): void {
  items(p, close, K.COMMA, () => {
    const words = specifierWords(p, close)
    const isType = words.length === 2 || words.length === 4 || (words.length === 3 && kindAt(p, words[1] as number) !== K.AS)
    const token = words[isType ? 1 : 0]
    if (token === undefined || !isName(kindAt(p, token))) return
    nameChain(p, token, true)
  })
}
