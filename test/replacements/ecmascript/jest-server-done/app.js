/** Sends what is said as soon as the connection is open. */
class Line {
  constructor(url, heard) {
    this.queue = [];
    this.socket = new WebSocket(url);
    this.socket.onopen = () => {
      for (const text of this.queue.splice(0)) this.socket.send(text);
    };
    this.socket.onmessage = (event) => heard(event.data);
  }

  say(text) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
    else this.queue.push(text);
  }
}

module.exports = { Line };
