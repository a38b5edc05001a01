export function greet(ws, name) {
  ws.send(`hello ${name}`)
  ws.once('message', () => ws.send('thanks'))
}
