import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Hub } from './app';

function createMockWS() {
  return { send: vi.fn(), on: vi.fn(), close: vi.fn(), readyState: 1 };
}

function handler(ws: ReturnType<typeof createMockWS>, event: string) {
  return ws.on.mock.calls.find((c: any[]) => c[0] === event)![1];
}

describe('Hub', () => {
  let hub: Hub;
  const mockWs = createMockWS();

  beforeEach(() => {
    hub = new Hub();
    vi.clearAllMocks();
  });

  it('greets', () => {
    hub.add('ada', mockWs as any);
    expect(mockWs.send).toHaveBeenCalledOnce();
    expect(mockWs.send).toHaveBeenCalledWith(JSON.stringify({ type: 'welcome', id: 'ada' }));
  });

  it('fans out to the room, not to the sender or to others', () => {
    const a = createMockWS(), b = createMockWS(), c = createMockWS();
    hub.add('a', a as any);
    hub.add('b', b as any);
    hub.add('c', c as any);
    handler(a, 'message')(JSON.stringify({ type: 'join', room: 'r' }));
    handler(b, 'message')(JSON.stringify({ type: 'join', room: 'r' }));
    a.send.mockClear();
    b.send.mockClear();
    c.send.mockClear();
    handler(a, 'message')(JSON.stringify({ type: 'say', text: 'hi' }));
    expect(a.send).not.toHaveBeenCalled();
    expect(b.send).toHaveBeenCalledTimes(1);
    expect(JSON.parse(b.send.mock.calls[0][0])).toEqual({ type: 'said', id: 'a', text: 'hi' });
    expect(c.send).not.toHaveBeenCalled();
  });

  it('skips sockets that are not open', () => {
    const a = createMockWS();
    hub.add('a', a as any);
    handler(a, 'message')(JSON.stringify({ type: 'join', room: 'r' }));
    a.readyState = 3;
    expect(hub.broadcast('r', { type: 'x' })).toBe(0);
  });

  it('answers nonsense', () => {
    hub.add('ada', mockWs as any);
    hub.onMessage('ada', 'not json');
    expect(mockWs.send).toHaveBeenLastCalledWith(expect.stringContaining('not JSON'));
  });

  it('closes on bye and forgets the member', () => {
    hub.add('ada', mockWs as any);
    handler(mockWs, 'message')('{"type":"bye"}');
    expect(mockWs.close).toHaveBeenCalledWith(4000, 'bye');
    handler(mockWs, 'close')();
    expect(hub.members.has('ada')).toBe(false);
  });
});
