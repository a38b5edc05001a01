import * as chai from 'chai'
import sinon from 'sinon'
import sinonChai from 'sinon-chai'
import { welcome } from './app.js'

chai.use(sinonChai)
const { expect } = chai

describe('welcome', () => {
  const ws = { send: sinon.fake(), on: sinon.fake(), readyState: 1 }

  afterEach(() => {
    sinon.resetHistory()
    ws.send.resetHistory()
    ws.on.resetHistory()
  })

  it('repeats what was said', () => {
    welcome(ws, ['a', 'b'])
    expect(ws.send).to.have.been.calledTwice
    expect(ws.send).to.have.been.calledWith('a')
    expect(ws.send).to.have.been.calledWithExactly('b')
    expect(ws.send).to.not.have.been.calledWith('c')
    expect(ws.send).to.have.callCount(2)
    expect(ws.on).to.have.been.calledWith('message')
  })

  it('says nothing when nothing was said', () => {
    welcome(ws, [])
    expect(ws.send).to.not.have.been.called
    expect(ws.send).not.to.have.been.called
  })

  it('keeps what is said', () => {
    const history = []
    welcome(ws, history)
    ws.on.args.find(([event]) => event === 'message')[1](Buffer.from('x'))
    expect(history).to.deep.equal(['x'])
    expect(ws.send).to.have.been.calledOnceWithExactly('ok')
    expect(ws.send.lastCall.args[0]).to.equal('ok')
  })
})
