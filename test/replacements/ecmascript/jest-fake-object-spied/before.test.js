/**
 * @jest-environment jsdom
 */
const { createEditor } = require('./app')

describe('an editor', () => {
  let socket

  beforeEach(() => {
    socket = { send: jest.fn(), close: jest.fn(), onopen: null, onmessage: null, onclose: null }
    jest.spyOn(global, 'WebSocket').mockImplementation(() => socket)
  })

  afterEach(() => {
    jest.restoreAllMocks()
  })

  test('opens the document', () => {
    const editor = createEditor('ws://localhost/documents/1')
    expect(global.WebSocket).toHaveBeenCalledTimes(1)
    expect(global.WebSocket).toHaveBeenCalledWith('ws://localhost/documents/1')
    expect(editor.ready).toBe(false)
    socket.onopen()
    expect(editor.ready).toBe(true)
    expect(socket.send.mock.calls.map(([text]) => JSON.parse(text).type)).toEqual(['open'])
  })

  test('sends edits', () => {
    const editor = createEditor('ws://localhost/documents/1')
    editor.type('too early')
    socket.onopen()
    editor.type('!')
    const edits = socket.send.mock.calls.filter((call) => JSON.parse(call[0]).type === 'edit')
    expect(edits).toHaveLength(1)
    expect(JSON.parse(edits[0][0])).toEqual({ type: 'edit', text: '!' })
    const last = socket.send.mock.calls[socket.send.mock.calls.length - 1]
    expect(last[0]).toBe(JSON.stringify({ type: 'edit', text: '!' }))
  })

  test('takes those of others', () => {
    const editor = createEditor('ws://localhost/documents/1')
    socket.onopen()
    socket.onmessage({ data: JSON.stringify({ type: 'text', text: 'hello' }) })
    socket.onmessage({ data: JSON.stringify({ type: 'cursor', text: 'x' }) })
    expect(editor.text).toBe('hello')
  })

  test('leaves', () => {
    const editor = createEditor('ws://localhost/documents/1')
    socket.onopen()
    editor.leave()
    expect(socket.close).toHaveBeenCalledWith(4000, 'left')
  })

  test('is left', () => {
    const editor = createEditor('ws://localhost/documents/1')
    socket.onopen()
    socket.onclose({ code: 4001, reason: 'gone', wasClean: true })
    expect(editor.ready).toBe(false)
  })
})
