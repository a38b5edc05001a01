import 'reflect-metadata'
import { Inject, Injectable, Module } from '@nestjs/common'
import { type OnGatewayConnection, SubscribeMessage, WebSocketGateway, WebSocketServer, WsException } from '@nestjs/websockets'
import type { Server, Socket } from 'socket.io'

/** Knows whom a token belongs to. */
@Injectable()
export class Tokens {
  async nameOf(token: unknown): Promise<string | undefined> {
    return token === 'good' ? 'ada' : undefined
  }
}

/** Notifications by a gateway on `@nestjs/platform-socket.io`. */
@WebSocketGateway({ namespace: '/notifications' })
export class NotificationsGateway implements OnGatewayConnection {
  @WebSocketServer() server!: Server
  readonly online = new Set<string>()
  readonly #tokens: Tokens

  constructor(@Inject(Tokens) tokens: Tokens) {
    this.#tokens = tokens
  }

  async handleConnection(client: Socket): Promise<void> {
    const name = await this.#tokens.nameOf(client.handshake.auth['token'])
    if (name === undefined) {
      client.emit('problem', { message: 'Unauthorized' })
      client.disconnect(true)
      return
    }
    client.data.name = name
    this.online.add(client.id)
    await client.join(`user:${name}`)
    client.emit('ready', { name })
  }

  @SubscribeMessage('watch')
  async watch(client: Socket, topic: string): Promise<{ watching: string }> {
    if (client.data.name === undefined) throw new WsException('Unauthorized')
    await client.join(`topic:${topic}`)
    return { watching: topic }
  }
}

@Module({ providers: [NotificationsGateway, Tokens] })
export class NotificationsModule {}
