import { describe, expect, it, vi, type Mock } from 'vitest'
import { Lobby } from './app'

interface FakeSocket { send: Mock; close: Mock; readyState: number }

function fakeSocket(readyState = 1): FakeSocket {
  return { send: vi.fn(), close: vi.fn(), readyState }
}

function messages(ws: FakeSocket): any[] {
  return ws.send.mock.calls.map((call) => JSON.parse(call[0]))
}

const lastMessage = (ws: FakeSocket) => JSON.parse(ws.send.mock.calls.at(-1)![0])

function expectSent(ws: FakeSocket, message: object): void {
  expect(ws.send).toHaveBeenCalledWith(JSON.stringify(message))
}

describe('Lobby', () => {
  it('tells everyone who is there', () => {
    const lobby = new Lobby()
    const ada = fakeSocket()
    const bob = fakeSocket()

    lobby.join('ada', ada as any)
    lobby.join('bob', bob as any)

    expect(messages(ada)).toEqual([{ type: 'players', names: ['ada'] }, { type: 'joined', name: 'bob' }])
    expect(messages(bob)).toHaveLength(1)
    expect(lastMessage(bob).names).toEqual(['ada', 'bob'])
    expectSent(ada, { type: 'joined', name: 'bob' })
  })

  it('kicks', () => {
    const lobby = new Lobby()
    const ada = fakeSocket()
    const bob = fakeSocket()
    lobby.join('ada', ada as any)
    lobby.join('bob', bob as any)

    lobby.kick('bob')

    expect(bob.close).toHaveBeenCalledWith(4100, 'kicked')
    expect(lastMessage(ada)).toEqual({ type: 'left', name: 'bob' })
    expect(ada.close).not.toHaveBeenCalled()
  })
})
