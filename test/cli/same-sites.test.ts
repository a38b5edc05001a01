import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { languageOf } from '../../server/src/core/demock.ts'
import type { CompletionReport } from '../../server/src/core/report/completion.ts'
import type { FileCounts, Summary } from '../../server/src/core/reports/counts.ts'
import { demock } from './demock.ts'
import { startSession, uriOf } from '../lsp/session.ts'
import { readMarkers } from '../support/markers.ts'
import { temporaryFolder } from '../workspace/temporary-folder.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url))

/** Two mocks that directives allow: they are sites, and no diagnostics or entries. */
const ALLOWED = {
  'tests/test_allowed.py': 'from unittest.mock import AsyncMock\n\ndef test_a():\n    ws = AsyncMock()  # demock: allow(*) – no server in CI\n    other = AsyncMock()\n    ws.send_json(other)\n',
  'test/allowed.test.ts': "import { vi } from 'vitest'\n// demock: allow(*) – no server in CI\nvi.mock('./api')\nvi.mock('./redis')\n",
}

/** The fixtures of both languages as the tests of one workspace, each in a folder of its own, and what they say is in them: `double http vi.fn`. */
function workspace(): { readonly files: Readonly<Record<string, string>>; readonly expected: ReadonlyMap<string, readonly string[]> } {
  const expected = new Map<string, readonly string[]>()
  const files: Record<string, string> = { ...ALLOWED }
  for (const fixture of ['services', 'libraries'].flatMap((folder) => readdirSync(FIXTURES + folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`)).sort()) {
    const name = basename(fixture)
    if (!/\.(?:py|[cm]?[jt]sx?)$/.test(name) || name === 'conftest.py' || fixture.includes('__mocks__/') || name.includes('.production.')) continue
    const { text, markers } = readMarkers(readFileSync(FIXTURES + fixture, 'utf8'))
    const folder = fixture.slice(0, -name.length - 1).replaceAll(/[^\w/]/g, '_')
    const path = name.endsWith('.py') ? `tests/${folder}/test_${name.replaceAll('-', '_')}` : `test/${folder}/${name.replace(/(\.[cm]?[jt]sx?)$/, '.test$1')}`
    files[path] = text
    expected.set(path, markers.map(({ label }) => label).filter((label) => !/^(?:real|finding|outside) /.test(label)).sort())
  }
  return { files, expected }
}

async function json<T>(root: string, ...args: readonly string[]): Promise<T> {
  const { out, error, code } = await demock(root, args)
  expect({ error, failed: code === 2 || code === null }).toEqual({ error: '', failed: false })
  return JSON.parse(out) as T
}

function tallied(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

interface Sarif {
  readonly runs: readonly [{
    readonly results: readonly {
      readonly ruleId: string
      readonly suppressions?: unknown
      readonly baselineState?: string
      readonly partialFingerprints: { readonly 'demock/v1': string }
      readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number; readonly startColumn: number } } }]
    }[]
  }]
}

function placesIn({ runs: [{ results }] }: Sarif): string[] {
  return results.filter(({ suppressions }) => suppressions === undefined).map(({ ruleId, partialFingerprints, locations: [{ physicalLocation: { artifactLocation, region } }] }) =>
    `${decodeURIComponent(artifactLocation.uri)}:${region.startLine}:${region.startColumn} ${ruleId} ${partialFingerprints['demock/v1']}`).sort()
}

/** The languages of VS Code by extension; the others are JavaScript. */
const EDITOR_LANGUAGES: Readonly<Record<string, string>> = { py: 'python', ts: 'typescript', mts: 'typescript', cts: 'typescript', tsx: 'typescriptreact', jsx: 'javascriptreact' }

function editorLanguageOf(path: string): string {
  return EDITOR_LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? 'javascript'
}

describe('editor, JSON, SARIF, report and baseline', () => {
  it('speak of the same mocks', async () => {
    const { files, expected } = workspace()
    const root = temporaryFolder(files)
    const scanned = await json<{ summary: Summary; files: readonly FileCounts[] }>(root, 'scan', '--format', 'json')
    const sites = scanned.files.flatMap((file) => file.sites.map((site) => ({ path: file.path, ...site })))
    const open = sites.filter(({ allowed }) => allowed === null)
    const places = open.map(({ path, line, column, service, fingerprint }) => `${path}:${line}:${column} ${service}-mock ${fingerprint}`).sort()
    expect(sites.length - open.length).toBe(2)

    // The fixtures say it, too: nothing of it changes because other files lie beside them.
    for (const [path, labels] of expected) expect(sites.filter((site) => site.path === path).map(({ kind, service, api }) => `${kind} ${service} ${api}`).sort(), path).toEqual(labels)
    const languages = new Set(open.map(({ path }) => languageOf(path)?.id))
    expect([...languages].sort()).toEqual(['ecmascript', 'python'])
    expect(open.length).toBeGreaterThan(1_000)

    // SARIF of a scan; then of a check, where all are new to an empty baseline and none to one of today.
    expect(placesIn(await json<Sarif>(root, 'scan', '--format', 'sarif'))).toEqual(places)
    await demock(root, ['baseline', 'create'])
    const checked = await json<Sarif>(root, 'check', '--format', 'sarif')
    expect(placesIn(checked)).toEqual(places)
    expect(checked.runs[0].results.filter(({ baselineState }) => baselineState !== 'unchanged')).toEqual([])

    // The baseline.
    const entries = readFileSync(join(root, 'demock-baseline.jsonl'), 'utf8').trim().split('\n').slice(1).map((line) => JSON.parse(line) as { file: string; scope: string; kind: string; target: string; service: string })
    expect(tallied(entries.map(({ file, scope, kind, target, service }) => JSON.stringify([file, scope, kind, target, service]))))
      .toEqual(tallied(open.map(({ path, scope, kind, target, api, service }) => JSON.stringify([path, scope, kind, target ?? api, service]))))

    // The report, and what it says of the baseline.
    const report = await json<CompletionReport>(root, 'report', '--format', 'json', '--against', 'baseline')
    const { files: read, filesWithMocks, allowed, references, suspected } = scanned.summary
    expect(report.totals).toEqual({ files: read, filesWithMocks, sites: sites.length, allowed, references, suspected })
    expect(report.change).toMatchObject({ before: open.length, after: open.length, files: [] })
    expect(Object.fromEntries(report.byFile.map(({ name, sites: count }) => [name, count]))).toEqual(tallied(sites.map(({ path }) => path)))
    expect(Object.fromEntries(report.byKind.map(({ name, sites: count }) => [name, count]))).toEqual(tallied(sites.map(({ kind }) => kind)))
    const services = report.phases.flatMap((phase) => phase.services).filter((service) => service.sites > 0)
    expect(Object.fromEntries(services.map(({ name, sites: count }) => [name, count]))).toEqual(tallied(sites.map(({ service }) => service)))
    expect(report.effort.reduce((sum, effort) => sum + effort.sites, 0)).toBe(open.length)

    // The editor, over JSON-RPC: what it underlines is the site by its fingerprint.
    const session = await startSession({ folders: [root] })
    const underlined: string[] = []
    for (const [path, text] of Object.entries(files)) {
      const uri = uriOf(root, path)
      await session.open(uri, editorLanguageOf(path), text)
      for (const { code, data } of await session.pull(uri)) if (/^(?!suspected-).*-mock$/.test(String(code))) underlined.push(`${path} ${String(code)} ${(data as { fingerprint: string }).fingerprint}`)
      await session.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
    }
    expect(underlined.sort()).toEqual(places.map((place) => place.replace(/:\d+:\d+ /, ' ')).sort())
  })
})
