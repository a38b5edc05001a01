// refused: a function cannot both wait and call `done`
import { attach } from './app'

it('answers later', (done) => {
  const ws = { send: jest.fn(), on: jest.fn(), readyState: 1 } as any
  attach(ws)
  setTimeout(() => {
    expect(ws.send).toHaveBeenCalled()
    done()
  }, 10)
})
