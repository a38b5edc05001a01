import type { Facts, Import } from '../../../model/facts.ts'
import type { FileChange, ReadFile } from '../../../model/replacement.ts'
import type { Settings } from '../../../model/settings.ts'
import { applyEdits, mergeEdits } from '../../../text/edits.ts'
import { namePattern } from '../../../text/names.ts'
import type { Span } from '../../../text/span.ts'
import { type Draft, edit, lineEnd, refuse, removeStatement } from './draft.ts'
import type { Support } from './world.ts'

const NODE = 'node:test'
const RUNNERS: ReadonlySet<string> = new Set(['vitest', '@jest/globals', NODE])

/** How a file gets its modules, and how it is written. */
export interface Manner {
  readonly isTyped: boolean
  readonly isCommonJs: boolean
  readonly semicolon: string
  readonly quote: string
  /** Names imported from the test runner; none when its globals are used. */
  readonly runner: readonly Import[]
  /** What node:test is called as a whole, where none of its names is imported: \`test\` in \`import test from 'node:test'\`. */
  readonly wholeRunner: string | undefined
  /** Variable that holds `useWebSocketPairs()`. */
  readonly pairs: string
  /** Whether that variable is there already. */
  readonly isPrepared: boolean
}

const WS = { use: 'useWebSocketPairs', variable: 'webSocketPairs' }

export function mannerOf(path: string, text: string, facts: Facts, { use, variable }: Pick<Support, 'use' | 'variable'> = WS): Manner {
  const runner = facts.imports.filter(({ module, form }) => RUNNERS.has(module) && form === 'name')
  const whole = facts.imports.find(({ module, form, imported }) => module === NODE && (form === 'module' || imported === 'default'))
  const declared = facts.assignments.find(({ value, scope }) => scope === 0 && value?.kind === 'chain' && value.root === use)
  const target = declared?.targets[0]
  const prepared = target?.kind === 'chain' && typeof target.root === 'string' ? target.root : undefined
  const hasImports = facts.statements.some(({ kind }) => kind === 'import') || /^import\s/m.test(text)
  return {
    isTyped: /\.[cm]?tsx?$/.test(path),
    isCommonJs: path.endsWith('.cjs') || (/\.jsx?$/.test(path) && !hasImports),
    semicolon: facts.statements.filter(({ span }) => text[span.end - 1] === ';').length * 2 > facts.statements.filter(({ kind }) => kind !== 'block' && kind !== 'definition').length ? ';' : '',
    quote: facts.imports.some(({ moduleSpan }) => text[moduleSpan.start - 1] === '"') ? '"' : "'",
    runner: runner.filter(({ imported }) => imported !== 'default'),
    wholeRunner: runner.every(({ imported }) => imported === 'default') ? whole?.local : undefined,
    pairs: prepared ?? freeName(facts, variable),
    isPrepared: prepared !== undefined,
  }
}

