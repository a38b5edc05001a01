import 'reflect-metadata'
import { Module } from '@nestjs/common'
import { ConnectedSocket, MessageBody, type OnGatewayConnection, type OnGatewayDisconnect, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets'
import type { IncomingMessage } from 'node:http'
import type { Server, WebSocket } from 'ws'

/** A chat whose gateway runs on `@nestjs/platform-ws`. */
@WebSocketGateway({ path: '/chat' })
export class ChatGateway implements OnGatewayConnection, OnGatewayDisconnect {
  @WebSocketServer() server!: Server
  readonly #names = new Map<WebSocket, string>()

  handleConnection(client: WebSocket, request?: Pick<IncomingMessage, 'url'>): void {
    const name = new URL(request?.url ?? '/', 'http://local').searchParams.get('name')
    if (!name) {
      client.close(4001, 'no name')
      return
    }
    this.#names.set(client, name)
    client.send(JSON.stringify({ event: 'welcome', data: { name, others: this.#names.size - 1 } }))
  }

  handleDisconnect(client: WebSocket): void {
    this.#names.delete(client)
  }

  @SubscribeMessage('say')
  say(@ConnectedSocket() client: WebSocket, @MessageBody() text: string): { event: string; data: number } {
    const from = this.#names.get(client)
    let told = 0
    for (const other of this.#names.keys()) {
      if (other === client || other.readyState !== other.OPEN) continue
      other.send(JSON.stringify({ event: 'said', data: { from, text } }))
      told++
    }
    return { event: 'told', data: told }
  }
}

@Module({ providers: [ChatGateway] })
export class ChatModule {}
