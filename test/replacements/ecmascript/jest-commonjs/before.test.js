const { Ticker } = require('./app');

describe('Ticker', () => {
  function createMockSocket(readyState) {
    return { send: jest.fn(), on: jest.fn(), readyState };
  }

  it('counts', () => {
    const ws = createMockSocket(1);
    const ticker = new Ticker(ws);
    ticker.tick();
    ticker.tick();
    expect(ws.send.mock.calls).toEqual([['tick 1'], ['tick 2']]);
    expect(ws.send.mock.calls.length).toBe(2);
    expect(ws.send.mock.calls[1]).toEqual(['tick 2']);
  });

  it('answers', () => {
    const ws = createMockSocket(1);
    new Ticker(ws);
    ws.on.mock.calls.find(([event]) => event === 'message')[1]('tick?');
    expect(ws.send).toHaveBeenCalledWith('tick 1');
  });

  it('is silent on a closing connection', () => {
    const ws = createMockSocket(2);
    new Ticker(ws).tick();
    expect(ws.send).toHaveBeenCalledTimes(0);
  });
});
