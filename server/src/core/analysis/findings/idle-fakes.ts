import type { Finding } from '../../model/finding.ts'
import { finding, occurrencesOf, type Judged } from './judged.ts'

/** Hand-written doubles whose name occurs nowhere else in their file: a base, a decorator, an export, or a file that others import from may still use them. */
export function idleFakes({ facts, path, text, ownership: { found } }: Judged): Finding[] {
  if (!isTestModule(path)) return []
  const findings: Finding[] = []
  found.forEach((site, index) => {
    const fact = facts.classes[site.class]
    if (!fact?.name || fact.bases.length > 0 || fact.decorators.length > 0) return
    const statement = facts.statements[fact.statement]
    if (statement?.kind !== 'definition' || facts.statements[statement.parent]?.kind === 'export') return
    if (facts.scopes[fact.parent]?.kind === 'class' || occurrencesOf(fact.name, text, { start: 0, end: text.length }, 2, facts) !== 1) return
    findings.push(finding('unused-double', site.anchor, index, `${fact.name} is never used: use it where the code under test needs it, or remove it.`))
  })
  return findings
}

/** A file that a runner collects, and that others rarely import from. */
function isTestModule(path: string): boolean {
  return /(?:^|\/)(?:test_[^/]*\.py|[^/]*_test\.py|[^/]*\.(?:test|spec)\.[cm]?[jt]sx?)$/.test(path)
}
