/**
 * @jest-environment jsdom
 */
const { createEditor } = require('./app')
const { useWebSocketServers } = require('./real-websocket-server')

const webSocketServers = useWebSocketServers()

let server
beforeEach(() => {
  server = webSocketServers.open(undefined, { isHeld: true })
})

describe('an editor', () => {
  afterEach(() => {
    jest.restoreAllMocks()
  })

  test('opens the document', async () => {
    const editor = createEditor('ws://localhost/documents/1')
    expect(await server.connections()).toHaveLength(1)
    expect((await server.connections()).map(({ url }) => url)).toContainEqual('ws://localhost/documents/1')
    expect(editor.ready).toBe(false)
    await (await server.connection(-1)).open()
    expect(editor.ready).toBe(true)
    expect((await server.receivedText()).map((each) => [each]).map(([text]) => JSON.parse(text).type)).toEqual(['open'])
  })

  test('sends edits', async () => {
    const editor = createEditor('ws://localhost/documents/1')
    editor.type('too early')
    await (await server.connection(-1)).open()
    editor.type('!')
    const edits = (await server.receivedText()).map((each) => [each]).filter((call) => JSON.parse(call[0]).type === 'edit')
    expect(edits).toHaveLength(1)
    expect(JSON.parse(edits[0][0])).toEqual({ type: 'edit', text: '!' })
    const last = (await server.receivedText()).map((each) => [each])[(await server.receivedText()).length - 1]
    expect(last[0]).toBe(JSON.stringify({ type: 'edit', text: '!' }))
  })

  test('takes those of others', async () => {
    const editor = createEditor('ws://localhost/documents/1')
    await (await server.connection(-1)).open()
    await (await server.connection(-1)).send(JSON.stringify({ type: 'text', text: 'hello' }))
    await (await server.connection(-1)).send(JSON.stringify({ type: 'cursor', text: 'x' }))
    expect(editor.text).toBe('hello')
  })

  test('leaves', async () => {
    const editor = createEditor('ws://localhost/documents/1')
    await (await server.connection(-1)).open()
    editor.leave()
    await (await server.connection(-1)).expectClose(4000, 'left')
  })

  test('is left', async () => {
    const editor = createEditor('ws://localhost/documents/1')
    await (await server.connection(-1)).open()
    await (await server.connection(-1)).close({ code: 4001, reason: 'gone' })
    expect(editor.ready).toBe(false)
  })
})
