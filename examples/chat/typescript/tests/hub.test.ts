import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Hub } from '../src/hub.ts'

describe('Hub', () => {
  let hub: Hub

  beforeEach(() => {
    hub = new Hub()
  })

  it('greets a new member', () => {
    const socket = { send: vi.fn(), on: vi.fn(), readyState: 1 }

    hub.add('ada', socket as any)

    expect(socket.send).toHaveBeenCalledTimes(1)
    expect(socket.send).toHaveBeenCalledWith(JSON.stringify({ type: 'welcome', name: 'ada' }))
  })

  it('says it to the room, not to the speaker', () => {
    const ada = { send: vi.fn(), on: vi.fn(), readyState: 1 }
    const bob = { send: vi.fn(), on: vi.fn(), readyState: 1 }
    hub.add('ada', ada as any)
    hub.add('bob', bob as any)
    hub.members.get('ada')!.room = 'lobby'
    hub.members.get('bob')!.room = 'lobby'
    ada.send.mockClear()
    bob.send.mockClear()

    expect(hub.broadcast('lobby', { type: 'said', text: 'hi' }, 'ada')).toBe(1)

    expect(ada.send).not.toHaveBeenCalled()
    expect(JSON.parse(bob.send.mock.calls[0][0])).toEqual({ type: 'said', text: 'hi' })
  })

  it('hands the events of an agent to the one who asked', () => {
    const socket = { send: vi.fn(), on: vi.fn(), readyState: 1 }
    hub.add('ada', socket as any)

    hub.report('ada', { type: 'agent_started', run: 'ada-1' })
    hub.report('ada', { type: 'agent_completed', run: 'ada-1', answer: '42' })

    expect(socket.send).toHaveBeenCalledTimes(3)
    expect(socket.send).toHaveBeenLastCalledWith(JSON.stringify({ type: 'agent_completed', run: 'ada-1', answer: '42' }))
  })

  it('closes on bye and forgets the member', () => {
    const socket = { send: vi.fn(), on: vi.fn(), close: vi.fn(), readyState: 1 }
    hub.add('ada', socket as any)

    socket.on.mock.calls.find((call) => call[0] === 'message')![1]('{"type":"bye"}')
    expect(socket.close).toHaveBeenCalledWith(4000, 'bye')

    socket.on.mock.calls.find((call) => call[0] === 'close')![1]()
    expect(hub.members.has('ada')).toBe(false)
  })
})
