class Ticker {
  constructor(ws) {
    this.ws = ws
    ws.on('message', (data) => {
      if (String(data) === 'tick?') this.tick()
    })
  }

  tick() {
    if (this.ws.readyState !== 1) return
    this.count = (this.count ?? 0) + 1
    this.ws.send(`tick ${this.count}`)
  }
}

module.exports = { Ticker }
