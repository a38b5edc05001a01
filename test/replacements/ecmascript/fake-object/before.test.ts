import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Telemetry } from './app'

describe('Telemetry', () => {
  let mockSocket: { send: ReturnType<typeof vi.fn>; close: ReturnType<typeof vi.fn>; addEventListener: ReturnType<typeof vi.fn>; readyState: number }
  let telemetry: Telemetry

  beforeEach(() => {
    mockSocket = { send: vi.fn(), close: vi.fn(), addEventListener: vi.fn(), readyState: 0 }
    vi.stubGlobal('WebSocket', vi.fn(function () { return mockSocket }))
    telemetry = new Telemetry()
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('connects with its token', () => {
    expect(WebSocket).not.toHaveBeenCalled()
    telemetry.connect('example.org', 'secret')
    expect(WebSocket).toHaveBeenCalledTimes(1)
    expect(WebSocket).toHaveBeenCalledWith('wss://example.org/telemetry?token=secret')
  })

  it('authenticates when it is open', () => {
    telemetry.connect('example.org', 'secret')
    expect(mockSocket.send).not.toHaveBeenCalled()
    mockSocket.addEventListener.mock.calls.find(([type]) => type === 'open')![1]()
    expect(telemetry.isOn).toBe(true)
    expect(mockSocket.send).toHaveBeenCalledWith(JSON.stringify({ type: 'auth', token: 'secret' }))
  })

  it('hands messages on', () => {
    const listener = vi.fn()
    telemetry.onMessage(listener)
    telemetry.connect('example.org', 'secret')
    mockSocket.addEventListener.mock.calls.find(([type]) => type === 'open')![1]()
    mockSocket.addEventListener.mock.calls.find((call) => call[0] === 'message')![1]({ data: JSON.stringify({ type: 'value', value: 3 }) })
    mockSocket.addEventListener.mock.calls.find((call) => call[0] === 'message')![1]({ data: JSON.stringify({ type: 'error', text: 'no' }) })
    expect(listener).toHaveBeenCalledTimes(1)
    expect(listener).toHaveBeenCalledWith({ type: 'value', value: 3 })
    expect(telemetry.lastError).toBe('no')
  })

  it('reports while it is on', () => {
    telemetry.connect('example.org', 'secret')
    expect(telemetry.report(1)).toBe(false)
    mockSocket.addEventListener.mock.calls.find(([type]) => type === 'open')![1]()
    mockSocket.send.mockClear()
    expect(telemetry.report(2)).toBe(true)
    expect(JSON.parse(mockSocket.send.mock.calls[0]![0])).toEqual({ type: 'value', value: 2 })
    mockSocket.addEventListener.mock.calls.find(([type]) => type === 'close')![1]()
    expect(telemetry.report(3)).toBe(false)
    expect(mockSocket.send).toHaveBeenCalledTimes(1)
  })

  it('stops', () => {
    telemetry.connect('example.org', 'secret')
    mockSocket.addEventListener.mock.calls.find(([type]) => type === 'open')![1]()
    expect(mockSocket.close).not.toHaveBeenCalled()
    telemetry.stop()
    expect(mockSocket.close).toHaveBeenCalledWith(1000, 'stopped')
  })
})
