/** How the address of a server of the test reaches the code under test: as an argument, a constant of its module, a setting, or an environment variable. */
import type { Chain, FunctionFact } from '../../../model/facts.ts'
import { contains } from '../../../text/span.ts'
import { mark, refuse, replace, type Draft } from './draft.ts'
import { applicationModule, modulesUnder } from './imported-libraries.ts'
import type { Patch } from './patches.ts'
import { runnerOf } from './runners.ts'
import { addParameter } from './signature.ts'

/** Where the address is needed for the first time, and a statement to be written before that; -1 for nowhere. */
export interface Given {
  readonly statement: number
  readonly line: string | undefined
}

/** Writes the address where the code takes it from. Refuses when nothing tells where that is. */
export function giveAddress(draft: Draft, patch: Patch, fact: FunctionFact, server: string, checks: readonly Chain[]): Given {
  const module = patch.target.replace(/\.?(?:websockets(?:\.\w+)*\.)?connect$/, '')
  const text = (module === '' ? undefined : applicationModule(draft, module)) ?? modulesUnder(draft).find((each) => /\bconnect\s*\(/.test(each))
  const source = text === undefined ? undefined : sourceOf(text, draft.text.slice(fact.body.start, fact.body.end))
  if (source === 'several') {
    refuse(draft, patch.span, 'the module connects to several addresses, and nothing tells which of them the test is about')
    return { statement: -1, line: undefined }
  }
  if (source?.isSecure === true) refuse(draft, patch.span, 'the code under test connects with ssl=…, which a plain server on loopback does not answer')
  const literals = literalsOf(draft, fact).filter(({ span }) => !checks.some((check) => contains(check.span, span)))
  if (literals.length > 0 && source?.setting === undefined) {
    if (new Set(literals.map(({ host }) => host)).size > 1) refuse(draft, patch.span, 'the test names more than one server')
    for (const { span, path } of literals) replace(draft, span, path === '' ? `${server}.url` : `f"{${server}.url}${path}"`)
    const first = statementAt(draft, literals[0]?.span.start ?? 0)
    if (source === undefined) mark(draft, first, 'check that the code under test connects to the address that it is given')
    return { statement: first, line: undefined }
  }
  const setting = source?.setting
  const prepared = setting === undefined && fact.class >= 0 ? preparedIn(draft, fact) : undefined
  if (prepared !== undefined) {
    const first = firstOf(draft, patch, fact)
    mark(draft, first, `check that ${prepared.name} is read only after this line`)
    return { statement: first, line: `${prepared.name} = ${prepared.path === '' ? `${server}.url` : `f"{${server}.url}${prepared.path}"`}` }
  }
  if (setting === undefined || module === '' || runnerOf(draft, fact) === 'unittest') {
    refuse(draft, patch.span, setting === undefined
      ? 'nothing in the test gives the code under test the address of its server: pass it as an argument, or take it from a constant of the module'
      : `the address is set by ${setting.name}, which only a test of pytest can change for one test`)
    return { statement: -1, line: undefined }
  }
  addParameter(draft, patch.test, 'monkeypatch')
  draft.fixtures.delete('monkeypatch')
  const target = setting.kind === 'env' ? `monkeypatch.setenv("${setting.name}", ` : `monkeypatch.setattr("${module}.${setting.name}", `
  const value = setting.path === '' ? `${server}.url` : `f"{${server}.url}${setting.path}"`
  const first = firstOf(draft, patch, fact)
  if (setting.kind === 'attribute') mark(draft, first, `check that ${setting.name} can be set, and is read when the code connects`)
  return { statement: driving(draft, fact, first), line: `${target}${value})` }
}

/** The first statement that stays. */
function firstOf(draft: Draft, patch: Patch, fact: FunctionFact): number {
  return draft.facts.statements.findIndex(({ parent, value }, index) => (parent === fact.statement || (patch.kind === 'with' && parent === patch.statement)) && value?.kind !== 'string'
    && index !== patch.statement && !draft.deleted.has(index))
}

/** The first statement that awaits or calls the code under test: the address must be known there. */
function driving(draft: Draft, fact: FunctionFact, otherwise: number): number {
  const found = draft.facts.statements.findIndex((statement) => statement.span.start >= fact.body.start && statement.span.end <= fact.body.end && statement.kind !== 'block'
    && /\bawait\b/.test(draft.text.slice(statement.span.start, statement.span.end)))
  return found < 0 ? otherwise : found
}

/** The one address that the class of a test sets up for each of its tests: `self.config.ws_url = "ws://…"`. */
function preparedIn(draft: Draft, fact: FunctionFact): { readonly name: string, readonly path: string } | undefined {
  const found = draft.facts.assignments.flatMap(({ scope, targets: [target], value }) => {
    const owner = draft.facts.functions.find((each) => each.scope === scope)
    if (owner?.class !== fact.class || !/^(?:setUp|asyncSetUp|setup_method)$/.test(owner.name ?? '') || target?.kind !== 'chain' || target.root !== 'self' || value?.kind !== 'string') return []
    const path = /^wss?:\/\/[^/?]*(.*)$/.exec(value.text ?? '')?.[1]
    return path === undefined ? [] : [{ name: draft.text.slice(target.span.start, target.span.end), path: path === '/' ? '' : path }]
  })
  return found.length === 1 ? found[0] : undefined
}

interface Literal {
  readonly span: { readonly start: number, readonly end: number }
  readonly host: string
  readonly path: string
}

/** The addresses that a test writes out. */
function literalsOf(draft: Draft, fact: FunctionFact): readonly Literal[] {
  const body = draft.text.slice(fact.body.start, fact.body.end)
  return [...body.matchAll(/(?<![\w"'])(["'])(wss?:\/\/[^/?"'\s{}\\]*)([^"'\s{}\\]*)\1/g)].map((match) => ({
    span: { start: fact.body.start + match.index, end: fact.body.start + match.index + match[0].length }, host: match[2] ?? '', path: match[3] === '/' ? '' : match[3] ?? '',
  }))
}

function statementAt(draft: Draft, offset: number): number {
  return draft.facts.statements.findLastIndex(({ span, kind }) => span.start <= offset && offset < span.end && kind !== 'block')
}

interface Source {
  readonly isSecure: boolean
  readonly setting: { readonly kind: 'constant' | 'attribute' | 'env', readonly name: string, readonly path: string } | undefined
}

/** Where the code takes the address from that it connects to: in the functions that the test names, if it names one, else in all of its module. */
function sourceOf(text: string, test: string): Source | 'several' | undefined {
  const all = [...text.matchAll(/(?<!def )\bconnect\s*\(\s*([^,)\n]+)([^)]*)\)/g)]
  const defined = all.length > 0 ? [...text.matchAll(/\bdef (\w+)/g)] : []
  const named = all.filter(({ index }) => {
    const around = defined.findLast((each) => each.index < index)?.[1]
    return around !== undefined && new RegExp(`\\b${around}\\(`).test(test)
  })
  const sources = (named.length > 0 ? named : all).map((found) => sourceOfCall(text, found.index, found[1]?.trim() ?? '', /\bssl\s*=/.test(found[2] ?? '')))
  return new Set(sources.map((source) => JSON.stringify(source))).size > 1 ? 'several' : sources[0]
}

