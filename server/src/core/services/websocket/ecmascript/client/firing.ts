import type { Argument, Value } from '../../../../model/facts.ts'
import { unwrapped } from '../draft.ts'
import type { Reads } from './code-reads.ts'
import type { Firing } from './fake-firing.ts'

/** What takes the place of a fired handler: an act of the connection; `review` tells what differs. */
export interface Act {
  readonly call: string
  readonly review?: string
}

const NO_CODE = 'the fake closed the connection without saying with which code; a real one has a code: here 1000, give another one where it was lost'
const NOT_SAID_CLEAN = 'the fake did not say that the connection was closed cleanly, as a real one with this code is'
const AND_CLOSED = 'a real connection that fails is closed as well, with code 1006'

/** The act of a real server's end that fires the same handler with the same data; otherwise the reason why there is none. */
export function actOf(text: string, firing: Firing, args: readonly Argument[], reads: () => Reads): Act | string {
  const { event, parameters, given, ends } = firing
  const value = given && unwrapped(text, given)
  if (event === 'open') return { call: 'open()' }
  if (event === 'error') return ends === true || isNotRead(reads, 'close') ? { call: 'fail()' } : { call: 'fail()', review: AND_CLOSED }
  const handed = value?.kind === 'chain' && value.links.length === 0 ? parameters.findIndex(({ name }) => name === value.root) : -1
  if (handed >= 0) return args[handed] ? actOf(text, { event, parameters: [], given: args[handed].value }, [], reads) : withoutCode(reads)
  const object = payloadOf(text, value)
  const entry = (key: string): string | undefined => {
    const found = object?.entries.find((each) => each.key === key)
    return found && substituted(text, found.value, firing, args)
  }
  if (event === 'message') {
    const data = entry('data')
    if (data === undefined) return 'which data it tells the code cannot be seen'
    return /^(?:[{[]|(?:null|undefined|true|false|-?\d[\d.]*)$)/.test(data) ? 'a real message is text, or bytes: an object has to be told as JSON' : { call: `send(${data})` }
  }
  const [code, reason, wasClean] = [entry('code'), entry('reason'), entry('wasClean')]
  if (code === undefined || code === '0') return wasClean === 'true' ? { call: 'close()', review: NO_CODE } : withoutCode(reads)
  if ((wasClean === 'true' && code === '1006') || (wasClean === 'false' && code !== '1006')) return 'a connection closes without a handshake only with code 1006'
  if (!/^(?:100[0-35-9]|101[0-4]|[34]\d{3})$/.test(code)) return 'with which code it is closed cannot be seen, or no connection closes with it'
  const call = reason === undefined || /^(?:''|"")$/.test(reason) || code === '1006' ? `close({ code: ${code} })` : `close({ code: ${code}, reason: ${reason} })`
  return wasClean !== undefined || code === '1006' || isNotRead(reads, 'wasClean') ? { call } : { call, review: NOT_SAID_CLEAN }
}

/** The end of a connection of which a fake tells nothing: it is lost, where the code under test does not tell this from another end. */
function withoutCode(reads: () => Reads): Act {
  return isNotRead(reads, 'code') ? { call: 'close({ code: 1006 })' } : { call: 'close()', review: NO_CODE }
}

/** Whether the code under test is known, and does not look at this. */
export function isNotRead(reads: () => Reads, what: Exclude<keyof Reads, 'isSeen' | 'library' | 'closesLater'>): boolean {
  const found = reads()
  return found.isSeen && !found[what]
}

/** The properties of the event: of an object, or of `new MessageEvent('message', { … })`. */
function payloadOf(text: string, value: Value | undefined) {
  if (value?.kind === 'object') return value
  const link = value?.kind === 'chain' && /^(?:Event|MessageEvent|CloseEvent)$/.test(String(value.root)) ? value.links[0] : undefined
  const second = link?.kind === 'call' ? link.call.arguments[1]?.value : undefined
  const plain = second && unwrapped(text, second)
  return plain?.kind === 'object' ? plain : undefined
}

/** The text of a value of a method in which parameters and constants of the method give way to what was handed in; of a value in the test, as it is. */
function substituted(text: string, value: Value, firing: Firing, args: readonly Argument[]): string | undefined {
  const { parameters, locals } = firing
  const plain = unwrapped(text, value)
  const written = text.slice(plain.span.start, plain.span.end)
  if (locals === undefined) return written
  const handed = (name: string): string | undefined => {
    const local = locals.get(name)
    if (local) return substituted(text, local, firing, args)
    const index = parameters.findIndex((parameter) => parameter.name === name)
    const argument = args[index]?.span ?? parameters[index]?.default?.span
    return argument && text.slice(argument.start, argument.end)
  }
  const json = /^JSON\.stringify\((\w+)\)$/.exec(written)?.[1]
  const either = /^typeof (\w+) === ['"]string['"] \? \1 : JSON\.stringify\(\1\)$/.exec(written)?.[1]
  const own = ['this', ...locals.keys(), ...parameters.map(({ name }) => name)]
  if (json !== undefined && own.includes(json)) {
    const argument = handed(json)
    return argument && `JSON.stringify(${argument})`
  }
  if (either !== undefined) {
    const argument = handed(either)
    if (argument === undefined || /^['"`]/.test(argument)) return argument
    return /^[{[]/.test(argument) ? `JSON.stringify(${argument})` : /^\w+$/.test(argument) ? `typeof ${argument} === 'string' ? ${argument} : JSON.stringify(${argument})` : undefined
  }
  if (plain.kind === 'chain' && plain.links.length === 0 && typeof plain.root === 'string' && own.includes(plain.root)) return handed(plain.root)
  return new RegExp(`\\b(?:${own.join('|')})\\b`).test(written.replace(/(?<=[{,]\s*)\w+(?=:)|'[^']*'|"[^"]*"/g, '')) ? undefined : written
}