function freeName(facts: Facts, wanted: string): string {
  const taken = new Set(facts.bindings.map(({ name }) => name))
  let name = wanted
  for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`
  return name
}

/** What the rewritten tests need from the head of the file. */
export interface Needs {
  readonly types: boolean
  readonly beforeEach: boolean
}

/** Adds the imports and the line that prepares the connections, and drops `vi` or `jest` when nothing uses it any more. */
export function addImports(draft: Draft, path: string, manner: Manner, needs: Needs, settings: Settings, support: Support): void {
  const { facts, text } = draft
  const { quote, semicolon, runner, pairs, wholeRunner } = manner
  const last = runner[0]?.module === NODE ? 'after' : 'afterAll'
  const hooks = [...(manner.isPrepared ? [] : [last, 'afterEach']), ...(needs.beforeEach ? ['beforeEach'] : [])]
  if (runner.length > 0) changeRunnerImport(draft, manner, hooks)
  else if (wholeRunner !== undefined && needs.beforeEach) {
    refuse(draft, facts.imports.find(({ module }) => module === NODE)?.span ?? { start: 0, end: 0 }, "import the hooks by name first: `import { test, beforeEach } from 'node:test'`")
  }
  const unused = unusedImports(draft)
  const head = endOfImports(draft)
  for (const span of unused) if (manner.isPrepared || span.end !== head) removeStatement(draft, span)
  if (manner.isPrepared) {
    const known = facts.imports.find(({ local }) => local === support.use)
    const typed = facts.imports.some(({ local }) => local === support.pair)
    if (needs.types && known && !typed) edit(draft, known.span.end, known.span.end, `, type ${support.pair}`)
    return
  }
  const names = needs.types ? `${support.use}, type ${support.pair}` : support.use
  const module = `${quote}${specifierOf(path, facts, manner, settings, support.module)}${quote}`
  const line = manner.isCommonJs ? `const { ${names} } = require(${module})${semicolon}` : `import { ${names} } from ${module}${semicolon}`
  const named = last === 'after' ? '{ afterAll: after, afterEach }' : '{ afterAll, afterEach }'
  const given = runner.length > 0 ? named : wholeRunner !== undefined ? `{ afterAll: ${wholeRunner}.after, afterEach: ${wholeRunner}.afterEach }` : ''
  const prepare = `const ${pairs} = ${support.use}(${given})${semicolon}`
  const end = lineEnd(text)
  const replaced = unused.find((span) => span.end === head)
  if (replaced) edit(draft, replaced.start, replaced.end, `${line}${end}${end}${prepare}`)
  else if (head > 0) edit(draft, head, head, `${end}${line}${end}${end}${prepare}`)
  else {
    const start = /^(?:#![^\n]*\n)?(?:\s*(?:\/\/[^\n]*\n|\/\*[^]*?\*\/\s*\n))*(?:\s*['"]use strict['"];?\s*\n)?/.exec(text)?.[0].length ?? 0
    edit(draft, start, start, `${line}${end}${end}${prepare}${end}${end}`)
  }
}

/** Offset behind the last import statement, or the last `const x = require(…)` of the file's head; 0 when there is none. */
export function endOfImports({ facts }: Draft): number {
  let end = 0
  for (const { statement, scope, form } of facts.imports) {
    const found = facts.statements[statement]
    if (found && scope === 0 && form !== 'dynamic' && form !== 'reexport' && found.parent < 0) end = Math.max(end, found.span.end)
  }
  return end
}

/** Adds hooks to the imports from the runner, and drops `vi` or `jest` when nothing uses it any more. */
export function changeRunnerImport(draft: Draft, { runner }: Manner, wanted: readonly string[]): void {
  const { facts, text } = draft
  const first = runner.find(({ typeOnly }) => !typeOnly)
  if (!first) return
  const isRequired = text.slice(facts.statements[first.statement]?.span.start ?? 0).startsWith('const')
  const missing = wanted.filter((name) => !runner.some(({ imported }) => imported === name))
  for (const name of wanted) {
    if (runner.some(({ imported, local }) => imported === name && local !== name)) refuse(draft, first.span, `\`${name}\` has another name in this file`)
  }
  const siblings = runner.filter(({ statement }) => statement === first.statement)
  const object = siblings.find(({ imported, local }) => imported === local && (local === 'vi' || local === 'jest' || local === 'mock'))
  const dropped = object && object.local !== undefined && !isUsed(draft, object.local) ? object : undefined
  if (missing.length > 0) edit(draft, first.span.start, first.span.start, siblings.length === 1 && dropped ? missing.join(', ') : `${missing.join(', ')}, `)
  if (!dropped || (isRequired && siblings.length === 1)) return
  const at = siblings.indexOf(dropped)
  const before = siblings[at - 1]
  const after = siblings[at + 1]
  if (before) edit(draft, before.span.end, dropped.span.end, '')
  else if (after) edit(draft, dropped.span.start, after.span.start, '')
  else if (missing.length > 0) edit(draft, dropped.span.start, dropped.span.end, '')
}

/** Modules that only make doubles. */
const DOUBLES: ReadonlySet<string> = new Set(['sinon', 'vitest-mock-extended', 'jest-mock-extended', '@golevelup/ts-jest', '@golevelup/ts-vitest'])

