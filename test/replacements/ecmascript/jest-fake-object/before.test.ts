/**
 * @jest-environment jsdom
 */
import { act, renderHook } from '@testing-library/react'
import { useBuild } from './app'

const mockWs: any = {
  send: jest.fn(),
  close: jest.fn(),
  onopen: null,
  onmessage: null,
  onclose: null,
}

const WebSocketMock = jest.fn().mockImplementation(() => mockWs)

const realWebSocket = global.WebSocket

beforeAll(() => {
  (global as any).WebSocket = WebSocketMock
})

beforeEach(() => {
  jest.clearAllMocks()
})

afterAll(() => {
  global.WebSocket = realWebSocket
})

it('follows a build', () => {
  renderHook(() => useBuild('7'))
  expect(WebSocketMock).toHaveBeenCalledWith(expect.stringContaining('/builds/7'))
  expect(WebSocketMock.mock.calls[0][0]).toBe('ws://localhost:3000/builds/7')
  act(() => mockWs.onopen())
  expect(mockWs.send).toHaveBeenCalledWith('{"follow":"7"}')
})

it('tells its state', () => {
  const { result } = renderHook(() => useBuild('7'))
  act(() => mockWs.onopen())
  act(() => {
    mockWs.onmessage({ data: JSON.stringify({ line: 'one' }) })
    mockWs.onmessage({ data: JSON.stringify({ line: 'two' }) })
  })
  expect(result.current.lines).toBe(2)
  act(() => mockWs.onmessage({ data: JSON.stringify({ state: 'done' }) } as MessageEvent))
  expect(result.current.state).toBe('done')
  act(() => mockWs.onclose?.())
  expect(result.current.state).toBe('done')
})

it('is lost', () => {
  const { result } = renderHook(() => useBuild('8'))
  act(() => mockWs.onopen())
  act(() => mockWs.onclose?.())
  expect(result.current.state).toBe('lost')
})

it('connects anew for another build', () => {
  const { rerender } = renderHook(({ id }) => useBuild(id), { initialProps: { id: '1' } })
  act(() => mockWs.onopen())
  rerender({ id: '2' })
  act(() => mockWs.onopen())
  expect(WebSocketMock).toHaveBeenCalledTimes(2)
  expect(mockWs.send).toHaveBeenCalledTimes(2)
  expect(mockWs.send.mock.calls[1][0]).toBe('{"follow":"2"}')
})

it('goes', () => {
  const { unmount } = renderHook(() => useBuild('9'))
  act(() => mockWs.onopen())
  expect(mockWs.close).not.toHaveBeenCalled()
  unmount()
  expect(mockWs.close).toHaveBeenCalledTimes(1)
})
