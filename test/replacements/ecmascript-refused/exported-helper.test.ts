// refused: other files may use `createSocket`
import { vi } from 'vitest'
import type { WebSocket } from 'ws'

export const createSocket = (userId = 'ada') => ({ userId, send: vi.fn(), on: vi.fn(), readyState: 1 }) as unknown as WebSocket
