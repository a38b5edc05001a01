import { beforeEach, expect, it } from 'vitest'
import { Topics } from './app'

const sockets: FakeSocket[] = []
let last: FakeSocket | undefined

class FakeSocket {
  readyState = 0
  sent: string[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onerror: (() => void) | null = null

  readonly url: string

  constructor(url: string) {
    this.url = url
    sockets.push(this)
    last = this
  }

  send(text: string) {
    if (this.readyState !== 1) throw new Error('not open')
    this.sent.push(text)
  }

  close() {
    this.readyState = 3
  }

  accept() {
    this.readyState = 1
    this.onopen?.()
  }

  answer(data: string) {
    this.onmessage?.({ data })
  }
}

beforeEach(() => {
  sockets.length = 0
  globalThis.WebSocket = FakeSocket as unknown as typeof WebSocket
})

it('asks on the connection of the topic', async () => {
  const topics = new Topics()
  topics.join('cats')
  topics.join('dogs')
  expect(sockets).toHaveLength(2)
  sockets[0]!.accept()
  sockets[1]!.accept()
  topics.ask('cats', 'why?')
  expect(sockets[0]!.sent).toEqual(['why?'])
  expect(sockets[1]!.sent).toHaveLength(0)
})

it('keeps answers', async () => {
  const topics = new Topics()
  topics.join('cats')
  expect(last!.url).toBe('ws://localhost/cats')
  last!.accept()
  last!.answer('because')
  expect(topics.answers).toEqual(['cats: because'])
})
