/** How a double of a server was set up: what a real server does by itself goes, the session that clients have is given to the real ones. */
import type { Value } from '../../../model/facts.ts'
import { calledName, deleteStatement, lastCall, refuse, replace, written, type Draft } from './draft.ts'
import type { Ends } from './ends.ts'
import { isDouble, type Setting } from './setting.ts'

/** Decorators: the real ones register the handler and give it back. */
const DECORATORS: ReadonlySet<string> = new Set(['event', 'on'])

export function configureServer(draft: Draft, ends: Ends, setting: Setting): void {
  const { member, rest, value, statement, target } = setting
  const path = rest.join('.')
  const isServerCall = draft.stack.logs?.[member] !== undefined || member === 'close_room'
  if (member === 'get_session') return configureSession(draft, ends, setting)
  if (isServerCall || DECORATORS.has(member)) {
    if (path === '' && (givesNothing(draft, value) || (DECORATORS.has(member) && givesHandler(draft, value)))) return remove(draft, statement)
    if (path === 'return_value' && isServerCall && written(draft, value) === 'None') return remove(draft, statement)
    if (path === 'side_effect' || (path === '' && hasArgument(value, 'side_effect'))) {
      return refuse(draft, target.span, `${member}() fails, or runs code of the test: a real server does neither`)
    }
    return refuse(draft, target.span, `${[member, ...rest].join('.')} is replaced by code of the test`)
  }
  refuse(draft, target.span, `${[member, ...rest].join('.')} is set up: a real server has its own, by what its clients did`)
}

/** The session that a double gives for every session id is stored for every client. */
function configureSession(draft: Draft, ends: Ends, { rest, value, statement, target }: Setting): void {
  const path = rest.join('.')
  if (path === '' && isDouble(value) && lastCall(value)?.arguments.length === 0) return remove(draft, statement)
  const [argument, ...more] = path === '' && isDouble(value) ? lastCall(value)?.arguments ?? [] : []
  const given = path === 'return_value' ? value : argument?.name === 'return_value' && more.length === 0 ? argument.value : undefined
  if (!given) return refuse(draft, target.span, 'get_session is replaced by code of the test: give each client its session by connect(sid, session=…)')
  if (written(draft, given) === 'None') return refuse(draft, given.span, 'get_session() of a real server gives an empty session for a client without one, and never None')
  if (isDouble(given)) return refuse(draft, given.span, 'the session is a double: give it as a dict')
  if (statement < 0) {
    ends.options.set('session', written(draft, given))
    return
  }
  const span = draft.facts.statements[statement]?.span
  if (span) replace(draft, span, `${ends.client}.session = ${written(draft, given)}`)
}

/** A double that is called for nothing: `AsyncMock()`, `AsyncMock(return_value=None)`. */
function givesNothing(draft: Draft, value: Value): boolean {
  return isDouble(value) && (lastCall(value)?.arguments ?? []).every((argument) => argument.name === 'return_value' && written(draft, argument.value) === 'None')
}

/** `lambda f: f`, `lambda name: (lambda f: f)`. */
function givesHandler(draft: Draft, value: Value): boolean {
  return /^lambda[ \t]+(\w+)[ \t]*:[ \t]*\1$|^lambda[^:]*:[ \t]*\(?[ \t]*lambda[ \t]+(\w+)[ \t]*:[ \t]*\2[ \t]*\)?$/.test(written(draft, value))
}

function hasArgument(value: Value, name: string): boolean {
  return calledName(value) !== undefined && (lastCall(value)?.arguments ?? []).some((argument) => argument.name === name)
}

function remove(draft: Draft, statement: number): void {
  if (statement >= 0) deleteStatement(draft, statement)
}
