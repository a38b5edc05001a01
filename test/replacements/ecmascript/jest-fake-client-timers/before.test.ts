/**
 * @jest-environment jsdom
 */
import { act, renderHook } from '@testing-library/react'
import { useFeed } from './app'

let sockets: MockWebSocket[] = []

class MockWebSocket {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: (() => void) | null = null
  readyState = 0
  send = jest.fn()
  close = jest.fn()

  constructor(readonly url: string) {
    sockets.push(this)
  }
}

describe('useFeed', () => {
  beforeEach(() => {
    jest.useFakeTimers()
    sockets = []
    window.WebSocket = MockWebSocket as unknown as typeof WebSocket
  })

  afterEach(() => {
    jest.useRealTimers()
  })

  it('takes items', () => {
    const { result } = renderHook(() => useFeed('ws://localhost/feed'))
    expect(result.current.status).toBe('connecting')
    act(() => sockets[0]!.onopen?.())
    expect(result.current.status).toBe('on')
    act(() => sockets[0]!.onmessage?.({ data: 'one' }))
    act(() => {
      sockets[0]!.onmessage?.({ data: 'two' })
    })
    expect(result.current.items).toEqual(['one', 'two'])
    act(() => result.current.send('three'))
    expect(sockets[0]!.send).toHaveBeenCalledWith('three')
    expect(sockets[0]!.send).toHaveBeenCalledTimes(1)
  })

  it('comes back after a second', () => {
    const { result } = renderHook(() => useFeed('ws://localhost/feed'))
    act(() => sockets[0]!.onopen?.())
    act(() => sockets[0]!.onclose?.())
    expect(result.current.status).toBe('lost')
    act(() => {
      jest.advanceTimersByTime(999)
    })
    expect(sockets).toHaveLength(1)
    act(() => {
      jest.advanceTimersByTime(1)
    })
    expect(sockets).toHaveLength(2)
    expect(sockets[1]!.url).toBe('ws://localhost/feed')
    expect(result.current.status).toBe('connecting')
  })

  it('closes when the component goes', () => {
    const { unmount } = renderHook(() => useFeed('ws://localhost/feed'))
    expect(sockets[0]!.close).not.toHaveBeenCalled()
    unmount()
    expect(sockets[0]!.close).toHaveBeenCalledTimes(1)
    jest.advanceTimersByTime(5000)
    expect(sockets).toHaveLength(1)
  })

  it('makes nothing when it is off', () => {
    renderHook(() => useFeed('ws://localhost/feed', false))
    expect(sockets).toHaveLength(0)
  })
})
