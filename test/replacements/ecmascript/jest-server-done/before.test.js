const { Server, WebSocket } = require('mock-socket');
const { Line } = require('./app.js');

global.WebSocket = WebSocket;
jest.setTimeout(2000);

describe('Line', () => {
  let mockServer;

  beforeEach(() => {
    mockServer = new Server('ws://localhost:8080');
  });

  afterEach((done) => {
    mockServer.stop(done);
  });

  it('sends what was said before it was open', (done) => {
    mockServer.on('connection', (socket) => {
      socket.on('message', (text) => {
        expect(text).toBe('early');
        done();
      });
    });
    new Line('ws://localhost:8080', () => {}).say('early');
  });

  it('hears', (done) => {
    mockServer.on('connection', (socket) => {
      socket.send('welcome');
    });
    new Line('ws://localhost:8080', (text) => {
      expect(text).toBe('welcome');
      done();
    });
  });
});
