import type { Argument, FunctionFact, Value } from '../../../../model/facts.ts'
import { unwrapped } from '../draft.ts'
import type { Firing } from './fake.ts'

/** What takes the place of a fired handler: an act of the connection; `review` tells what differs. */
export interface Act {
  readonly call: string
  readonly review?: string
}

const NO_CODE = 'the fake closed the connection without saying with which code; a real one has a code: here 1000, give another one where it was lost'
const AND_CLOSED = 'a real connection that fails is closed as well, with code 1006'

/** The act of a real server's end that fires the same handler with the same data; otherwise the reason why there is none. */
export function actOf(text: string, { event, parameters, given }: Firing, args: readonly Argument[]): Act | string {
  const value = given && unwrapped(text, given)
  if (event === 'open') return { call: 'open()' }
  if (event === 'error') return { call: 'fail()', review: AND_CLOSED }
  const handed = value?.kind === 'chain' && value.links.length === 0 ? parameters.findIndex(({ name }) => name === value.root) : -1
  if (handed >= 0) return args[handed] ? actOf(text, { event, parameters: [], given: args[handed].value }, []) : { call: 'close()', review: NO_CODE }
  const object = payloadOf(text, value)
  const entry = (key: string): string | undefined => {
    const found = object?.entries.find((each) => each.key === key)
    return found && substituted(text, found.value, parameters, args)
  }
  if (event === 'message') {
    const data = entry('data')
    return data === undefined ? 'which data it tells the code cannot be seen' : { call: `send(${data})` }
  }
  const [code, reason, wasClean] = [entry('code'), entry('reason'), entry('wasClean')]
  if (code === undefined) return { call: 'close()', review: NO_CODE }
  if ((code === '1006') === (wasClean === 'true')) return 'a connection closes without a handshake only with code 1006'
  if (wasClean === 'false' && code !== '1006') return 'a connection closes without a handshake only with code 1006'
  if (!/^\d+$/.test(code) || /^10(?:04|15)$/.test(code)) return 'with which code it is closed cannot be seen'
  return { call: reason === undefined || reason === "''" || code === '1006' ? `close({ code: ${code} })` : `close({ code: ${code}, reason: ${reason} })` }
}

/** The properties of the event: of an object, or of `new MessageEvent('message', { … })`. */
function payloadOf(text: string, value: Value | undefined) {
  if (value?.kind === 'object') return value
  const link = value?.kind === 'chain' && /^(?:MessageEvent|CloseEvent)$/.test(String(value.root)) ? value.links[0] : undefined
  const second = link?.kind === 'call' ? link.call.arguments[1]?.value : undefined
  const plain = second && unwrapped(text, second)
  return plain?.kind === 'object' ? plain : undefined
}

/** The text of a value in which a parameter gives way to what was handed in. */
function substituted(text: string, value: Value, parameters: FunctionFact['parameters'], args: readonly Argument[]): string | undefined {
  const plain = unwrapped(text, value)
  const written = text.slice(plain.span.start, plain.span.end)
  if (parameters.length === 0) return written
  const handed = (name: string): string | undefined => {
    const index = parameters.findIndex((parameter) => parameter.name === name)
    const argument = args[index]?.span ?? parameters[index]?.default?.span
    return argument && text.slice(argument.start, argument.end)
  }
  const json = /^JSON\.stringify\((\w+)\)$/.exec(written)
  if (json?.[1] !== undefined) {
    const argument = handed(json[1])
    return argument && `JSON.stringify(${argument})`
  }
  if (plain.kind === 'chain' && plain.links.length === 0 && typeof plain.root === 'string') return handed(plain.root)
  return plain.kind === 'literal' || (plain.kind === 'string' && plain.text !== undefined) ? written : undefined
}
