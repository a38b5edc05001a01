import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Hub } from './app';
import { useWebSocketPairs, type WebSocketPair } from './real-websocket';

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach });

describe('Hub', () => {
  let hub: Hub;
  let mockWs: WebSocketPair['server'];
  let mockWsClient: WebSocketPair['client'];

  beforeEach(async () => {
    [mockWs, mockWsClient] = await webSocketPairs.open();
  });

  beforeEach(() => {
    hub = new Hub();
  });

  it('greets', async () => {
    hub.add('ada', mockWs);
    expect(await mockWsClient.received()).toHaveLength(1);
    expect(await mockWsClient.received()).toContainEqual(JSON.stringify({ type: 'welcome', id: 'ada' }));
  });

  it('fans out to the room, not to the sender or to others', async () => {
    const [a, aClient] = await webSocketPairs.open(), [b, bClient] = await webSocketPairs.open(), [c, cClient] = await webSocketPairs.open();
    hub.add('a', a);
    hub.add('b', b);
    hub.add('c', c);
    await aClient.deliver(JSON.stringify({ type: 'join', room: 'r' }));
    await bClient.deliver(JSON.stringify({ type: 'join', room: 'r' }));
    await aClient.clear();
    await bClient.clear();
    await cClient.clear();
    await aClient.deliver(JSON.stringify({ type: 'say', text: 'hi' }));
    await aClient.expectSilence();
    expect(await bClient.received()).toHaveLength(1);
    expect(JSON.parse((await bClient.receivedText())[0])).toEqual({ type: 'said', id: 'a', text: 'hi' });
    await cClient.expectSilence();
  });

  it('skips sockets that are not open', async () => {
    const [a, aClient] = await webSocketPairs.open();
    hub.add('a', a);
    await aClient.deliver(JSON.stringify({ type: 'join', room: 'r' }));
    a.close();
    expect(hub.broadcast('r', { type: 'x' })).toBe(0);
  });

  it('answers nonsense', async () => {
    hub.add('ada', mockWs);
    hub.onMessage('ada', 'not json');
    expect((await mockWsClient.received()).at(-1)).toEqual(expect.stringContaining('not JSON'));
  });

  it('closes on bye and forgets the member', async () => {
    hub.add('ada', mockWs);
    await mockWsClient.deliver('{"type":"bye"}');
    await mockWsClient.expectClose(4000, 'bye');
    await mockWsClient.close();
    expect(hub.members.has('ada')).toBe(false);
  });
});
