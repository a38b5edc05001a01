/** What a double gives to receive becomes a script of the far end: `ws_client.script([…])`, where the double was set up. */
import { bindingsOf } from '../../../model/bindings.ts'
import type { Argument, Assignment, Chain, Value } from '../../../model/facts.ts'
import { calledName, deleteStatement, indentAt, lastCall, mark, membersOf, refuse, replace, written, type Draft } from './draft.ts'
import { assignmentTo, type Ends } from './ends.ts'
import { isDouble } from './setting.ts'
import type { Scripting } from './stacks/scripting.ts'

const REPEAT = ', repeat=True'

/** A message as the far end sends it, or what it does instead. */
type Item = { readonly text: string } | { readonly act: 'hang up' | 'break the protocol' } | undefined

interface Reading {
  readonly draft: Draft
  readonly scripting: Scripting
  readonly member: string
  /** Statements that only set up messages. */
  readonly gone: number[]
}

/**
 * Writes the script for `ws.<member>.side_effect = value`, or of `return_value` (`once`: the same answer to every call). `statement` is what it takes the
 * place of. Refuses what no far end can say.
 */
export function writeScript(draft: Draft, ends: Ends, scripting: Scripting, statement: number, member: string, value: Value, once: boolean): void {
  const reading: Reading = { draft, scripting, member, gone: [] }
  const span = draft.facts.statements[statement]?.span ?? value.span
  const found = once ? repeated(reading, value) : listed(reading, unwrapped(value))
  if (found === undefined) return refuse(draft, value.span, `what ${member}() gives is not a plain list of messages that the far end can send`)
  if (ends.scripts.length > 0) {
    const first = ends.scripts[0]
    goOn(draft, ends)
    if (first && first.doubt === undefined) mark(draft, statement, 'messages of several methods arrive in one stream: check that they are scripted in the order in which the code asks for them')
  } else if (found.doubt !== undefined) {
    mark(draft, statement, found.doubt)
  }
  ends.scripts.push({ statement, member, messages: found.messages, long: false, ending: found.ending, doubt: found.doubt })
  for (const each of reading.gone) deleteStatement(draft, each)
  const isOnly = ends.scripts.length === 1
  replace(draft, span, `${ends.client}.script(${outdented(found.messages, indentAt(draft.text, span.start))}${isOnly ? found.ending : found.ending.replace(REPEAT, '')})`)
}

