import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type WebSocket from 'ws';
import { attach } from './app';
import { useWebSocketPairs, type WebSocketPair } from './real-websocket';

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach });

describe('attach', () => {
  let mockSocket: WebSocketPair['server'];
  let mockSocketClient: WebSocketPair['client'];
  const save = vi.fn();

  beforeEach(async () => {
    vi.clearAllMocks();
    save.mockResolvedValue(7);
    [mockSocket, mockSocketClient] = await webSocketPairs.open();
    attach(mockSocket, { save });
  });

  it('saves what it is told', async () => {
    await mockSocketClient.deliver(JSON.stringify({ type: 'save', text: 'hi' }));
    expect(save).toHaveBeenCalledWith('hi');
    expect((await mockSocketClient.received())[0]).toEqual(JSON.stringify({ type: 'ack' }));
    expect((await mockSocketClient.received())[1]).toEqual(JSON.stringify({ type: 'saved', id: 7 }));
  });

  it('saves nothing that is not JSON', async () => {
    await mockSocketClient.deliver(Buffer.from('{oops'));
    expect(save).not.toHaveBeenCalled();
    expect(await mockSocketClient.received()).toContainEqual(expect.stringContaining('bad json'));
  });
});
