import type { Chain, Value } from '../../../../model/facts.ts'
import { bindingsOf } from '../../../../model/bindings.ts'
import { type Draft, unwrapped } from '../draft.ts'
import type { Imported } from './imported.ts'

/** A variable, by name and the scope that binds it. */
export interface Variable {
  readonly name: string
  readonly scope: number
}

/** The conversion of all mock servers of a file. */
export interface ClientWorld {
  readonly draft: Draft
  readonly imported: ReadonlyMap<string, Imported>
  /** Variables that hold a server. */
  readonly servers: Variable[]
  /** Variables that hold a server's end of a connection. */
  readonly connections: Variable[]
  /** Offsets of chains that have been dealt with. */
  readonly done: Set<number>
  /** Functions that the runner, or a promise, waits for; others are left as they are. */
  readonly awaited: Map<number, boolean>
  /** Variable that holds `useWebSocketServers()`. */
  readonly holder: string
  readonly isTyped: boolean
  /** Types of the support that are named. */
  readonly types: Set<string>
}

/** Whether a name used in a scope is one of these variables. */
export function isOneOf({ draft: { facts } }: ClientWorld, among: readonly Variable[], name: string, scope: number): boolean {
  const candidates = among.filter((variable) => variable.name === name)
  if (candidates.length === 0) return false
  const home = bindingsOf(facts, name, scope)[0]?.scope
  return candidates.some((variable) => variable.scope === home)
}

/** What an imported name is where it is used; undefined when something else hides it. */
export function importedAs({ draft: { facts }, imported }: ClientWorld, name: string, scope: number): Imported | undefined {
  const what = imported.get(name)
  return what !== undefined && bindingsOf(facts, name, scope)[0]?.kind === 'import' ? what : undefined
}

/** The chain that a value is, without casts. */
export function chainOf({ draft: { text } }: ClientWorld, value: Value | undefined): Chain | undefined {
  const plain = value && unwrapped(text, value)
  return plain?.kind === 'chain' ? plain : undefined
}

/** The chain, when it makes a server and nothing else: `new WS(url)`. */
export function makesServer(world: ClientWorld, chain: Chain | undefined): boolean {
  const [link] = chain?.links ?? []
  return chain !== undefined && typeof chain.root === 'string' && chain.links.length === 1 && link?.kind === 'call' && link.call.form === 'new'
    && importedAs(world, chain.root, chain.scope) === 'server'
}
