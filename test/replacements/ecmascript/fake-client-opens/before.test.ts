import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Outbox } from './app'

class MockWebSocket {
  static instances: MockWebSocket[] = []
  static OPEN = 1
  readyState = 0
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  send = vi.fn()
  close = vi.fn(() => this.onclose?.())

  constructor(public url: string) {
    MockWebSocket.instances.push(this)
    setTimeout(() => {
      this.readyState = MockWebSocket.OPEN
      this.onopen?.(new Event('open'))
    }, 0)
  }
}

const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

beforeEach(() => {
  MockWebSocket.instances = []
  vi.stubGlobal('WebSocket', MockWebSocket)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

it('keeps what is put too early', () => {
  const outbox = new Outbox()
  void outbox.open('ws://outbox.example/')
  outbox.put('one')
  expect(outbox.status).toBe('opening')
  expect(MockWebSocket.instances[0]!.send).not.toHaveBeenCalled()
})

it('sends it in order', async () => {
  const outbox = new Outbox()
  const opened = outbox.open('ws://outbox.example/')
  outbox.put('one')
  await opened
  outbox.put('two')
  expect(MockWebSocket.instances[0]!.url).toBe('ws://outbox.example/')
  expect(MockWebSocket.instances[0]!.send.mock.calls[0]![0]).toBe('one')
  expect(MockWebSocket.instances[0]!.send).toHaveBeenLastCalledWith('two')
  expect(MockWebSocket.instances[0]!.send).toHaveBeenCalledTimes(2)
})

it('takes answers, and closes', async () => {
  const outbox = new Outbox()
  await outbox.open('ws://outbox.example/')
  MockWebSocket.instances[0]!.onmessage?.({ data: 'ok' })
  expect(outbox.answers).toEqual(['ok'])
  outbox.close()
  expect(outbox.status).toBe('closed')
})

it('opens after a while', async () => {
  const outbox = new Outbox()
  void outbox.open('ws://outbox.example/')
  outbox.put('one')
  await wait()
  expect(outbox.status).toBe('open')
  expect(MockWebSocket.instances[0]!.send).toHaveBeenCalledWith('one')
})
