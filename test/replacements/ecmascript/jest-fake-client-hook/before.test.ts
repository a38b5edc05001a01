/**
 * @jest-environment jsdom
 */
import { act, renderHook, waitFor } from '@testing-library/react'
import { useNotifications } from './app'

class FakeWebSocket {
  static instances: FakeWebSocket[] = []
  url: string
  readyState = 0
  sent: string[] = []
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null
  close = jest.fn()

  constructor(url: string) {
    this.url = url
    FakeWebSocket.instances.push(this)
  }

  send(data: string) {
    this.sent.push(data)
  }

  open() {
    this.readyState = 1
    this.onopen?.(new Event('open'))
  }

  receive(message: object) {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(message) }))
  }
}

beforeEach(() => {
  FakeWebSocket.instances = []
  // @ts-expect-error a fake has less
  global.WebSocket = FakeWebSocket
})

it('connects', async () => {
  const { result } = renderHook(() => useNotifications('ada'))
  await waitFor(() => expect(FakeWebSocket.instances).toHaveLength(1))
  expect(FakeWebSocket.instances[0]!.url).toContain('/notifications/ada')
  expect(result.current.isConnected).toBe(false)
  act(() => {
    FakeWebSocket.instances[0]!.open()
  })
  expect(result.current.isConnected).toBe(true)
})

it('counts what is unread', () => {
  const { result } = renderHook(() => useNotifications('ada'))
  const socket = FakeWebSocket.instances.at(-1)!
  act(() => socket.open())
  act(() => socket.receive({ type: 'notification', id: 1 }))
  act(() => {
    socket.receive({ type: 'notification', id: 2 })
    socket.receive({ type: 'other' })
  })
  expect(result.current.unread).toBe(2)
  act(() => result.current.read(2))
  expect(result.current.unread).toBe(1)
  expect(socket.sent).toEqual([JSON.stringify({ type: 'read', id: 2 })])
  expect(JSON.parse(socket.sent[0]!)).toEqual({ type: 'read', id: 2 })
})

it('closes when the component goes', () => {
  const { unmount } = renderHook(() => useNotifications('ada'))
  const socket = FakeWebSocket.instances[0]!
  act(() => socket.open())
  unmount()
  expect(socket.close).toHaveBeenCalledTimes(1)
})
