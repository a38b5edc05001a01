import { describe, it, expect, vi, beforeEach, afterEach } from 'vitest';
import { ConnectionManager } from './app';
import WebSocket from 'ws';

// Mock WebSocket
const createMockWebSocket = (): any => {
  const ws: any = {
    readyState: WebSocket.OPEN,
    send: vi.fn(),
    close: vi.fn(),
    on: vi.fn(),
    ping: vi.fn(),
    terminate: vi.fn(),
  };
  return ws;
};

describe('ConnectionManager', () => {
  let manager: ConnectionManager;
  let mockWs1: any, mockWs2: any;

  beforeEach(() => {
    manager = new ConnectionManager();
    mockWs1 = createMockWebSocket();
    mockWs2 = createMockWebSocket();
  });

  afterEach(() => {
    vi.clearAllMocks();
  });

  it('should broadcast', async () => {
    manager.add('1', mockWs1);
    manager.add('2', mockWs2);
    manager.broadcast({ type: 'x' });
    const expected = JSON.stringify({ type: 'x' });
    expect(mockWs1.send).toHaveBeenCalledWith(expected);
    expect(mockWs2.send).toHaveBeenCalledWith(expected);
    const sent = JSON.parse(mockWs1.send.mock.calls[mockWs1.send.mock.calls.length - 1][0]);
    expect(sent.type).toBe('x');
    const m = mockWs1.send.mock.calls.find(([d]: [string]) => JSON.parse(d).type === 'x');
    expect(m).toBeDefined();
  });

  it('removes on close', () => {
    manager.add('1', mockWs1);
    const closeHandler = mockWs1.on.mock.calls.find((c: any) => c[0] === 'close')?.[1];
    closeHandler?.(1000, 'bye');
    expect(manager.size).toBe(0);
  });
  it('pings', () => {
    vi.useFakeTimers();
    manager.add('1', mockWs1);
    vi.advanceTimersByTime(30000);
    expect(mockWs1.ping).toHaveBeenCalled();
    vi.useRealTimers();
  });
  it('skips closed', () => {
    mockWs1.readyState = WebSocket.CLOSED;
    manager.add('1', mockWs1);
    manager.broadcast({ type: 'x' });
    expect(mockWs1.send).not.toHaveBeenCalled();
  });
});
