exports.Lobby = class Lobby {
  constructor() {
    this.waiting = []
  }

  enter(ws) {
    this.waiting.push(ws)
    if (this.waiting.length < 2) return
    for (const player of this.waiting.splice(0)) player.send('start')
  }
}
