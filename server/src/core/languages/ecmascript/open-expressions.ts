import type { Value } from '../../model/facts.ts'

/** An expression whose last part is being read: assignments, conditionals and arrow functions nest to the right without brackets. */
export type OpenExpression =
  | { readonly kind: 'assignment'; readonly first: number; readonly assignment: number; readonly targets: Value[] }
  | { readonly kind: 'conditional'; readonly first: number; readonly operands: Value[]; inTrueBranch: boolean }
  | OpenArrow
  | { readonly kind: 'yield'; readonly first: number }

/** An arrow function whose body is an expression, with the state to return to behind it. */
export interface OpenArrow {
  readonly kind: 'arrow'
  readonly first: number
  readonly function: number
  readonly bodyFirst: number
  readonly scope: number
  readonly awaits: boolean
  readonly yields: boolean
}
