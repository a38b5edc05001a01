import type { Facts, Import } from '../../../../model/facts.ts'

/** What a name imported from a library of mock servers is: a server's constructor, the client that never touches a socket, the type of a server's end. */
export type Imported = 'server' | 'client' | 'connection'

const SERVERS: ReadonlySet<string> = new Set(['jest-websocket-mock', 'vitest-websocket-mock'])
const MOCK_SOCKET = 'mock-socket'

/** The libraries whose servers are replaced, by the identifiers of the catalogue. */
export const MOCK_SERVER_LIBRARIES: ReadonlySet<string> = new Set(['jest-websocket-mock', 'vitest-websocket-mock', 'mock-socket'])

export function isFromLibrary({ module }: Pick<Import, 'module'>): boolean {
  return SERVERS.has(module) || module === MOCK_SOCKET
}

/** What each local name of the file stands for; undefined where a library is imported in a way that is not followed. */
export function importedNames(facts: Facts): ReadonlyMap<string, Imported> | undefined {
  const names = new Map<string, Imported>()
  for (const each of facts.imports) {
    if (!isFromLibrary(each) || each.form === 'bare') continue
    const what = each.form === 'name' && each.local !== undefined ? importedOf(each) : undefined
    if (what === undefined || each.local === undefined) return undefined
    names.set(each.local, what)
  }
  return names
}

function importedOf({ module, imported }: Import): Imported | undefined {
  if (SERVERS.has(module)) return imported === 'default' || imported === 'WS' ? 'server' : undefined
  if (imported === 'Server') return 'server'
  if (imported === 'WebSocket') return 'client'
  return imported === 'Client' ? 'connection' : undefined
}
