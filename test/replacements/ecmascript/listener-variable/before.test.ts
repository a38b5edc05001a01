import { beforeEach, describe, expect, it, vi } from 'vitest';
import type WebSocket from 'ws';
import { attach } from './app';

describe('attach', () => {
  let mockSocket: any;
  let onMessage: (data: string | Buffer) => Promise<void>;
  const save = vi.fn();

  beforeEach(() => {
    vi.clearAllMocks();
    save.mockResolvedValue(7);
    mockSocket = { send: vi.fn(), on: vi.fn(), readyState: 1, OPEN: 1 };
    attach(mockSocket as unknown as WebSocket, { save });
    onMessage = mockSocket.on.mock.calls.find((call: any[]) => call[0] === 'message')[1];
  });

  it('saves what it is told', async () => {
    await onMessage(JSON.stringify({ type: 'save', text: 'hi' }));
    expect(save).toHaveBeenCalledWith('hi');
    expect(mockSocket.send).toHaveBeenNthCalledWith(1, JSON.stringify({ type: 'ack' }));
    expect(mockSocket.send).toHaveBeenNthCalledWith(2, JSON.stringify({ type: 'saved', id: 7 }));
  });

  it('saves nothing that is not JSON', async () => {
    await onMessage(Buffer.from('{oops'));
    expect(save).not.toHaveBeenCalled();
    expect(mockSocket.send).toHaveBeenCalledWith(expect.stringContaining('bad json'));
  });
});
