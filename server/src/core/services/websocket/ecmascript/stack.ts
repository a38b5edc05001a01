import type { Argument, Entry, Link, Value } from '../../../model/facts.ts'
import type { FileReport } from '../../../model/report.ts'
import type { Outcome } from './asserting.ts'
import type { Draft } from './draft.ts'
import type { Reading } from './reading.ts'
import type { Shape } from './shape.ts'
import type { World } from './sockets.ts'
import type { Verification } from './verification.ts'

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
  /** Judges the entries of an object of doubles; what a real socket cannot stand in for is refused. `parameters` maps a factory's parameters to the arguments of one call. */
  shapeOf(draft: Draft, report: FileReport, root: number, entries: readonly Entry[], parameters: ReadonlyMap<string, Value | undefined>): Shape
  counterpartOf(verification: Verification): Outcome
  /** What takes the place of a read of recorded calls; `links` are those after the method. */
  readingOf(world: World, method: string, ends: { readonly socket: string; readonly client: string }, links: readonly Link[]): Reading | undefined
  actionFor(draft: Draft, event: string, client: string, given: readonly Argument[]): Action | undefined
  /** Why there is no action for an event. */
  noActionFor(event: string): string
}
