import type { Argument, Entry, Link } from '../../../model/facts.ts'
import type { FileReport } from '../../../model/report.ts'
import type { Span } from '../../../text/span.ts'
import type { Outcome } from './asserting.ts'
import type { Recorder } from './doubles.ts'
import type { Draft } from './draft.ts'
import type { Shape } from './shape.ts'
import type { Verification } from './verification.ts'

/** A name that stands for the mock and will stand for a real socket. */
export interface Socket {
  readonly name: string
  /** Name of its far end; the same as `name` for a parameter of a helper that gets the far end alone. */
  readonly client: string
  /** Scope that binds the name. */
  readonly scope: number
  readonly isPair: boolean
  /** Where it stands in the object or list of another name: `player.socket`, `clients[0]`. */
  readonly within?: { readonly name: string; readonly path: readonly string[] } | undefined
  /** For a second name, `gateway.server`: scope that binds the first one. */
  readonly origin?: number
  /** For a second name, where it holds. */
  readonly reach?: Span
}

/** A name that stands for one method of the mock: `const send = vi.fn()`. */
export interface Method {
  readonly name: string
  readonly scope: number
  readonly socket: Socket
  readonly method: string
}

/** A name that stands for a listener which the mock's `on` has recorded. */
export interface Listener {
  readonly name: string
  readonly scope: number
  readonly socket: Socket
  /** `message`; undefined for a store that holds one listener for each event. */
  readonly event: string | undefined
}

/** All that is known about the mock while its uses are rewritten. */
export interface World {
  readonly draft: Draft
  readonly report: FileReport
  readonly root: number
  readonly sockets: Socket[]
  readonly listeners: Listener[]
  readonly methods: Method[]
  /** Chains that have been dealt with, by `keyOf`. */
  readonly done: Set<string>
  /** Sockets put into lists and objects, from where they may come back under other names. */
  readonly collected: Span[]
  /** Functions that vanish: factories, finders. */
  readonly gone: Set<number>
  /** Names of helpers that types are taken from. */
  readonly types: Span[]
  otherDoubles: boolean
  /** Which library made the double. */
  readonly recorder: Recorder
  /** Whose sockets these are. */
  readonly stack: Stack
  readonly isTyped: boolean
}

/** An expression that reads what really arrived; it takes the place of all up to the offset `end`. */
export interface Reading {
  readonly text: string
  readonly end: number
}

/** The support that a library's sockets are opened by. */
export interface Support {
  /** The file without its ending. */
  readonly module: string
  /** What is called once in a test file. */
  readonly use: string
  /** The type with both ends. */
  readonly pair: string
  /** What the test file calls what `use` gives. */
  readonly variable: string
  readonly texts: { readonly typed: string; readonly module: string; readonly commonJs: string }
}

/** What the far end does in place of a listener that a test calls. `keep` says that the arguments stay; `text` ends with the opening parenthesis then. */
export interface Action {
  readonly text: string
  readonly keep: boolean
}

/** How mocks of one library's server sockets are replaced. */
export interface Stack {
  readonly title: string
  readonly support: Support
  /** Methods that a test may replace by a double. */
  readonly methods: ReadonlySet<string>
  /** Judges the entries of an object of doubles; what a real socket cannot stand in for is refused. */
  shapeOf(draft: Draft, report: FileReport, root: number, entries: readonly Entry[]): Shape
  /** Whether a real socket lacks a property of this name. */
  isExtra(key: string): boolean
  counterpartOf(verification: Verification): Outcome
  /** What takes the place of a read of recorded calls; `links` are those after the method. */
  readingOf(world: World, method: string, ends: { readonly socket: string; readonly client: string }, links: readonly Link[]): Reading | undefined
  actionFor(draft: Draft, event: string, client: string, given: readonly Argument[]): Action | undefined
  /** Why there is no action for an event. */
  noActionFor(event: string): string
}
