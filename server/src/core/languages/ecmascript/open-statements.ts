/** A statement whose last part is a statement that is being read: `if`, loops, `with` and labels nest to the right without brackets. */
export interface OpenStatement {
  /** `then`: an `else` may follow; `do`: a `while` follows; `tail`: nothing follows. */
  kind: 'then' | 'do' | 'tail'
  readonly first: number
  readonly statement: number
  /** The scope and statement to return to. */
  readonly scope: number
  readonly parent: number
}
