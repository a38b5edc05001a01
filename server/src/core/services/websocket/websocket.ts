import type { Service } from '../service.ts'
import { ecmascriptRewrite } from './ecmascript/rewrite.ts'
import { pythonRewrite } from './python/rewrite.ts'

export const websocket: Service = {
  id: 'websocket',
  title: 'WebSocket',
  real: 'a real WebSocket connection on loopback',
  evidence: {
    python: {
      modules: [
        'websockets', 'websockets.asyncio.client', 'websockets.asyncio.server', 'websockets.sync.client', 'websockets.legacy', 'websocket',
        'fastapi.WebSocket', 'fastapi.websockets', 'starlette.websockets', 'aiohttp.ClientWebSocketResponse', 'aiohttp.web.WebSocketResponse',
        'aiohttp.WSMessage', 'aiohttp.WSMsgType', 'socketio', 'engineio', 'flask_socketio', 'flask_sock', 'channels.generic.websocket', 'channels.layers',
        'channels.testing', 'tornado.websocket', 'autobahn', 'wsproto', 'trio_websocket', 'picows', 'simple_websocket', 'httpx_ws', 'litestar.WebSocket',
        'litestar.connection.WebSocket', 'quart.websocket', 'sanic.Websocket', 'wsaccel', 'litestar.connection', 'aiohttp.ws_connect',
      ],
      names: [
        'WebSocket', 'WebSocketState', 'WebSocketDisconnect', 'WebSocketException', 'WebSocketManager', 'WebSocketConnection', 'ConnectionManager',
        'WebSocketClientProtocol', 'WebSocketServerProtocol', 'WebSocketApp', 'ConnectionClosed',
        'ConnectionClosedOK', 'ConnectionClosedError', 'ClientWebSocketResponse', 'WebSocketResponse', 'WSMsgType', 'AsyncNamespace', 'WebsocketConsumer',
        'AsyncWebsocketConsumer', 'AsyncJsonWebsocketConsumer', 'WebSocketHandler', 'WebSocketTestSession', 'WebsocketCommunicator', 'WebSocketServer',
        'WebSocketClient', 'WSConnection', 'WebsocketServer', 'WebsocketClient', 'Websocket', 'ws_connect', 'websocket_connect',
        'WebSocketBridge', 'channel_layer', 'SocketIO',
      ],
      members: [
        'send_json', 'send_text', 'receive_json', 'receive_text', 'iter_json', 'iter_text', 'iter_bytes', 'send_str', 'receive_str', 'client_state',
        'application_state', 'send_denial_response', 'recv_streaming', 'ws_connect', 'websocket_connect', 'close_code', 'close_reason', 'subprotocol',
        'send_binary', 'enter_room', 'leave_room', 'send_bytes', 'receive_bytes', 'ping_interval', 'send_frame',
        'write_message',
      ],
      weakMembers: [
        'accept', 'send', 'receive', 'recv', 'wait_closed', 'connect', 'disconnect', 'close', 'emit', 'on', 'broadcast', 'ping', 'headers', 'query_params', 'url', 'client', 'closed',
        'state', 'pong', 'run_forever', 'on_message', 'terminate', 'remote_address', 'path_params', 'scope', 'open', 'readyState',
      ],
      words: ['ws', 'wss', 'websocket', 'websockets', 'wsocket', 'sio', 'socketio', 'wsmanager', 'wsconn', 'wsclient'],
      heads: [],
      hints: ['connection', 'conn', 'client', 'session', 'socket', 'protocol'],
    },
    ecmascript: {
      modules: [
        'ws', 'socket.io', 'socket.io-client', 'engine.io-client', 'reconnecting-websocket', 'partysocket', 'isomorphic-ws', 'websocket', 'faye-websocket',
        'sockjs-client', 'sockjs', '@stomp/stompjs', 'graphql-ws', 'subscriptions-transport-ws', '@rails/actioncable', 'pusher-js', '@supabase/realtime-js',
        'uWebSockets.js', '@fastify/websocket', 'express-ws', '@nestjs/websockets', '@nestjs/platform-ws', '@microsoft/signalr', 'centrifuge',
        'react-use-websocket', '@trpc/client/links/wsLink', 'WebSocket', 'window.WebSocket', 'globalThis.WebSocket', 'global.WebSocket', 'self.WebSocket',
        'EventSource',
      ],
      names: ['WebSocket', 'WebSocketServer', 'HubConnection', 'WebSocketGateway', 'ReconnectingWebSocket', 'Socket', 'socketServer', 'ServerSocket'],
      members: [
        'readyState', 'binaryType', 'bufferedAmount', 'joinedRooms', 'nsp', 'socketsJoin', 'disconnectSockets',
        'socketsLeave', 'fetchSockets',
      ],
      weakMembers: [
        'send', 'close', 'emit', 'on', 'once', 'off', 'join', 'leave', 'to', 'in', 'broadcast', 'connect', 'disconnect', 'connected', 'id', 'terminate',
        'handshake', 'volatile', 'pong', 'ping', 'open', 'addEventListener', 'removeEventListener', 'rooms', 'data', 'onerror', 'onmessage', 'onopen', 'onclose', 'url', 'protocol',
      ],
      words: ['ws', 'wss', 'websocket', 'sio', 'socketio', 'stomp', 'websocketserver'],
      heads: ['socket'],
      hints: ['connection', 'conn', 'client', 'socket'],
    },
  },
  rewrites: { python: pythonRewrite, ecmascript: ecmascriptRewrite },
}
