import { buildSchema, type ExecutionArgs, execute, subscribe } from 'graphql'
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer } from 'graphql-ws'
import type { WebSocket } from 'ws'

const schema = buildSchema('type Query { hello(name: String!): String! } type Subscription { count(to: Int!): Int! }')

const roots = {
  hello: ({ name }: { name: string }) => `hello ${name}`,
  async* count({ to }: { to: number }) {
    for (let count = 1; count <= to; count++) yield { count }
  },
}

const server = makeServer({
  schema,
  roots: { query: roots, subscription: roots },
  execute: (args) => execute(args as ExecutionArgs),
  subscribe: (args) => subscribe(args as ExecutionArgs),
  onConnect: ({ connectionParams }) => connectionParams?.['token'] !== 'bad',
})

/** Hands a socket of `ws` to graphql-ws; what it closes with is told to `ended`. */
export function serve(socket: WebSocket, ended: (code: number) => void): void {
  const closed = server.opened({
    protocol: GRAPHQL_TRANSPORT_WS_PROTOCOL,
    send: (data) => new Promise((resolve, reject) => socket.send(data, (error) => (error ? reject(error) : resolve()))),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (take) => socket.on('message', async (data: Buffer | string) => take(data.toString())),
  }, { socket })
  socket.once('close', (code: number) => {
    ended(code)
    void closed(code, '')
  })
}
