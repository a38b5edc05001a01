import { describe, expect, it, vi } from 'vitest';
import { EventEmitter } from 'node:events';
import { greet } from './app.mjs';

describe('greet', () => {
  it('says hello, and thanks once', () => {
    const ws = new EventEmitter();
    ws.send = vi.fn();
    ws.close = vi.fn();
    ws.readyState = 1;
    greet(ws, 'ada');
    ws.emit('message', 'hi');
    ws.emit('message', 'hi again');
    expect(ws.send).toHaveBeenCalledTimes(2);
    expect(ws.send).toHaveBeenNthCalledWith(1, 'hello ada');
    expect(ws.send).toHaveBeenNthCalledWith(2, 'thanks');
    expect(ws.close).not.toHaveBeenCalled();
  });

  it('needs no name for a socket that nobody looks at', () => {
    greet({ send: vi.fn(), once: vi.fn(), readyState: 1 }, 'bob');
  });

  it('greets by an emitter that gets its send later', () => {
    const socket = new EventEmitter();
    socket.send = vi.fn();
    socket.close = vi.fn();
    greet(socket, 'cy');
    expect(socket.send).toHaveBeenCalledWith('hello cy');
  });
});
