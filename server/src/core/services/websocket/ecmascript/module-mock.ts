import type { Site } from '../../../model/finding.ts'

/** `vi.mock('ws'`, `await jest.unstable_mockModule('ws'`, `mock.module('ws'`: with the module that it names. */
const CALL = /^(?:await\s+)?((?:vi|jest|mock)\.\w+)(?:<[^()]*>)?\(\s*(?:import\(\s*)?['"]([^'"]+)['"]/

/** Libraries whose sockets are clients only. */
const CLIENTS: ReadonlySet<string> = new Set(['isomorphic-ws', 'reconnecting-websocket', 'partysocket', 'partysocket/ws', 'websocket', 'sockjs-client', 'mqtt', 'pusher-js', 'phoenix'])

/** A factory that gives a server. */
const SERVER = /\b(?:WebSocketServer|Server)\b/

/** A factory that gives a client: by its name, or as the module itself. */
const CLIENT = /\b(?:default|WebSocket)\b\s*[:,({}=]|\breturn\s+(?!\w*Server)\w*WebSocket/

/** Why the mock of a whole module stays, and what a person can do; undefined where the site is none. */
export function moduleMocked({ kind, span }: Site, text: string): string | undefined {
  if (kind !== 'patch') return undefined
  const call = text.slice(span.start, span.end)
  const [, api, module] = CALL.exec(call) ?? []
  if (api === undefined || module === undefined) return undefined
  const mock = `\`${api}('${module}')\``
  if (/^(?:\.|\/|@\/|~|#)/.test(module)) return `${mock} takes the place of a module of the application: leave that one in place, and give it a real connection`
  if (module === 'socket.io') return `${mock} takes the place of the server: remove it, let the code under test listen on port 0 of 127.0.0.1, and connect a real client of \`socket.io-client\` to it`
  if (module === 'socket.io-client') {
    return `${mock} takes the place of the client: remove it, open a real \`Server\` of \`socket.io\` on port 0 of 127.0.0.1, and give the code under test its address`
  }
  const giving = call.slice(call.indexOf(module) + module.length)
  const isServer = module === 'ws' && SERVER.test(giving)
  const isClient = CLIENTS.has(module) || (module === 'ws' && CLIENT.test(giving.replace(/\bWebSocketServer\b/g, '')))
  if (isServer && !isClient) return `${mock} takes the place of the server: remove it, let the code under test listen on port 0 of 127.0.0.1, and connect a real client to it`
  if (isClient && !isServer) return `${mock} takes the place of the client: remove it, open a real \`WebSocketServer\` on port 0 of 127.0.0.1, and give the code under test its address`
  if (module === 'ws') return `${mock} takes the place of the whole library: remove it, let servers listen on port 0 of 127.0.0.1, and give clients that address`
  return undefined
}
