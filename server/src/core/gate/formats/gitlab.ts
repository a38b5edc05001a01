import type { Severity } from '../../model/settings.ts'
import { codeOf, messageOfCounted } from '../../reports/message.ts'
import { nameOf, PRUNE, type Verdict } from '../verdict.ts'
import { describe } from './text.ts'

/** A code quality report of GitLab (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format): new mocks, then entries of the baseline that are gone. */
export function gitlabReport({ against, added, gone }: Verdict): string {
  const news = added.map(({ entry, site, severity = 'error' }) => ({
    description: messageOfCounted(site),
    check_name: codeOf(site),
    fingerprint: `${site.fingerprint}-${entry.file}`,
    severity: SEVERITIES[severity],
    location: { path: entry.file, lines: { begin: site.line, end: site.endLine } },
  }))
  const stale = against.kind === 'baseline' ? gone.map((entry) => ({
    description: `${entry.file}: ${describe(entry)} is gone: ${PRUNE}`,
    check_name: 'stale-baseline',
    fingerprint: JSON.stringify([entry.file, entry.scope, entry.kind, entry.target, entry.nth]),
    severity: 'minor',
    location: { path: nameOf(against), lines: { begin: 1 } },
  })) : []
  return `${JSON.stringify([...news, ...stale], undefined, 2)}\n`
}

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', information: 'info', hint: 'info', off: 'info' }
