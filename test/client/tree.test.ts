import { describe, expect, it } from 'vitest'
import { childrenOf, rowsOf } from '../../client/src/tree.ts'
import type { SiteEntry, WorkspaceCount } from '../../server/src/protocol/messages.ts'

describe('the tree of mocks', () => {
  it('leads from services to files to mocks, most first', () => {
    const rows = rowsOf(count({
      'a.py': ['http'],
      'b.py': ['websocket', 'http', 'websocket'],
      'c.py': ['websocket', 'websocket', 'websocket'],
    }))
    expect(rows.map(({ service, files }) => [service.service, files.map(({ path, sites }) => [path, sites.length])])).toEqual([
      ['websocket', [['c.py', 3], ['b.py', 2]]],
      ['http', [['a.py', 1], ['b.py', 1]]],
    ])
    const [first] = rows.flatMap(childrenOf).flatMap(childrenOf)
    expect(first).toMatchObject({ kind: 'site', uri: 'file:///c.py', site: { label: 'm0' } })
    expect(first && childrenOf(first)).toEqual([])
  })

  it('is empty without mocks', () => {
    expect(rowsOf(count({ 'a.py': [] }))).toEqual([])
  })
})

function count(files: Readonly<Record<string, readonly string[]>>): WorkspaceCount {
  const services = Object.values(files).flat()
  const tally = [...new Set(services)].map((service) => ({ service, title: service, sites: services.filter((each) => each === service).length }))
  return {
    cancelled: false, files: 3, filesWithMocks: 3, sites: services.length, allowed: 0, suspected: 0, references: 0, kinds: [], skipped: [], markdown: '',
    services: tally.sort((a, b) => b.sites - a.sites),
    entries: Object.entries(files).map(([path, each]) => ({ uri: `file:///${path}`, path, sites: each.map(entry) })),
  }
}

function entry(service: string, index: number): SiteEntry {
  const place = { line: index, character: 0 }
  return { start: place, end: place, kind: 'double', service, label: `m${index}`, detail: '' }
}
