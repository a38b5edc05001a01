/** Sends edits of a document, and applies those of others. */
function createEditor(url) {
  const editor = { text: '', ready: false }
  const socket = new WebSocket(url)
  socket.onopen = () => {
    editor.ready = true
    socket.send(JSON.stringify({ type: 'open' }))
  }
  socket.onmessage = (event) => {
    const { type, text } = JSON.parse(event.data)
    if (type === 'text') editor.text = text
  }
  socket.onclose = () => {
    editor.ready = false
  }
  editor.type = (text) => {
    editor.text += text
    if (editor.ready) socket.send(JSON.stringify({ type: 'edit', text }))
  }
  editor.leave = () => socket.close(4000, 'left')
  return editor
}

module.exports = { createEditor }
