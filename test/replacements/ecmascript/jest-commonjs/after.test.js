const { Ticker } = require('./app');
const { useWebSocketPairs } = require('./real-websocket');

const webSocketPairs = useWebSocketPairs();

describe('Ticker', () => {
  it('counts', async () => {
    const [ws, wsClient] = await webSocketPairs.open();
    const ticker = new Ticker(ws);
    ticker.tick();
    ticker.tick();
    expect((await wsClient.received()).map((message) => [message])).toEqual([['tick 1'], ['tick 2']]);
    expect((await wsClient.received()).length).toBe(2);
    expect([(await wsClient.received())[1]]).toEqual(['tick 2']);
  });

  it('answers', async () => {
    const [ws, wsClient] = await webSocketPairs.open();
    new Ticker(ws);
    await wsClient.deliver('tick?');
    expect(await wsClient.received()).toContainEqual('tick 1');
  });

  it('is silent on a closing connection', async () => {
    const [ws, wsClient] = await webSocketPairs.open();
    ws.close();
    new Ticker(ws).tick();
    await wsClient.expectSilence();
  });
});
