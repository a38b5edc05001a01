import type { Chain } from '../../../model/facts.ts'

/** What an attribute of the class tells. */
export type Told = 'received_json' | 'received_text' | 'received_bytes' | 'accepted' | 'closed' | 'code' | 'reason'

export interface Fake {
  readonly name: string
  readonly attributes: ReadonlyMap<string, Told>
  /** Set where it can be told to fail: its sends raise an exception while an attribute is true. */
  readonly fails: Failing | undefined
}

export interface Failing {
  readonly attribute: string
  /** The argument of the constructor that gives the attribute its value. */
  readonly parameter: string | undefined
  /** The class of the exception. */
  readonly exception: string
  /** The exception as it is written. */
  readonly raised: string
}

/** Whether a chain reads what such a class has recorded. */
export function readsFake({ attributes }: Fake, chain: Chain): boolean {
  return chain.links.some((link) => link.kind === 'member' && attributes.has(link.name))
}
