/** Whether a double stands for Starlette's WebSocket: its spec, its members, its name, and what the file imports tell. */
import { calledName, lastCall, refuse, written, type Draft } from './draft.ts'
import { FOREIGN, FOREIGN_MODULES, OWN_MEMBERS, OWN_MODULES, REAL, SHARED_MEMBERS } from './members.ts'
import type { Mock } from './mock.ts'
import { foldersOf } from './pytest-settings.ts'

const WORD = /(?:^|[^a-z])(?:ws|websockets?|sockets?|wsocket)(?:[^a-z]|\d|$)|web_?socket|[a-z]Ws\b|Socket/i

/** Calls and patched paths of other libraries' clients. */
const FOREIGN_CALLS = /\bwebsockets?\.(?:connect|serve|create_connection|WebSocketApp)\b|\bws_connect\b/

/** Words of things around a socket. */
const AROUND = /client|manager|handler|server|url|session|protocol|transport|factory|bridge|pool|hub|registry|store|stream|router|service|test|app|config|response|message|service|event|patch|task|auth/i

/** Refuses a double of another thing than Starlette's socket, and one of which nothing tells that it is one. */
export function refuseOtherThings(draft: Draft, mock: Mock): void {
  if (draft.fake) return
  const last = mock.creation.links.at(-1)
  const members = new Set<string>()
  const specified = new Set<string>()
  let isSpecified = false
  for (const argument of last?.kind === 'call' ? last.call.arguments : []) {
    const text = written(draft, argument.value)
    if (argument.name === 'spec' || argument.name === 'spec_set' || argument.name === undefined) {
      if (argument.value.kind === 'chain' && /(?:^|\.)WebSocket$/.test(text)) isSpecified = true
      else if (argument.value.kind === 'chain') refuse(draft, argument.span, `it stands for ${text}: so far only Starlette's WebSocket is replaced`)
      if (argument.value.kind === 'list') for (const item of argument.value.items) if (item.kind === 'string') specified.add(item.text ?? '')
    } else {
      members.add(argument.name)
    }
  }
  for (const each of specified) members.add(each)
  for (const each of members) if (FOREIGN.has(each) || (specified.has(each) && !REAL.has(each))) refuse(draft, mock.creation.span, `it has ${each}, which Starlette's WebSocket has not`)
  if (isSpecified) return
  const names = namesOf(draft, mock)
  for (const text of textsOf(draft, mock)) for (const name of names) for (const [, member] of text.matchAll(new RegExp(`(?<![\\w.])(?:self\\.)?${name}(?:\\[[^\\]\\n]*\\])?\\.(\\w+)`, 'g'))) members.add(member ?? '')
  const modules = draft.facts.imports.map(({ module }) => module.split('.')[0] ?? '')
  const isOurs = modules.some((module) => OWN_MODULES.has(module))
  const isForeign = !isOurs && (modules.some((module) => FOREIGN_MODULES.has(module)) || FOREIGN_CALLS.test(draft.text))
  if ([...members].some((member) => OWN_MEMBERS.has(member))) return
  if (!isForeign && [...members].some((member) => SHARED_MEMBERS.has(member))) return
  const isNamed = names.some((name) => WORD.test(name) && !AROUND.test(name)) || (mock.name === undefined && WORD.test(written(draft, draft.facts.statements[mock.statement] ?? mock.creation)))
  if (isForeign || !(isNamed && (isOurs || tellsSockets(draft)))) {
    refuse(draft, mock.creation.span, "nothing tells that it stands for Starlette's WebSocket: give it spec=WebSocket when it does")
  }
}

/** The names by which the file speaks of it. */
function namesOf(draft: Draft, mock: Mock): readonly string[] {
  const names = mock.name === undefined ? [] : [mock.name]
  const maker = mock.place === 'fixture' || mock.place === 'helper' ? draft.facts.functions[mock.home]?.name : undefined
  if (mock.place === 'fixture' && maker !== undefined) names.push(maker)
  if (mock.place === 'helper' && maker !== undefined) {
    names.push(maker)
    for (const { value, targets: [target] } of draft.facts.assignments) {
      if (target?.kind === 'chain' && typeof target.root === 'string' && target.links.length === 0 && calledName(value) === maker && lastCall(value)) names.push(target.root)
    }
  }
  if (mock.container?.grown?.variable !== undefined) names.push(mock.container.grown.variable)
  return names
}

/** The texts that use it: what a conftest.py makes is used in other files. */
function textsOf(draft: Draft, mock: Mock): readonly string[] {
  const isShared = mock.place === 'fixture' && /(?:^|\/)conftest\.py$/.test(draft.report.path)
  const name = draft.facts.functions[mock.home]?.name ?? ''
  const others = isShared ? draft.usersOf?.(foldersOf(draft.report.path)[0] ?? '', name) ?? [] : []
  const test = draft.facts.functions[mock.home]
  return mock.place === 'test' && test ? [draft.text.slice(test.body.start, test.body.end)] : [draft.text, ...others.map(({ text }) => text)]
}

/** Whether anything in the file is used as Starlette's socket is. */
function tellsSockets(draft: Draft): boolean {
  return draft.facts.chains.some(({ links }) => links.some((link) => link.kind === 'member' && (OWN_MEMBERS.has(link.name) || SHARED_MEMBERS.has(link.name))))
}
