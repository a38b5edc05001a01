import { WebSocketServer } from 'ws'
import { Hub } from './hub.ts'

const port = Number(process.env.PORT ?? 8787)
const hub = new Hub()
const server = new WebSocketServer({ port })
server.on('connection', (socket, request) => hub.add(new URL(request.url ?? '/', 'ws://hub').searchParams.get('name') ?? 'guest', socket))
console.log(`the hub listens on ws://127.0.0.1:${port}/?name=ada`)
