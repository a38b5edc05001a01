import * as chai from 'chai'
import sinonChai from 'sinon-chai'
import { welcome } from './app.js'
import { useWebSocketPairs } from './real-websocket.js'

const webSocketPairs = useWebSocketPairs()

chai.use(sinonChai)
const { expect } = chai

describe('welcome', () => {
  let ws
  let wsClient

  beforeEach(async () => {
    [ws, wsClient] = await webSocketPairs.open()
  })

  afterEach(() => {
  })

  it('repeats what was said', async () => {
    welcome(ws, ['a', 'b'])
    expect(await wsClient.received()).to.have.lengthOf(2)
    expect(await wsClient.received()).to.deep.include('a')
    expect(await wsClient.received()).to.deep.include('b')
    expect(await wsClient.received()).to.not.deep.include('c')
    expect(await wsClient.received()).to.have.lengthOf(2)
    expect(ws.listenerCount('message')).to.be.greaterThan(0)
  })

  it('says nothing when nothing was said', async () => {
    welcome(ws, [])
    await wsClient.expectSilence()
    await wsClient.expectSilence()
  })

  it('keeps what is said', async () => {
    const history = []
    welcome(ws, history)
    await wsClient.deliver(Buffer.from('x'))
    expect(history).to.deep.equal(['x'])
    expect(await wsClient.received()).to.deep.equal(['ok'])
    expect((await wsClient.receivedText()).at(-1)).to.equal('ok')
  })
})
