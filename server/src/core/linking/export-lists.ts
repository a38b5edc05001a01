import type { Chain, Facts, Import, Value } from '../model/facts.ts'

/** What a text exports besides the names at its top. */
export interface ExportLists {
  /** Names of this file under another name: `export { make as createSocket }`. */
  readonly aliases: readonly { readonly name: string; readonly local: string }[]
  /** Values that have no name of their own: `export default vi.fn()`. */
  readonly values: readonly { readonly name: string; readonly value: Value }[]
  /** Names of other modules: `export { vi } from 'vitest'`. */
  readonly links: readonly { readonly name: string; readonly fact: Import }[]
  readonly stars: readonly string[]
  readonly all: readonly string[] | undefined
  readonly plugins: readonly string[]
}

/** Reads the lists by which a text exports names. */
export function exportListsOf(facts: Facts, text: string): ExportLists {
  return facts.language === 'python' ? pythonLists(facts) : ecmascriptLists(facts, text)
}

function pythonLists(facts: Facts): ExportLists {
  let all: string[] | undefined
  let plugins: string[] = []
  for (const { targets: [target], value, scope } of facts.assignments) {
    if (scope !== 0 || !value || target?.kind !== 'chain' || target.links.length > 0) continue
    if (target.root === '__all__') all = [...(all ?? []), ...textsOf(value)]
    else if (target.root === 'pytest_plugins') plugins = textsOf(value)
  }
  const stars = facts.imports.flatMap(({ form, module }) => (form === 'star' ? module : []))
  return { aliases: [], values: [], links: [], stars, all, plugins }
}

function textsOf(value: Value): string[] {
  if (value.kind === 'string') return value.text === undefined ? [] : [value.text]
  const items = value.kind === 'list' ? value.items : value.kind === 'compound' ? value.operands : []
  return items.flatMap(textsOf)
}

/** A declaration under `export default`, with its name. */
const DEFAULT_DECLARATION = /^export\s+default\s+(?:async\s+)?(?:abstract\s+)?(?:function\b\s*\*?|class\b)\s*([\w$]+)/
const LIST = /^export\s*\{([^}]*)\}/

function ecmascriptLists(facts: Facts, text: string): ExportLists {
  const aliases: { name: string; local: string }[] = []
  const values: { name: string; value: Value }[] = []
  const links: { name: string; fact: Import }[] = []
  const stars: string[] = []
  const reexporting = new Set<number>()
  for (const fact of facts.imports) {
    const { form, module, imported, span, statement } = fact
    if (form !== 'reexport' || imported === undefined) continue
    reexporting.add(statement)
    const [, renamed] = /\bas\s+([\w$]+)\s*$/.exec(text.slice(span.start, span.end)) ?? []
    if (imported === '*' && renamed === undefined) stars.push(module)
    else links.push({ name: renamed ?? imported, fact })
  }
  facts.statements.forEach(({ kind, span, value }, index) => {
    if (kind !== 'export' || reexporting.has(index)) return
    if (value) {
      values.push({ name: 'default', value })
      return
    }
    const head = text.slice(span.start, Math.min(span.end, span.start + 2000))
    const [, declared] = DEFAULT_DECLARATION.exec(head) ?? []
    if (declared !== undefined) aliases.push({ name: 'default', local: declared })
    for (const part of LIST.exec(head)?.[1]?.split(',') ?? []) {
      const [local, name = local] = part.trim().split(/\s+as\s+/)
      if (local !== undefined && name !== undefined && local !== '' && local !== name) aliases.push({ name, local })
    }
  })
  for (const { targets, value } of facts.assignments) {
    for (const target of targets) if (value && target.kind === 'chain') addCommonJs(target, value, values)
  }
  return { aliases, values, links, stars, all: undefined, plugins: [] }
}

/** `module.exports = { make }`, `module.exports = make`, `exports.make = make`. */
function addCommonJs({ root, links }: Chain, value: Value, values: { name: string; value: Value }[]): void {
  const names = links.map((link) => (link.kind === 'member' ? link.name : undefined))
  const path = root === 'module' && names[0] === 'exports' ? names.slice(1) : root === 'exports' ? names : undefined
  if (!path || path.length > 1) return
  const [name] = path
  if (name !== undefined) values.push({ name, value })
  else if (root === 'module') {
    values.push({ name: 'default', value })
    if (value.kind === 'object') for (const entry of value.entries) if (entry.key !== undefined) values.push({ name: entry.key, value: entry.value })
  }
}
