import { aiohttpClient, aiohttpServer } from './aiohttp.ts'
import { socketio } from './socketio.ts'
import { starlette } from './starlette.ts'
import type { Stack } from './stack.ts'
import { websocketClient, websocketClientApp } from './websocket-client.ts'
import { websockets } from './websockets.ts'

/** Every library whose sockets are replaced; the first one is assumed where nothing tells. */
export const STACKS: readonly [Stack, ...Stack[]] = [starlette, socketio, aiohttpClient, aiohttpServer, ...websockets, websocketClient, websocketClientApp]
