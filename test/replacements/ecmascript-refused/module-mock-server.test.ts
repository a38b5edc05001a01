// refused: `vi.mock('ws')` takes the place of the server: remove it, let the code under test listen on port 0 of 127.0.0.1, and connect a real client to it
import { expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { serve } from './app'

vi.mock('ws', () => ({ WebSocketServer: vi.fn(() => ({ on: vi.fn() })) }))

it('serves', () => {
  serve(8080)
  expect(WebSocketServer).toHaveBeenCalledWith({ port: 8080 })
})
