import type { ServiceCount, SiteEntry, WorkspaceCount } from '../../server/src/protocol/messages.ts'

/** A row of the tree of mocks: a service holds its files, a file the mocks of that service. */
export type Row = ServiceRow | FileRow | SiteRow

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
    case 'site': return []
  }
}
