import type { TextEdit } from '../text/edits.ts'
import type { Span } from '../text/span.ts'

/** How a test double comes into being; the order is the one in which reports list them. */
export const KINDS = ['double', 'patch', 'spy', 'intercept', 'fake', 'timer', 'env'] as const
export type Kind = (typeof KINDS)[number]

/** What a site stands in for; `code` is the application's own modules, callbacks and everything else. */
export const SERVICES = ['websocket', 'http', 'database', 'cache', 'queue', 'llm', 'auth', 'email', 'storage', 'filesystem', 'process', 'time', 'environment', 'logging', 'ui', 'code'] as const
export type ServiceId = (typeof SERVICES)[number]

/** A fact that decided the service, as shown to the user: `has send_json and accept`. */
export interface Evidence {
  /** Weight between 0 and 1; the service with the highest sum of its evidence wins. */
  readonly weight: number
  readonly service: ServiceId
  readonly text: string
}

/** One place at which a test double comes into being or a real thing is replaced. */
export interface Site {
  readonly kind: Kind
  readonly service: ServiceId
  /** Catalogue entry: `unittest-mock`. */
  readonly library: string
  /** The API as its documentation names it: `unittest.mock.AsyncMock`, `vi.fn`. */
  readonly api: string
  /** The construct: from the `@` of a decorator, the callee's first token or the `class` keyword, to its end. */
  readonly span: Span
  /** The part to underline: the callee, the decorator or the class header. */
  readonly anchor: Span
  /** Patched path or module, or the name (`ws`, `ws.send_json`, `self.ws`) the double is bound to. */
  readonly target: string | undefined
  /** Index of the outermost site of the object this one belongs to; its own index when it is a root. */
  readonly root: number
  /** Names of all definitions around it, as the language nests them: `TestChat.test_send`, `make_socket`; empty at the top of the file. */
  readonly scope: string
  /** Qualified name of the test around it: `TestChat.test_send`, `Chat › sends`. */
  readonly test: string | undefined
  readonly evidence: readonly Evidence[]
  /** Stable across edits elsewhere in the file: made of scope, kind, api, target and occurrence. */
  readonly fingerprint: string
  /** The reason of the `demock: allow` directive that covers it; undefined when none does. */
  readonly allowed: string | undefined
  /** The last day on which it is allowed, `2027-01-31`; undefined when the directive names none. */
  readonly allowedUntil?: string | undefined
}

/** Something that looks like a test double made by hand without a mock library: reported apart, never counted as a site. */
export interface Suspect {
  readonly kind: 'fake' | 'patch'
  readonly service: ServiceId
  /** What it is, as the text names it: `SimpleNamespace`, `class InMemoryRedis`, `client.send = lambda`. */
  readonly form: string
  readonly span: Span
  readonly anchor: Span
  readonly target: string | undefined
  readonly test: string | undefined
  readonly evidence: readonly Evidence[]
  readonly fingerprint: string
  /** The reason of the `demock: allow` directive that covers it; undefined when none does. */
  readonly allowed?: string | undefined
}

/** What can be wrong with a mock or with the test around it, besides that it is one; the order is the one in which reports list them. */
export const FINDING_CODES = ['unused-double', 'dead-double', 'vacuous-verification', 'no-op-patch', 'mock-only-test', 'self-fulfilling-assertion', 'directive'] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** One finding beside the sites; it never changes their count. `directive` stands for everything that is wrong with `demock:` directives. */
export interface Finding {
  readonly code: FindingCode
  readonly span: Span
  /** One sentence with the remedy. */
  readonly message: string
  /** Index of the site it is about, or -1. */
  readonly site: number
  /** Edits that surely mend it. */
  readonly fix?: { readonly title: string; readonly edits: readonly TextEdit[] }
}

/** A use of a site: import, configuration, verification, or any other use of its name. */
export interface Reference {
  readonly role: 'import' | 'configuration' | 'verification' | 'use'
  readonly span: Span
  /** Index of the site it belongs to; -1 for an import of the library, and for a double that another file makes. */
  readonly site: number
  /** The site of another file that it belongs to. */
  readonly outside?: { readonly path: string; readonly fingerprint: string } | undefined
}
