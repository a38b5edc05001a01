import type { Chain } from '../../../model/facts.ts'

/** What an attribute of the class tells. */
export type Told = 'received_json' | 'received_text' | 'received_bytes' | 'accepted' | 'closed' | 'code' | 'reason'

export interface Fake {
  readonly name: string
  readonly attributes: ReadonlyMap<string, Told>
}

/** Whether a chain reads what such a class has recorded. */
export function readsFake({ attributes }: Fake, chain: Chain): boolean {
  return chain.links.some((link) => link.kind === 'member' && attributes.has(link.name))
}
