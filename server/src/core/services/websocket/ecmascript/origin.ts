import { bindingsOf } from '../../../model/bindings.ts'
import type { ReadFile } from '../../../model/replacement.ts'
import type { Draft } from './draft.ts'
import type { Made } from './literal.ts'

/** Methods that a socket of `ws` has and a browser's has not (ws documentation, class WebSocket; WHATWG WebSockets, the WebSocket interface). */
const ONLY_IN_NODE: ReadonlySet<string> = new Set(['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'terminate', 'ping', 'pong', 'pause', 'resume'])

/** Without one of these it may be any emitter. */
const SPEAKS: ReadonlySet<string> = new Set(['send', 'close', 'terminate', 'ping', 'pong', 'readyState'])

/** Libraries whose sockets have `on` or `send` as well, and are no sockets of `ws`. */
const OTHER_LIBRARY = /['"](socket\.io(?:-client)?|engine\.io-client|sockjs(?:-client)?|centrifuge|pusher-js|@stomp\/stompjs|phoenix|mqtt|partysocket|reconnecting-websocket|@rails\/actioncable)['"]/

const DEPENDENCIES: readonly string[] = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/**
 * Why nothing says that a double stands for a socket of `ws`, and not for a browser's or another library's; undefined when something does: the file
 * or one that it imports imports `ws`, the double has a method that only such a socket has, or the package depends on `ws` and the file does not name the
 * browser's type.
 */
export function otherOrigin({ facts, text }: Draft, path: string, made: Made, read: ReadFile): string | undefined {
  const modules = facts.imports.map(({ module }) => module)
  const near = modules.flatMap((module) => (/^\.\.?\//.test(module) ? [textOf(folderOf(path), module, read) ?? ''] : []))
  if (modules.includes(UWS) || near.some((other) => other.includes(`'${UWS}'`) || other.includes(`"${UWS}"`))) {
    return 'it stands for a socket of uWebSockets.js, which is not replaced: that native server makes its sockets itself, with other methods, and they are gone when its callbacks return'
  }
  if (modules.some((module) => HANDS_OUT_WS.includes(module))) return undefined
  if (near.some((other) => USES_WS.test(other))) return undefined
  const other = OTHER_LIBRARY.exec(text) ?? near.map((each) => OTHER_LIBRARY.exec(each)).find((found) => found !== null)
  if (other) return `it stands for a socket of \`${other[1]}\`, and nothing says that one of \`ws\` is meant`
  const keys = made.entries.map(({ key }) => key ?? '')
  if (keys.some((key) => ONLY_IN_NODE.has(key)) && keys.some((key) => SPEAKS.has(key))) return undefined
  if (/\bWebSocket\b/.test(text) && bindingsOf(facts, 'WebSocket', 0).length === 0) {
    return "it is typed as the browser's `WebSocket`, and nothing says that a socket of `ws` stands behind it: only those are replaced yet"
  }
  return HANDS_OUT_WS.some((name) => dependsOn(name, path, read)) ? undefined : 'nothing says that it stands for a socket of `ws`: neither the file nor package.json names that package, or one that hands out its sockets'
}

/** Packages whose sockets are those of `ws`: their documentation says so. */
const HANDS_OUT_WS: readonly string[] = ['ws', '@fastify/websocket', '@nestjs/platform-ws', 'express-ws', 'graphql-ws/use/ws', 'graphql-ws/lib/use/ws', 'koa-websocket']

const UWS = 'uWebSockets.js'

const USES_WS = /\b(?:from|import|require\()\s*['"](?:ws|@fastify\/websocket|@nestjs\/platform-ws|express-ws|graphql-ws\/(?:lib\/)?use\/ws|koa-websocket)['"]/

const ENDINGS: readonly string[] = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs', '/index.ts', '/index.js']

/** The text of a module of the workspace by its relative specifier. */
export function textOf(folder: string, specifier: string, read: ReadFile): string | undefined {
  const steps = folder === '' ? [] : folder.split('/')
  for (const step of specifier.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  const base = steps.join('/')
  for (const candidate of [base, base.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'), ...ENDINGS.map((ending) => base + ending)]) {
    const text = read(candidate)
    if (text !== undefined) return text
  }
  return undefined
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Whether the nearest package.json names a package. */
export function dependsOn(name: string, path: string, read: ReadFile): boolean {
  for (let folder = path; folder !== '';) {
    folder = folderOf(folder)
    const text = read(folder === '' ? 'package.json' : `${folder}/package.json`)
    if (text !== undefined) return DEPENDENCIES.some((kind) => names(text, kind, name))
  }
  return false
}

function names(text: string, kind: string, name: string): boolean {
  const start = text.indexOf(`"${kind}"`)
  return start >= 0 && text.slice(start, text.indexOf('}', start)).includes(`"${name}":`)
}
