/** What a dotted path of the application leads to, read from its modules: a server of python-socketio, or another one. */
import type { Draft } from './draft.ts'
import { filesOf } from './imported-libraries.ts'

/** Imports that are followed to where the name is made. */
const DEEPEST = 3

/** `AsyncServer` for `sio = socketio.AsyncServer(…)`, the class of anything else that is made there; undefined where it is not found. */
export function serverKindOf(draft: Draft, path: string): string | undefined {
  return kindIn(draft, path.split('.').slice(0, -1).join('.'), path.split('.').at(-1) ?? '', draft.report.path, DEEPEST)
}

function kindIn(draft: Draft, module: string, name: string, from: string, left: number): string | undefined {
  const file = filesOf(from, module).find((each) => draft.read(each) !== undefined)
  const text = file === undefined ? undefined : draft.read(file)
  if (file === undefined || text === undefined) return undefined
  const made = new RegExp(`^${name}\\b[ \\t]*(?::[^=\\n]*)?=[ \\t]*([\\w.]+)`, 'm').exec(text)?.[1]
  if (made !== undefined) return /(?:^|\.)((?!None$)[A-Z]\w*)$/.exec(made)?.[1]
  const imported = new RegExp(`^[ \\t]*from[ \\t]+([\\w.]+)[ \\t]+import[ \\t]+(?:\\([^)]*?|[^\\n(]*?)\\b(?:(\\w+)[ \\t]+as[ \\t]+)?${name}\\b`, 'm').exec(text)
  return imported && left > 0 ? kindIn(draft, imported[1] ?? '', imported[2] ?? name, file, left - 1) : undefined
}
