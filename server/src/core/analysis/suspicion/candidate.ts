import type { Span } from '../../text/span.ts'

/**
 * How much must speak for a service before a candidate is a suspect. `nothing`: the form is unmistakable by itself; `service`: a service is
 * named by a word, a type or a member; `interface`: it has the members of a service.
 */
export type Need = 'nothing' | 'service' | 'interface'

/** Something made by hand that may stand for a real thing, before it is judged. */
export interface Candidate {
  readonly kind: 'fake' | 'patch'
  /** As the text names it: `SimpleNamespace`, `class InMemoryRedis`, `client.send = lambda`. */
  readonly form: string
  readonly span: Span
  readonly anchor: Span
  /** The name it is bound to, or the path that is replaced. */
  readonly target: string | undefined
  readonly need: Need
  /** Names that may hold words of a service. */
  readonly names: readonly string[]
  /** Members that are functions written by hand. */
  readonly functions: readonly string[]
  /** All its other members. */
  readonly values: readonly string[]
  /** Names of types it is cast to, annotated with or derived from. */
  readonly types: readonly TypeClue[]
  /** Scope in which names of types are looked up. */
  readonly scope: number
  /** A dotted path that is replaced, with its import written out. */
  readonly path: string | undefined
}

export interface TypeClue {
  readonly name: string
  /** How the evidence begins: `is typed`, `derives from`, `is called`. */
  readonly label: string
}