/** No setting where it is given as an argument. */
function sourceOfCall(text: string, at: number, expression: string, isSecure: boolean): Source {
  for (let depth = 0; depth < 3; depth++) {
    const env = /\b(?:environ\[|environ\.get\(|getenv\()\s*["'](\w+)["']/.exec(expression)?.[1]
    if (env !== undefined && !isReadOnce(text, env)) return { isSecure, setting: { kind: 'env', name: env, path: '' } }
    const constant = /(?<![.\w])([A-Z][A-Z0-9_]+)\b/.exec(expression.replace(/["'][^"'{}]*["']/g, ''))?.[1]
    const value = constant === undefined ? undefined : new RegExp(`^${constant}\\s*(?::[^=\\n]+)?=\\s*(.+)$`, 'm').exec(text)?.[1]
    if (constant !== undefined && value !== undefined && !/\bor\b/.test(expression)) {
      return { isSecure, setting: { kind: 'constant', name: constant, path: expression === constant ? /["']wss?:\/\/[^/"']*(\/[^"']*)["']/.exec(value)?.[1] ?? '' : '' } }
    }
    const attribute = /(?<![.\w])((?:settings|config|conf)\.\w+)\b/.exec(expression)?.[1]
    if (attribute !== undefined && new RegExp(`^(?:from .* import .*|import .*|)\\b${attribute.split('.')[0] ?? ''}\\b`, 'm').test(text)) return { isSecure, setting: { kind: 'attribute', name: attribute, path: '' } }
    const name: string | undefined = /^(?:self\.)?\w+$/.test(expression) ? expression : /\{((?:self\.)?\w+)\}/.exec(expression)?.[1]
    const next = name === undefined ? undefined : valueBefore(text, at, name)
    if (next === undefined || next === expression) break
    expression = next
  }
  return { isSecure, setting: undefined }
}

/** What a name is given last before an offset; behind it for attributes and names of the module. */
function valueBefore(text: string, at: number, name: string): string | undefined {
  const all = [...text.matchAll(new RegExp(`(?<![\\w.])${name.replace('.', '\\.')}\\s*=\\s*([^=\\n].*)$`, 'gm'))]
  return (all.findLast(({ index }) => index < at) ?? all[0])?.[1]
}

/** Whether a variable of the environment is read while the module loads: setting it later changes nothing. */
function isReadOnce(text: string, name: string): boolean {
  return new RegExp(`^\\w+\\s*(?::[^=\\n]+)?=.*["']${name}["']`, 'm').test(text)
}
