export function welcome(ws, history) {
  for (const entry of history) ws.send(entry)
  ws.on('message', (data) => {
    history.push(String(data))
    ws.send('ok')
  })
}
