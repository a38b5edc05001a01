/** Whether a double that is taken for a server stands for one: its methods are awaited, and the code under test is no client. */
import type { Chain } from '../../../model/facts.ts'
import { calledName, lastCall, mark, refuse, type Draft } from './draft.ts'
import { modulesUnder } from './imported-libraries.ts'

/** What is done with a server of python-socketio, and not with a client. */
const SERVER = /\b(?:AsyncServer|AsyncNamespace|enter_room|leave_room|save_session|get_session|skip_sid)\b|\b(?:room|to)=|["'](?:room|to)["']\]/

const CLIENT = /\bsocketio\.AsyncClient\b|\bfrom[ \t]+socketio[ \t]+import[^\n]*\bAsyncClient\b/

/** Refuses a double that stands for a server of another kind or for a client, and has it checked where neither can be seen. */
export function judgeServer(draft: Draft, creation: Chain): void {
  const made = calledName(creation)
  const isSpecified = (lastCall(creation)?.arguments ?? []).some(({ name, value }) => (name === undefined || name === 'spec' || name === 'spec_set') && value.kind === 'chain')
  const methods = Object.keys(draft.stack.logs ?? {}).join('|')
  if (made === 'AsyncMock' || isSpecified || new RegExp(`\\.(?:${methods})[ \\t]*=[^\\n]*AsyncMock|\\b(?:${methods})=(?:\\w+\\.)?AsyncMock`).test(draft.text)) return isSpecified ? undefined : judgeEnd(draft, creation)
  refuse(draft, creation.span, `its methods cannot be awaited, so that it stands for a synchronous server: only ${draft.stack.title} is replaced`)
}

function judgeEnd(draft: Draft, creation: Chain): void {
  if (SERVER.test(draft.text)) return
  const modules = modulesUnder(draft)
  if (modules.some((text) => SERVER.test(text))) return
  if ([draft.text, ...modules].some((text) => CLIENT.test(text))) {
    return refuse(draft, creation.span, `it stands for a client of Socket.IO: only ${draft.stack.title} is replaced`)
  }
  mark(draft, creation.statement, 'nothing tells whether it stands for a server of Socket.IO or for a client: a server takes its place')
}
