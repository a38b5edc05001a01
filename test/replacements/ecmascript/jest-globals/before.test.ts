import { Hub } from './app'

describe('Hub', () => {
  let hub: Hub
  let mockWs: { send: jest.Mock; on: jest.Mock; close: jest.Mock; readyState: number }

  beforeEach(() => {
    hub = new Hub()
    mockWs = {
      send: jest.fn(),
      on: jest.fn(),
      close: jest.fn(),
      readyState: 1,
    }
  })

  afterEach(() => {
    jest.clearAllMocks()
  })

  test('greets a member', () => {
    hub.add('ada', mockWs as any)
    expect(mockWs.send).toHaveBeenCalledTimes(1)
    expect(mockWs.send).toHaveBeenCalledWith(expect.stringContaining('"welcome"'))
    expect(mockWs.on).toHaveBeenCalledWith('message', expect.any(Function))
  })

  test('a member says something to the others', () => {
    const other = { send: jest.fn(), on: jest.fn(), close: jest.fn(), readyState: 1 }
    hub.add('ada', mockWs as any)
    hub.add('bob', other as any)
    const adaSays = mockWs.on.mock.calls.find((call: any[]) => call[0] === 'message')![1]
    const bobSays = other.on.mock.calls.find((call: any[]) => call[0] === 'message')![1]
    adaSays('{"type":"join","room":"r"}')
    bobSays('{"type":"join","room":"r"}')
    jest.clearAllMocks()

    adaSays(Buffer.from('{"type":"say","text":"hi"}'))

    expect(mockWs.send).not.toHaveBeenCalled()
    expect(JSON.parse(other.send.mock.calls[0][0])).toEqual({ type: 'said', id: 'ada', text: 'hi' })
  })

  test('no nonsense breaks it', () => {
    hub.add('ada', mockWs as any)
    const onMessage = mockWs.on.mock.calls.find((call: any[]) => call[0] === 'message')![1]
    expect(() => onMessage('nonsense')).not.toThrow()
    expect(mockWs.send).toHaveBeenLastCalledWith('{"type":"error","message":"not JSON"}')
  })

  test('bye', () => {
    hub.add('ada', mockWs as any)
    mockWs.on.mock.calls.find((call: any[]) => call[0] === 'message')![1]('{"type":"bye"}')
    expect(mockWs.close).toHaveBeenCalledWith(4000, 'bye')
    mockWs.on.mock.calls.find((call: any[]) => call[0] === 'close')![1](4000, Buffer.from('bye'))
    expect(hub.members.size).toBe(0)
  })
})
