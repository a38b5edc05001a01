/** Imports that are calls: `import('m')` and `require('m')`. */
import type { Call, Import, Value } from '../../model/facts.ts'
import type { Parser } from './parser.ts'

/** Notes the import that a call directly on its root is, if it is one. */
export function noteDynamicImport(p: Parser, root: string | Value, call: Call): void {
  if (root !== 'require' && root !== 'import') return
  const value = call.arguments[0]?.value
  if (value?.kind !== 'string' || value.text === undefined || call.form !== 'call') return
  const moduleSpan = { start: value.span.start + 1, end: value.span.end - 1 }
  p.facts.imports.push({
    module: p.text.slice(moduleSpan.start, moduleSpan.end), moduleSpan, form: 'dynamic', imported: undefined, local: undefined, typeOnly: false,
    span: call.span, statement: call.statement, scope: call.scope,
  })
}

/** The import that the value `require('m')` or `require('m').name` has just noted, with that name; undefined for any other value. */
export function requiredBy(p: Parser, value: Value): { readonly index: number; readonly member: string | undefined } | undefined {
  if (value.kind !== 'chain' || value.root !== 'require' || value.links.length > 2) return undefined
  const [first, second] = value.links
  if (first?.kind !== 'call' || (second && second.kind !== 'member')) return undefined
  const index = p.facts.imports.length - 1
  if (p.facts.imports[index]?.span !== first.call.span) return undefined
  return { index, member: second?.name }
}

/** Puts an import in the place of a dynamic one, now that the name it is bound to is known. */
export function boundImport(dynamic: Import, form: 'module' | 'name', imported: string | undefined, local: string, span: Import['span']): Import {
  return { ...dynamic, form, imported, local, span }
}

