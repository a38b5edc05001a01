/** Imports of the test file: those that nothing uses any more go, those that the new code needs come. */
import type { Import } from '../../../model/facts.ts'
import { contains, type Span } from '../../../text/span.ts'
import { lineEnd, replace, type Draft } from './draft.ts'

/** `supportModule` is the module path of the support file as this file imports it. */
export function fixImports(draft: Draft, supportModule: string): void {
  const gone = unused(draft)
  removeImports(draft, gone)
  addImports(draft, supportModule, gone)
}

/** Imports of which every use lies in text that the edits take away, and that nothing written new names. */
function unused(draft: Draft): ReadonlySet<Import> {
  const removed = draft.edits.map(({ span }) => span).filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)
  const added = draft.edits.map(({ text }) => text).join('\n').replace(/#.*/g, '')
  const imports = new Map(draft.facts.imports.filter((each) => each.scope === 0 && each.local !== undefined && each.form !== 'star').map((each) => [each.local ?? '', each]))
  const uses = new Map<string, { total: number, removed: number }>()
  for (const chain of draft.facts.chains) {
    if (typeof chain.root !== 'string' || !imports.has(chain.root)) continue
    const count = uses.get(chain.root) ?? { total: 0, removed: 0 }
    uses.set(chain.root, { total: count.total + 1, removed: count.removed + (holds(removed, chain.rootSpan) ? 1 : 0) })
  }
  const gone = new Set<Import>()
  for (const [name, { total, removed: without }] of uses) {
    const found = imports.get(name)
    if (found && total === without && !new RegExp(`(?<![\\w.])${name}\\b`).test(added) && !draft.modules.has(name)) gone.add(found)
  }
  return gone
}

function holds(spans: readonly Span[], inner: Span): boolean {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.start ?? 0) <= inner.start) low = middle + 1
    else high = middle
  }
  return spans.slice(Math.max(0, low - 3), low).some((span) => contains(span, inner))
}

function removeImports(draft: Draft, gone: ReadonlySet<Import>): void {
  const whole: Span[] = []
  for (const statement of new Set([...gone].map((each) => each.statement))) {
    const all = draft.facts.imports.filter((each) => each.statement === statement)
    const span = draft.facts.statements[statement]?.span
    if (!span) continue
    if (all.every((each) => gone.has(each))) {
      const removed = { start: span.start, end: behindImport(draft, span, whole) }
      whole.push(removed)
      replace(draft, removed, '')
      continue
    }
    const lastKept = all.findLast((each) => !gone.has(each))
    all.forEach((each, index) => {
      const next = all[index + 1]
      if (gone.has(each) && next && lastKept && each.span.start < lastKept.span.start) replace(draft, { start: each.span.start, end: next.span.start }, '')
    })
    const last = all.at(-1)
    if (last && lastKept && last !== lastKept) replace(draft, { start: lastKept.span.end, end: last.span.end }, '')
  }
}

/** The end of an import's line, and of the blank line that would be left at the start of the file or behind another one. */
function behindImport(draft: Draft, span: Span, removed: readonly Span[]): number {
  const end = lineEnd(draft.text, span.end)
  const next = lineEnd(draft.text, end)
  const before = removed.reduceRight((text, each) => text.slice(0, each.start) + text.slice(each.end), draft.text.slice(0, span.start))
  return draft.text.slice(end, next).trim() === '' && (before === '' || /\n\r?\n$/.test(before)) ? next : end
}

function addImports(draft: Draft, supportModule: string, gone: ReadonlySet<Import>): void {
  const { imports, statements } = draft.facts
  const lines = [...draft.modules].filter((name) => !imports.some((each) => each.scope === 0 && each.local === name && !gone.has(each))).map((name) => `import ${name}`)
  const names = [...draft.supportNames].filter((name) => !imports.some((each) => each.module === supportModule && each.imported === name)).sort()
  const known = imports.findLast((each) => each.module === supportModule && each.form === 'name')
  if (names.length > 0 && known) replace(draft, { start: known.span.end, end: known.span.end }, `, ${names.join(', ')}`)
  else if (names.length > 0) lines.push(`from ${supportModule} import ${names.join(', ')}`)
  const pytest = imports.find((each) => each.scope === 0 && each.module === 'pytest' && each.form === 'module' && !gone.has(each))
  if (pytest && lines[0] === 'import pytest_asyncio') {
    const end = lineEnd(draft.text, pytest.span.end)
    replace(draft, { start: end, end }, `${lines.shift() ?? ''}${draft.eol}`)
  }
  const first = imports.find((each) => each.scope === 0 && each.module !== '__future__' && statements[each.statement]?.parent === -1)
  if (first && lines.includes('import unittest')) {
    const start = statements[first.statement]?.span.start ?? 0
    draft.edits.unshift({ span: { start, end: start }, text: `import unittest${draft.eol}` })
    lines.splice(lines.indexOf('import unittest'), 1)
  }
  if (lines.length === 0) return
  const firstDefinition = statements.find(({ kind, parent }) => kind === 'definition' && parent === -1)?.span.start ?? draft.text.length
  const top = imports.findLast((each) => each.scope === 0 && statements[each.statement]?.parent === -1 && each.span.start < firstDefinition)
  const after = top && statements[top.statement]?.span.end
  const added = lines.map((line) => line + draft.eol).join('')
  if (after === undefined) {
    const start = startOfCode(draft)
    // First in the list: it stands before what else is inserted at the very start of the code.
    draft.edits.unshift({ span: { start, end: start }, text: added + draft.eol + draft.eol })
    return
  }
  const at = lineEnd(draft.text, after)
  replace(draft, { start: at, end: at }, (draft.text.slice(0, at).endsWith('\n') ? '' : draft.eol) + added)
}

/** Behind the docstring of the module, or at its start. */
function startOfCode(draft: Draft): number {
  const first = draft.facts.statements[0]
  if (first?.kind === 'expression' && first.value?.kind === 'string') return lineEnd(draft.text, first.span.end)
  return first?.span.start ?? 0
}
