import type { Current, KnownEntry } from '../../../server/src/core/gate/entries.ts'
import type { CountedSite } from '../../../server/src/core/reports/counts.ts'

/** A mock as a scan counts it. */
export function countedSite(more: Partial<CountedSite> = {}): CountedSite {
  return {
    line: 3, column: 10, endLine: 3, endColumn: 21, kind: 'double', service: 'websocket', api: 'unittest.mock.AsyncMock', target: 'ws', root: 'f1', scope: 'test_a', test: 'test_a',
    safety: 'safe', evidence: ['has send_json and accept'], fingerprint: 'f1', allowed: null, allowedUntil: null, uses: 0, ...more,
  }
}

/** An entry of a baseline: `known('tests/test_a.py', 'test_a', 'ws')`. */
export function known(file: string, scope: string, target: string, more: Partial<KnownEntry> = {}): KnownEntry {
  return { file, scope, kind: 'double', target, nth: 1, service: 'websocket', ...more }
}

/** The mock of today that such an entry stands for. */
export function current(file: string, scope: string, target: string, more: Partial<CountedSite> = {}): Current {
  const site = countedSite({ scope, target, ...more })
  return { entry: { file, scope, kind: site.kind, target, nth: 1 }, site }
}