/** A list over several lines, its last one as far in as the statement; strings over several lines stay. */
function outdented(messages: string, indent: string): string {
  const own = /\n([ \t]*)\]$/.exec(messages)?.[1]
  if (own === undefined || !own.startsWith(indent) || /"""|'''/.test(messages)) return messages
  return messages.replaceAll(`\n${own}`, `\n${indent}`)
}

/** A script that another one follows neither begins anew nor hangs up. */
function goOn(draft: Draft, ends: Ends): void {
  const before = draft.edits.findLastIndex(({ text }) => text.startsWith(`${ends.client}.script(`))
  const edit = draft.edits[before]
  if (edit) draft.edits[before] = { span: edit.span, text: `${edit.text.replace(REPEAT, '').slice(0, -1)}, hang_up=False)` }
}

interface Found {
  readonly messages: string
  /** Arguments behind the messages. */
  readonly ending: string
  readonly doubt: string | undefined
}

/** One answer to every call. */
function repeated(reading: Reading, value: Value): Found | undefined {
  const item = itemOf(reading, value)
  if (item === undefined) return undefined
  if ('act' in item) return { messages: '[]', ending: actOf(item.act), doubt: undefined }
  return { messages: `[${item.text}]`, ending: REPEAT, doubt: undefined }
}

/** A list as it is written, with the messages in it as the far end sends them. */
function listed(reading: Reading, value: Value): Found | undefined {
  const { draft, member } = reading
  if (value.kind === 'chain' && value.links.length === 0 && typeof value.root === 'string') {
    const bound = onlyBinding(draft, value)
    if (bound?.value?.kind === 'list') return isPlain(reading, bound.value) ? { messages: written(draft, value), ending: '', doubt: undefined } : undefined
    return isException(value) ? endedBy(reading, value) : undefined
  }
  if (value.kind === 'chain') return isException(value) ? endedBy(reading, value) : undefined
  if (/^\[[\s\S]*\sfor\s/.test(written(draft, value)) && (value.kind !== 'list' || value.items.length <= 1)) return isPlain(reading, value) ? { messages: written(draft, value), ending: '', doubt: undefined } : undefined
  if (value.kind !== 'list') return undefined
  const last = value.items.at(-1)
  const exception = last !== undefined && isException(last) ? last : undefined
  const given = exception ? value.items.slice(0, -1) : value.items
  const items = given.map((item) => itemOf(reading, item))
  const acts = items.findIndex((item) => item !== undefined && 'act' in item)
  if (items.includes(undefined) || (acts >= 0 && acts < items.length - 1)) return undefined
  const final = items.at(-1)
  const ending = final !== undefined && 'act' in final ? { arguments: actOf(final.act) } : exception ? endOf(reading, exception) : { arguments: '' }
  if (ending === undefined) {
    refuse(draft, exception?.span ?? value.span, `no far end can make ${member}() raise ${written(draft, exception ?? value)}`)
    return undefined
  }
  const { doubt } = ending as { readonly doubt?: string }
  return { messages: layout(reading, value, given, items), ending: ending.arguments, doubt }
}

function endedBy(reading: Reading, exception: Value): Found | undefined {
  const ending = endOf(reading, exception)
  return ending && { messages: '[]', ending: ending.arguments, doubt: ending.doubt }
}

function endOf({ scripting, member }: Reading, exception: Value): ReturnType<Scripting['ending']> {
  return scripting.ending(exceptionName(exception) ?? '', member)
}

function actOf(act: 'hang up' | 'break the protocol'): string {
  return act === 'hang up' ? '' : ', error=True'
}

/** The list with its messages replaced where they stand: line breaks and comments stay. */
function layout({ draft }: Reading, list: Value, given: readonly Value[], items: readonly Item[]): string {
  let text = ''
  let at = list.span.start
  given.forEach((value, index) => {
    const item = items[index]
    if (item !== undefined && 'text' in item) {
      text += draft.text.slice(at, value.span.start) + item.text
      at = value.span.end
    }
  })
  const tail = draft.text.slice(list.span.end - 1, list.span.end)
  const rest = items.every((item) => item !== undefined && 'text' in item) && list.kind === 'list' && list.items.length === given.length
  if (rest) return text + draft.text.slice(at, list.span.end)
  const close = /(?:\r?\n[ \t]*)?$/.exec(draft.text.slice(0, list.span.end - 1))?.[0] ?? ''
  return text === '' ? '[]' : `${text}${close === '' ? '' : ','}${close}${tail}`
}

/** One message as an expression that the far end can send. */
function itemOf(reading: Reading, value: Value): Item {
  const { draft, scripting, member } = reading
  if (value.kind === 'function' || isException(value)) return undefined
  const form = draft.stack.receives[member]
  if (!scripting.wrapped.has(member)) {
    if (isDouble(value) || (form === 'json' && value.kind === 'string')) return undefined
    return { text: written(draft, value) }
  }
  if (value.kind !== 'chain') return undefined
  const bound = value.links.length === 0 ? onlyBinding(draft, value) : undefined
  if (bound?.value && isDouble(bound.value)) return builtItem(reading, value, bound)
  if (bound?.value && calledName(bound.value) === 'WSMessage') return { text: written(draft, value) }
  if (calledName(value) === 'WSMessage') return messageItem(reading, value)
  return isDouble(value) || calledName(value) === 'SimpleNamespace' ? partsItem(reading, new Map((lastCall(value)?.arguments ?? []).map((each) => [each.name ?? '', each.value]))) : undefined
}

/** `WSMessage(type, data, extra)`. */
function messageItem(reading: Reading, value: Chain): Item {
  const given = lastCall(value)?.arguments ?? []
  return partsItem(reading, new Map(given.map((each: Argument, index) => [each.name ?? ['type', 'data', 'extra'][index] ?? '', each.value])))
}

/** A double of a message that is set up by assignments: they go with it. */
function builtItem(reading: Reading, use: Chain, bound: Assignment): Item {
  const { draft } = reading
  const parts = new Map((lastCall(bound.value)?.arguments ?? []).map((each) => [each.name ?? '', each.value]))
  for (const chain of draft.facts.chains) {
    if (chain.root !== use.root || chain.span.start === use.span.start || bindingsOf(draft.facts, String(use.root), chain.scope)[0] !== bindingsOf(draft.facts, String(use.root), use.scope)[0]) continue
    if (bound.targets.some(({ span }) => span.start === chain.span.start)) continue
    const assignment = assignmentTo(draft.facts, chain)
    if (!assignment?.value) return undefined
    parts.set(membersOf(chain).join('.'), assignment.value)
    reading.gone.push(chain.statement)
  }
  reading.gone.push(bound.statement)
  return partsItem(reading, parts)
}

function partsItem({ draft, scripting }: Reading, parts: ReadonlyMap<string, Value>): Item {
  const type = parts.get('type')
  const kind = type === undefined ? undefined : /(\w+)$/.exec(written(draft, type))?.[1]
  const act = kind === undefined ? undefined : scripting.types[kind]
  if (act === undefined) return undefined
  if (act !== 'send') return { act }
  const data = parts.get('data')
  if (data && !isDouble(data)) return { text: written(draft, data) }
  const json = parts.get('json.return_value') ?? jsonOf(parts.get('json'))
  return json && json.kind !== 'string' ? { text: written(draft, json) } : undefined
}

/** `json=MagicMock(return_value=x)`, `json=lambda: x`. */
function jsonOf(value: Value | undefined): Value | undefined {
  return isDouble(value) ? lastCall(value)?.arguments.find(({ name }) => name === 'return_value')?.value : undefined
}

/** `iter([…])` and `AsyncIterator([…])` give what stands in them. */
function unwrapped(value: Value): Value {
  const call = value.kind === 'chain' && value.root === 'iter' ? lastCall(value) : undefined
  const [only, ...more] = call?.arguments ?? []
  return only && more.length === 0 && only.name === undefined ? only.value : value
}

/** Whether a list that stays as it is written holds nothing but messages. */
function isPlain({ draft, scripting, member }: Reading, value: Value): boolean {
  const text = written(draft, value)
  if (/Mock\(|SimpleNamespace\(|\b[A-Z]\w*(?:Error|Exception|Closed|Disconnect)\b|StopAsyncIteration/.test(text)) return false
  return scripting.wrapped.has(member) ? /\bWSMessage\(/.test(text) || text === '[]' : !/^\[\s*["']/.test(text) || draft.stack.receives[member] !== 'json'
}

function onlyBinding(draft: Draft, name: Chain): Assignment | undefined {
  const bindings = typeof name.root === 'string' ? bindingsOf(draft.facts, name.root, name.scope) : []
  const [binding] = bindings
  return bindings.length === 1 && binding?.kind === 'assignment' ? draft.facts.assignments[binding.index] : undefined
}

function exceptionName(value: Value): string | undefined {
  if (value.kind !== 'chain' || typeof value.root !== 'string') return undefined
  return calledName(value) ?? (membersOf(value).length === value.links.length ? membersOf(value).at(-1) ?? value.root : undefined)
}

function isException(value: Value): boolean {
  return /^(?:[A-Z]\w*(?:Error|Disconnect|Exception|Closed|OK)|Exception|StopAsyncIteration|StopIteration|KeyboardInterrupt)$/.test(exceptionName(value) ?? '')
}