/** The import statements of libraries of doubles that nothing needs any more, once the edits are made. */
function unusedImports(draft: Draft): Span[] {
  const { facts } = draft
  const candidates = facts.imports.filter(({ module, scope, local }) => DOUBLES.has(module) && scope === 0 && local !== undefined)
  const edits = candidates.length > 0 ? mergeEdits([draft.edits]) : undefined
  if (!edits) return []
  const after = applyEdits(draft.text, edits)
  return [...new Set(candidates.map(({ statement }) => statement))].flatMap((index) => {
    const statement = facts.statements[index]
    const names = facts.imports.filter((found) => found.statement === index).map(({ local }) => local ?? '')
    if (!statement || !/^(?:import|const|let|var)\b/.test(draft.text.slice(statement.span.start))) return []
    const rest = after.replace(draft.text.slice(statement.span.start, statement.span.end), '')
    return names.some((name) => namePattern(name).test(rest)) ? [] : [statement.span]
  })
}

/** Whether a name is still used once the edits are made. Strings and comments do not count. */
function isUsed({ facts, edits }: Draft, name: string): boolean {
  const replaced = edits.map(({ span }) => span).filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)
  let at = 0
  let reach = -1
  for (const chain of facts.chains) {
    if (chain.root !== name) continue
    while ((replaced[at]?.start ?? Infinity) <= chain.span.start) reach = Math.max(reach, replaced[at++]?.end ?? -1)
    if (chain.span.start >= reach) return true
  }
  return false
}

/** The specifier by which the test file imports the support: its ending follows what the other relative imports do. */
export function specifierOf(path: string, facts: Facts, { isCommonJs, isTyped }: Manner, { supportFolder }: Settings, name = 'real-websocket'): string {
  const folder = supportFolder.replace(/^\.\/|\/$/g, '')
  const base = `${folder === '' || folder === '.' ? './' : folder.startsWith('.') ? `${folder}/` : `./${folder}/`}${name}`
  const relative = facts.imports.filter(({ module, typeOnly }) => /^\.\.?\//.test(module) && !typeOnly)
  const ending = relative.map(({ module }) => /\.([cm]?[jt]s)x?$/.exec(module)?.[1]).find((found) => found !== undefined)
  if (path.endsWith('.mjs')) return `${base}.mjs`
  if (path.endsWith('.cjs')) return `${base}.cjs`
  if (path.endsWith('.mts')) return `${base}.mjs`
  if (ending) return `${base}.${isTyped && ending.endsWith('ts') ? 'ts' : 'js'}`
  return relative.length === 0 && !isTyped && !isCommonJs ? `${base}.js` : base
}

/** The support file, when it is not there yet; refuses when another file has its name. */
export function supportFile(draft: Draft, path: string, { isTyped, isCommonJs }: Manner, { supportFolder }: Settings, read: ReadFile, support: Support): FileChange[] {
  const ending = /\.(?:mjs|cjs|mts)$/.exec(path)?.[0] ?? (isTyped ? '.ts' : '.js')
  const file = joined(path.slice(0, path.lastIndexOf('/') + 1), supportFolder, `${support.module}${ending}`)
  const text = isTyped ? support.texts.typed : isCommonJs ? support.texts.commonJs : support.texts.module
  const present = read(file)
  if (present === undefined) return [{ path: file, expected: undefined, text }]
  if (!present.includes(support.use)) refuse(draft, { start: 0, end: 0 }, `${file} is there already, and is something else`)
  return []
}

/** A path without `.` and `..`. */
export function joined(...parts: readonly string[]): string {
  const names: string[] = []
  for (const name of parts.join('/').split('/')) {
    if (name === '..' && names.length > 0 && names.at(-1) !== '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return names.join('/')
}

/** Whether a name is left in the text after the edits, outside of strings. */
export function isLeft(draft: Draft, name: string): boolean {
  return namePattern(name).test(applyEdits(draft.text, draft.edits))
}
