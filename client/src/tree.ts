import type { Breakage, ServiceCount, SiteEntry, VerifiedFile, VerifyResult, WorkspaceCount } from '../../server/src/protocol/messages.ts'

/** A row of the tree of mocks: a service holds its files, a file the mocks of that service; above them the last conversion, with what became of each of its files. */
export type Row = ServiceRow | FileRow | SiteRow | RunRow | VerifiedRow | ReasonRow | ChangesRow | OutputRow | BreakageRow

export interface ServiceRow {
  readonly kind: 'service'
  readonly service: ServiceCount
  readonly files: readonly FileRow[]
}

export interface FileRow {
  readonly kind: 'file'
  readonly uri: string
  readonly path: string
  readonly sites: readonly SiteRow[]
}

export interface SiteRow {
  readonly kind: 'site'
  readonly uri: string
  readonly site: SiteEntry
}

export interface RunRow {
  readonly kind: 'run'
  readonly result: VerifyResult
}

export interface VerifiedRow {
  readonly kind: 'verified'
  readonly file: VerifiedFile
  readonly isAsking: boolean
}

export interface ReasonRow {
  readonly kind: 'reason'
  readonly reason: string
}

export interface ChangesRow {
  readonly kind: 'changes'
  readonly change: VerifiedFile['changes'][number]
}

export interface OutputRow {
  readonly kind: 'output'
  readonly file: VerifiedFile
}

export interface BreakageRow {
  readonly kind: 'breakage'
  readonly breakage: Breakage
}

/** The rows of a count: services with the most mocks first, in each the files with the most first. */
export function rowsOf(count: WorkspaceCount): ServiceRow[] {
  const byService = new Map<string, FileRow[]>()
  for (const { uri, path, sites } of count.entries) {
    const services = new Set(sites.map((site) => site.service))
    for (const service of services) {
      const rows = sites.filter((site) => site.service === service).map((site): SiteRow => ({ kind: 'site', uri, site }))
      const files = byService.get(service) ?? []
      files.push({ kind: 'file', uri, path, sites: rows })
      byService.set(service, files)
    }
  }
  return count.services.map((service) => ({
    kind: 'service',
    service,
    files: (byService.get(service.service) ?? []).sort((a, b) => b.sites.length - a.sites.length || (a.path < b.path ? -1 : 1)),
  }))
}

export function childrenOf(row: Row): readonly Row[] {
  switch (row.kind) {
    case 'service': return row.files
    case 'file': return row.sites
    case 'run': return row.result.files.map((file): VerifiedRow => ({ kind: 'verified', file, isAsking: row.result.state === 'asking' }))
    case 'verified': return detailsOf(row.file)
    default: return []
  }
}

function detailsOf(file: VerifiedFile): Row[] {
  return [
    ...(file.reason === null ? [] : [{ kind: 'reason', reason: file.reason } as const]),
    ...(file.output === null ? [] : [{ kind: 'output', file } as const]),
    ...file.breakages.map((breakage): BreakageRow => ({ kind: 'breakage', breakage })),
    ...changedFirst(file.changes).map((change): ChangesRow => ({ kind: 'changes', change })),
  ]
}

/** What was there before comes first: that is what a person wants to see. */
export function changedFirst(changes: VerifiedFile['changes']): VerifiedFile['changes'] {
  return [...changes.filter(({ before }) => before !== null), ...changes.filter(({ before }) => before === null)]
}
