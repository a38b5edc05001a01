/** Libraries whose sockets no pair stands for: why, and what to do by hand. */

interface Unreplaced {
  /** Full paths of what stands for their sockets or makes them, as a spec, a patched path or an import names it. */
  readonly paths: RegExp
  readonly reason: string
}

const UNREPLACED: readonly Unreplaced[] = [
  {
    paths: /^httpx_ws\.|(?:^|\.)(?:httpx_ws\.\w+|a?connect_ws)$/,
    reason: 'a session of httpx-ws is tied to the request of its httpx client, which no pair stands for: give the code under test its URL or its client as an argument, and let it connect to a server of the test',
  },
  {
    paths: /^tornado\.|\.tornado\.websocket\.|(?:^|\.)websocket_connect$/,
    reason: "Tornado's sockets belong to a request of its own HTTP server: derive the test from tornado.testing.AsyncHTTPTestCase, and connect to the application by websocket_connect()",
  },
  {
    paths: /^quart\.|\.quart\.websocket$/,
    reason: "Quart's websocket stands for the connection of the running request, and is passed to nobody: test the route by app.test_client().websocket(path), which sends and receives",
  },
  {
    paths: /^sanic\.|(?:^|\.)WebsocketImplProtocol$/,
    reason: 'Sanic makes its sockets in a server of its own: test the route by the websocket() of the clients in sanic-testing',
  },
  {
    paths: /(?:^|\.)WebSocketApp$/,
    reason: 'it takes the place of the class WebSocketApp, whose run_forever() would connect: call the callbacks with a double of their own, MagicMock(spec=websocket.WebSocketApp), which is replaced, or give the code under test the URL of a server of the test',
  },
]

/** Why what is named by this full path is not replaced and what to do instead; undefined where nothing special is known. */
export function unreplaced(path: string): string | undefined {
  return UNREPLACED.find(({ paths }) => paths.test(path))?.reason
}
