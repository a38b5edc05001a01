'use strict'

class Ticker {
  constructor() {
    this.subscribers = new Set()
  }

  subscribe(ws) {
    this.subscribers.add(ws)
    ws.on('message', (data) => {
      const { id } = JSON.parse(data)
      ws.send(JSON.stringify({ ack: id }))
    })
  }

  tick(price) {
    for (const ws of this.subscribers) ws.send(JSON.stringify({ price }))
  }

  check() {
    for (const ws of this.subscribers) ws.ping()
  }

  stop() {
    for (const ws of this.subscribers) ws.terminate()
  }
}

module.exports = { Ticker }
