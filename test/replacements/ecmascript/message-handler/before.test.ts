import { beforeEach, describe, expect, it, vi } from 'vitest'
import { attach, type Store } from './app'

describe('attach', () => {
  let ws: any
  let store: Store

  beforeEach(() => {
    ws = {
      send: vi.fn(),
      on: vi.fn(),
    }
    store = { save: async () => 7 }
    attach(ws, store)
  })

  it('listens', () => {
    expect(ws.on).toHaveBeenCalledWith('message', expect.any(Function))
  })

  it('acknowledges, then saves', async () => {
    const onMessage = ws.on.mock.calls.find(([event]: [string]) => event === 'message')[1]
    await onMessage(Buffer.from(JSON.stringify({ type: 'save', text: 'hi' })))

    const sent = ws.send.mock.calls.map(([text]: [string]) => JSON.parse(text))
    expect(sent).toEqual([{ type: 'ack' }, { type: 'saved', id: 7 }])
    expect(JSON.parse(ws.send.mock.lastCall[0]).id).toBe(7)
  })

  it('answers what is no JSON', async () => {
    const onMessage = ws.on.mock.calls.find(([event]: [string]) => event === 'message')[1]
    await onMessage('{oops')
    expect(ws.send).toHaveBeenCalledTimes(1)
    expect(ws.send.mock.calls[0][0]).toContain('bad json')
  })
})
