import type { Settings } from '../core/model/settings.ts'
import type { Host } from './host.ts'

export interface DiscoverRequest {
  readonly root: string
  readonly paths: readonly string[]
  readonly settings: Settings
  readonly host: Host
}

/** A file to read, or a path that cannot be read and why. */
export type Candidate = { readonly path: string; readonly named: boolean } | { readonly path: string; readonly reason: string }
