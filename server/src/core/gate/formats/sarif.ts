/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): the verdict for code scanning services. */
import type { Severity } from '../../model/settings.ts'
import { codeOf, messageOfCounted } from '../../reports/message.ts'
import { SERVICE_LIST } from '../../services/services.ts'
import { groupedBy, type Current } from '../entries.ts'
import { nameOf, PRUNE, type Verdict } from '../verdict.ts'
import { describe } from './text.ts'

/** GitHub shows the first 5,000 results of a run (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning). */
const MOST_RESULTS = 5000

const STALE = 'stale-baseline'

/**
 * One result for each mock, new ones first and as errors, known ones as notes; where there are more than services show, the known ones of a file and
 * a service are one result. Of a scan, each mock is as loud as the settings want it, and `allowed` ones are suppressed results. `version` is Demock's.
 */
export function verdictSarif(verdict: Verdict, version: string, allowed: readonly Current[] = []): string {
  const { against, added, kept, gone } = verdict
  const isScan = against.kind === 'nothing'
  const all = [...added, ...allowed]
  const news = !isScan ? added.map((mock) => resultOf(mock, 'new')) : all.length > MOST_RESULTS ? groupsOf(all) : all.map((mock) => resultOf(mock))
  const stale = against.kind === 'baseline' ? gone.map((entry) => ({
    ruleId: STALE,
    level: 'error',
    message: { text: `${entry.file}: ${describe(entry)} is gone: ${PRUNE}` },
    locations: [{ physicalLocation: { artifactLocation: locationOf(nameOf(against)), region: { startLine: 1 } } }],
    partialFingerprints: { 'demock/v1': JSON.stringify([entry.file, entry.scope, entry.kind, entry.target, entry.nth]) },
  })) : []
  const known = news.length + stale.length + kept.length > MOST_RESULTS ? groupsOf(kept, 'unchanged') : kept.map((mock) => resultOf(mock, 'unchanged'))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'Demock', semanticVersion: version, rules: RULES } },
      columnKind: 'utf16CodeUnits',
      results: [...news, ...stale, ...known],
    }],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

const RULES = [
  ...SERVICE_LIST.map(({ id, title, real }) => ({
    id: codeOf({ service: id }),
    name: `${title.replaceAll(/[^A-Za-z]+/g, '')}Mock`,
    shortDescription: { text: `A test double in the place of: ${title}` },
    fullDescription: { text: `A test double comes into being here, or something real is replaced. The real thing would be ${real}.` },
    help: {
      text: `The real thing would be ${real}. Put it in the place of the mock ("demock convert"), or allow the mock with "demock: allow(${id}) – <reason>".`,
      markdown: `The real thing would be **${real}**. Put it in the place of the mock (\`demock convert\`), or allow the mock with \`demock: allow(${id}) – <reason>\`.`,
    },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['test', 'mock', id] },
  })),
  {
    id: STALE,
    name: 'StaleBaseline',
    shortDescription: { text: 'The baseline lists a mock that is not there any more' },
    fullDescription: { text: 'An entry that stands for nothing would let the mock come back unseen.' },
    help: { text: `Run "${PRUNE}".`, markdown: `Run \`${PRUNE}\`.` },
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['test', 'mock'] },
  },
]

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note', off: 'note' }

/** A result; one of a scan has no state. */
function resultOf({ entry, site, severity }: Current, baselineState?: 'new' | 'unchanged'): object {
  return {
    ruleId: codeOf(site),
    level: severity ? LEVELS[severity] : baselineState === 'new' ? 'error' : 'note',
    message: { text: messageOfCounted(site) },
    ...(baselineState && { baselineState }),
    ...(site.allowed !== null && { suppressions: [{ kind: 'inSource', justification: site.allowed }] }),
    locations: [{
      physicalLocation: {
        artifactLocation: locationOf(entry.file),
        region: { startLine: site.line, startColumn: site.column, endLine: site.endLine, endColumn: site.endColumn },
      },
      ...(entry.scope !== '' && { logicalLocations: [{ fullyQualifiedName: entry.scope }] }),
    }],
    partialFingerprints: { 'demock/v1': site.fingerprint },
  }
}

function groupsOf(mocks: readonly Current[], baselineState?: 'unchanged'): object[] {
  return [...groupedBy(mocks, ({ entry, site }) => `${site.service}\n${entry.file}${site.allowed === null ? '' : '\nallowed'}`).values()].flatMap((alike) => {
    const [first] = alike
    if (!first) return []
    return [{
      ...resultOf(first, baselineState),
      ...(alike.length > 1 && { message: { text: `${alike.length} ${baselineState ? 'known mocks' : 'mocks'} of this file; the first: ${messageOfCounted(first.site)}` } }),
    }]
  })
}

/** A path below the root as a URI reference. */
function locationOf(path: string): { readonly uri: string; readonly uriBaseId: string } {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }
}
