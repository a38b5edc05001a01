import type { ServiceId } from '../core/model/finding.ts'
import type { ListFolder, ReadFile } from '../core/model/replacement.ts'
import type { Surroundings } from '../core/model/surroundings.ts'
import type { ClientFeatures } from './client-features.ts'
import type { VersionOf } from './workspace-edit.ts'

/** Which mocks to replace together: those of a service, all of them or those in one test; or all that are safe, of any service. */
export interface ConvertScope {
  readonly service?: ServiceId
  readonly test?: string
}

/** The `data` of a code action whose edit is made when the client asks for it: everything needed to compute it again. */
export interface ActionData {
  readonly uri: string
  readonly version: number
  /** Of the site to replace. */
  readonly fingerprint?: string
  /** The action allows that site instead of replacing it. */
  readonly allow?: boolean
  /** Or where to insert a fixture, and of which service. */
  readonly insert?: { readonly offset: number; readonly service: ServiceId }
  /** Or which mocks to replace together. */
  readonly convert?: ConvertScope
}

/** What computing actions needs besides the analysis. */
export interface ActionContext {
  readonly features: ClientFeatures
  readonly versionOf: VersionOf
  readonly read: ReadFile
  /** Lists folders, so that the users of what a conftest.py gives are replaced with it; undefined where they cannot be known. */
  readonly list: ListFolder | undefined
  readonly surroundings: () => Surroundings | undefined
  /** The day in UTC: `2027-01-31`. */
  readonly today: string
  /** Tests of the workspace may be run. */
  readonly verifies: boolean
}
