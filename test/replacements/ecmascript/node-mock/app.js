export function attach(ws, store) {
  ws.on('message', (data) => {
    const { key, value } = JSON.parse(data)
    if (value === undefined) ws.send(JSON.stringify({ key, value: store.get(key) }))
    else store.set(key, value)
  })
  ws.on('close', () => store.clear())
  ws.send('ready')
}

export function reject(ws) {
  ws.close(1008, 'not you')
}
