import { afterAll, describe, it, expect, vi, beforeEach, afterEach } from 'vitest';
import { ConnectionManager } from './app';
import WebSocket from 'ws';
import { useWebSocketPairs, type WebSocketPair } from './real-websocket';

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach });

// Mock WebSocket

describe('ConnectionManager', () => {
  let manager: ConnectionManager;
  let mockWs1: WebSocketPair['server'], mockWs2: WebSocketPair['server'];
  let mockWs1Client: WebSocketPair['client'];
  let mockWs2Client: WebSocketPair['client'];

  beforeEach(async () => {
    manager = new ConnectionManager();
    [mockWs1, mockWs1Client] = await webSocketPairs.open('/', { autoPong: false });
    [mockWs2, mockWs2Client] = await webSocketPairs.open('/', { autoPong: false });
  });

  afterEach(() => {
    vi.clearAllMocks();
  });

  it('should broadcast', async () => {
    manager.add('1', mockWs1);
    manager.add('2', mockWs2);
    manager.broadcast({ type: 'x' });
    const expected = JSON.stringify({ type: 'x' });
    expect(await mockWs1Client.received()).toContainEqual(expected);
    expect(await mockWs2Client.received()).toContainEqual(expected);
    const sent = JSON.parse((await mockWs1Client.receivedText()).at(-1)!);
    expect(sent.type).toBe('x');
    const m = (await mockWs1Client.receivedText()).map((text): [string] => [text]).find(([d]: [string]) => JSON.parse(d).type === 'x');
    expect(m).toBeDefined();
  });

  it('removes on close', async () => {
    manager.add('1', mockWs1);
    await mockWs1Client.close(1000, 'bye');
    expect(manager.size).toBe(0);
  });
  it('pings', async () => {
    vi.useFakeTimers();
    manager.add('1', mockWs1);
    vi.advanceTimersByTime(30000);
    expect(await mockWs1Client.pings()).not.toBe(0);
    vi.useRealTimers();
  });
  it('skips closed', async () => {
    mockWs1.close();
    manager.add('1', mockWs1);
    manager.broadcast({ type: 'x' });
    await mockWs1Client.expectSilence();
  });
});
