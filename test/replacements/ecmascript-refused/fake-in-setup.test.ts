// refused: it is a helper or a set-up file without tests
import { beforeEach, vi } from 'vitest'

beforeEach(() => {
  vi.stubGlobal('WebSocket', vi.fn(() => ({ send: vi.fn(), close: vi.fn() })))
})
