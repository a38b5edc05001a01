import type { Api, Library } from '../catalogue/library.ts'
import type { Call, Chain } from '../model/facts.ts'
import type { Kind, ServiceId } from '../model/finding.ts'
import type { Span } from '../text/span.ts'
import type { Place } from './places.ts'

/** What a site replaces. */
export interface Target {
  /** As the user reads it: `app.chat.redis`, `console.warn`, `ws`. */
  readonly text: string
  /** With imports written out, for the evidence; module specifiers as they are. */
  readonly path: string
  readonly module: boolean
  /** An object that the test holds, not a path in a text, tells where the member is. */
  readonly onObject?: boolean
}

/** A site as it is found, before it is known to whom it belongs and what it stands in for. */
export interface Found {
  readonly kind: Kind
  readonly library: Library
  /** As its documentation names it. */
  readonly name: string
  readonly api: Api
  /** The service that the API itself tells. */
  readonly service: ServiceId | undefined
  readonly span: Span
  readonly anchor: Span
  /** The construct with all that is chained on it. */
  readonly extent: Span
  /** The creating call, and the chain it is a link of; undefined for classes, fixtures and bare decorators. */
  readonly call: Call | undefined
  readonly chain: Chain | undefined
  /** Index of that chain in the facts, or -1. */
  readonly chainIndex: number
  /** Indexes into the facts, or -1. */
  readonly decorator: number
  readonly class: number
  /** Where what belongs to it begins, when that is not its start: the arguments of a call further down a chain. */
  readonly holdsFrom?: number
  /** What it replaces, where no argument of a call tells. */
  readonly target?: Target
}

/** Sites with what they belong to; all arrays run parallel to `found`, which is in source order, outer before inner. */
export interface Ownership {
  readonly found: readonly Found[]
  /** The site each one belongs to directly, or -1 for a root. */
  readonly owners: Int32Array
  /** The root of each one; its own index when it is a root. */
  readonly roots: Int32Array
  /** Where the value is kept, as the text names it: `ws.send_json`, `self.ws`. */
  readonly names: readonly (string | undefined)[]
  /** Sites by the place that holds them. */
  readonly held: ReadonlyMap<Place, readonly Held[]>
  /** Keys of object literals around a site, and keyword names, that are members of the object it belongs to. */
  readonly siblings: ReadonlyMap<number, readonly string[]>
  /** The object literal around the members of a root. */
  readonly literals: ReadonlyMap<number, Span>
  /** Functions of the text by index, with the site that each one gives (negative for a plain object without one). */
  readonly results: ReadonlyMap<number, number>
  /** Parameters that decorators fill, by function and name, with the site each one gets. */
  readonly injections: ReadonlyMap<number, ReadonlyMap<string, number>>
}

/** A place holds a site from an offset on. */
export interface Held {
  readonly from: number
  readonly site: number
}
