import { beforeEach, describe, expect, it } from 'vitest'
import { mock } from 'vitest-mock-extended'
import { WebSocket } from 'ws'
import { announce } from './app.js'

describe('announce', () => {
  let ws: ReturnType<typeof mock<WebSocket>>

  beforeEach(() => {
    ws = mock<WebSocket>({ readyState: 1, OPEN: 1 })
  })

  it('sends each name', () => {
    announce(ws, ['ada', 'bob'])
    expect(ws.send).toHaveBeenCalledTimes(2)
    expect(ws.send).toHaveBeenNthCalledWith(1, '{"name":"ada"}')
    expect(ws.close).not.toHaveBeenCalled()
  })

  it('closes when there is nobody', () => {
    announce(ws, [])
    expect(ws.send).not.toHaveBeenCalled()
    expect(ws.close).toHaveBeenCalledWith(4000, 'nobody')
  })
})
