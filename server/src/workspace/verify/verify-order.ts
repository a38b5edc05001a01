import type { ServiceId, Site } from '../../core/model/finding.ts'
import type { Settings } from '../../core/model/settings.ts'
import type { FileProof } from '../../core/mutation/proof.ts'
import type { Host } from '../host.ts'
import type { FileWrite } from '../write-files.ts'
import type { ProofMemory } from './proof-memory.ts'

/** What is to be converted and proven. */
export interface VerifyOrder {
  /** Absolute path of the folder that all paths are relative to. */
  readonly root: string
  /** Test files to convert, relative to the root, with `/`; those that give fixtures to others first. */
  readonly files: readonly string[]
  readonly service: ServiceId
  /** Only these of the service's sites; all of them without it. */
  readonly wanted?: ((path: string, site: Site) => boolean) | undefined
  readonly review: boolean
  /** Without it nothing of the user's is written, and the result tells what would be. */
  readonly write: boolean
  /** Takes what holds instead of the disk (absolute paths): all of it, or none, and then gives why. Only asked with `write`. */
  readonly keep?: ((writes: readonly FileWrite[]) => string | undefined) | undefined
  readonly settings: Settings
  readonly host: Host
  readonly python?: string | undefined
  /** For one run of tests, in milliseconds. */
  readonly limit: number
  /** The most places of the code under test that are broken for one file. */
  readonly mostMutants: number
  readonly signal: AbortSignal
  /** What earlier runs have proven; nothing without it. */
  readonly memory?: ProofMemory | undefined
  /** Tells what is being done: one line, without line end. */
  readonly onStep: (line: string) => void
  /** How far the work at hand is: so many of so many of what. */
  readonly onProgress?: ((done: number, of: number, what: string) => void) | undefined
  /** A file is done. */
  readonly onFile: (proof: FileProof) => Promise<void>
}
