import type { ReadFile } from '../../../../model/replacement.ts'
import type { Draft } from '../draft.ts'
import type { Made } from '../literal.ts'
import { dependsOn, folderOf, textOf } from '../origin.ts'

/** Members that a server's socket of Socket.IO has and a client's has not (socket.io documentation, The Socket instance, server side). */
const ONLY_ON_SERVERS: ReadonlySet<string> = new Set(['join', 'leave', 'rooms', 'handshake', 'to', 'in', 'broadcast', 'data', 'nsp'])

/** The support file names both libraries, whatever the test is about. */
const SUPPORT = /(?:^|\/)real-socketio(?:\.[cm]?[jt]s)?$/

/** Whether an object of doubles stands for a socket of Socket.IO: it emits, and does not send. */
export function isSocketIo({ entries }: Made): boolean {
  const keys = new Set(entries.map(({ key }) => key))
  return !keys.has('send') && !keys.has('readyState') && (keys.has('emit') || keys.has('join') || keys.has('to'))
}

/**
 * Why nothing says that a double stands for a server's socket of Socket.IO, and not for a client's or for something else that emits; undefined when
 * something does: the file or one that it imports names `socket.io`, or the package depends on it, and not on the client, and the double has a member that only
 * a server's socket has.
 */
export function otherThanSocketIo({ facts, text }: Draft, path: string, made: Made, read: ReadFile, isServerDouble: boolean): string | undefined {
  // Its own text, too, for what only a comment with types names.
  const texts = [text, ...facts.imports.flatMap(({ module }) => (/^\.\.?\//.test(module) && !SUPPORT.test(module) ? [textOf(folderOf(path), module, read) ?? ''] : []))]
  const names = (pattern: RegExp, module: string): boolean => facts.imports.some((found) => found.module === module) || texts.some((text) => pattern.test(text))
  const isServer = names(/['"]socket\.io['"]/, 'socket.io')
  const isClient = names(/['"]socket\.io-client['"]/, 'socket.io-client')
  if (isServer && !isClient) return undefined
  const hasOwn = isServerDouble || made.entries.some(({ key }) => key !== undefined && ONLY_ON_SERVERS.has(key))
  if (isServer && hasOwn) return undefined
  if (isClient) return "it stands for a client's socket of Socket.IO: only those that a server hands out are replaced yet"
  if (hasOwn && dependsOn('socket.io', path, read) && !dependsOn('socket.io-client', path, read)) return undefined
  return 'nothing says that it stands for a socket of Socket.IO: neither the file nor one that it imports names `socket.io`'
}

/** Whether the names around a double say that it is a server or a namespace: `const io = …`, `as unknown as Server`. */
export function standsForServer(text: string, { value, holder, entries }: Made): boolean {
  const keys = entries.map(({ key }) => key)
  if (keys.some((key) => key === 'sockets' || key === 'of' || key === 'use' || key === 'fetchSockets' || key === 'socketsJoin')) return true
  const around = holder.kind === 'assignment' || holder.kind === 'member' ? text.slice(holder.assignment.span.start, value.span.start) : ''
  const cast = /(?:\bas\s+|:\s*|<)(?:\w+\.)?(?:Mocked<)?(\w*(?:Server|Namespace|IO))\b/
  const behind = text.slice(value.span.start, value.span.end).slice(-80)
  return /(?:^|[._\s])(?:mock|fake|stub)?_?(?:io|ioServer|server|wsServer|socketServer|namespace|nsp)\s*(?::[^=]*)?=\s*$/i.test(around) || cast.test(around) || (/\bas\b/.test(behind) && cast.test(behind))
}
