import type { Facts, LanguageId } from '../model/facts.ts'
import type { ServiceId } from '../model/finding.ts'
import type { ListFolder, ReadFile, Replacement } from '../model/replacement.ts'
import type { FileReport } from '../model/report.ts'
import type { Settings } from '../model/settings.ts'

/** What a rewrite needs to know; it never reads anything else. */
export interface RewriteRequest {
  readonly text: string
  readonly report: FileReport
  /** Index of a root site of this service. */
  readonly site: number
  readonly settings: Settings
  readonly read: ReadFile
  /**
   * The Python files in a folder and below whose text holds a name, analysed; undefined, or left out, where the workspace cannot be listed. What a
   * conftest.py defines is used in them.
   */
  readonly usersOf?: ((folder: string, name: string) => readonly UserFile[] | undefined) | undefined
  /** Lists the workspace's folders; left out where that cannot be done. */
  readonly list?: ListFolder | undefined
  /** What the language's reader tells about another file of the same language. */
  readonly factsOf?: (path: string, text: string) => Facts | undefined
}

/** Another file of the workspace. */
export interface UserFile {
  readonly text: string
  readonly report: FileReport
}

/** What inserting a fixture needs to know: no mock is selected, `offset` is where the cursor stands. */
export interface InsertRequest {
  readonly text: string
  readonly report: FileReport
  readonly offset: number
  readonly settings: Settings
  readonly read: ReadFile
}

/** How one language puts the real service in place of a mock. */
export interface Rewrite {
  /** All-or-nothing for one root site: a use it does not understand makes the replacement `review` or `refused`, never wrong. */
  replace(request: RewriteRequest): Replacement
  /** Writes the support, and the fixture into the test around the offset; undefined when no test is there. */
  insert(request: InsertRequest): Replacement | undefined
}

/** Words by which a double, a patch target or an import tells the service it stands in for. All are exact unless said otherwise. */
export interface ServiceEvidence {
  /** Module paths of real libraries; `websockets` also matches `websockets.asyncio.client`. */
  readonly modules: readonly string[]
  /** Class or function names that speak for the service wherever they are defined. */
  readonly names: readonly string[]
  /** Member names that only this service has. */
  readonly members: readonly string[]
  /** Member names that speak for it only together with other evidence. */
  readonly weakMembers: readonly string[]
  /** Words of a variable, parameter, fixture or class name, lower-case, that speak wherever they stand: `redis` in `mock_redis` and `redisClient`. Nothing ambiguous. */
  readonly words: readonly string[]
  /** Words that speak only as the last one of the name of a thing: `response` in `mock_response`, not in `response_count`. */
  readonly heads: readonly string[]
  /** Last words that speak only where the file imports one of the modules, and none of another service with the same word: `session`, `client`. */
  readonly hints: readonly string[]
}

/** What a mock stands in for, and the real thing. */
export interface Service {
  readonly id: ServiceId
  readonly title: string
  /** The real thing, as shown to the user: `a real WebSocket connection on loopback`. */
  readonly real: string
  readonly evidence: Readonly<Record<LanguageId, ServiceEvidence>>
  readonly rewrites: Partial<Readonly<Record<LanguageId, Rewrite>>>
}
