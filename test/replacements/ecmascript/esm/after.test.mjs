import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { EventEmitter } from 'node:events';
import { greet } from './app.mjs';
import { useWebSocketPairs } from './real-websocket.mjs';

const webSocketPairs = useWebSocketPairs({ afterAll, afterEach });

describe('greet', () => {
  it('says hello, and thanks once', async () => {
    const [ws, wsClient] = await webSocketPairs.open();
    greet(ws, 'ada');
    await wsClient.deliver('hi');
    await wsClient.deliver('hi again');
    expect(await wsClient.received()).toHaveLength(2);
    expect((await wsClient.received())[0]).toEqual('hello ada');
    expect((await wsClient.received())[1]).toEqual('thanks');
    expect(ws.readyState).toBe(ws.OPEN);
  });

  it('needs no name for a socket that nobody looks at', async () => {
    greet((await webSocketPairs.open()).server, 'bob');
  });

  it('greets by an emitter that gets its send later', async () => {
    const [socket, socketClient] = await webSocketPairs.open();
    greet(socket, 'cy');
    expect(await socketClient.received()).toContainEqual('hello cy');
  });
});
