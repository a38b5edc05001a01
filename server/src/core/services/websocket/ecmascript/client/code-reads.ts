import type { ReadFile } from '../../../../model/replacement.ts'
import type { Draft } from '../draft.ts'
import { folderOf, textOf } from '../origin.ts'

/** What the code under test reads of the end of a connection, as far as the modules that a test imports show it. */
export interface Reads {
  /** Whether a module that makes a `WebSocket` was found. */
  readonly isSeen: boolean
  /** Whether it does anything with the code, or the reason, but to compare it with one that means neither 1006 nor nothing. */
  readonly code: boolean
  readonly wasClean: boolean
  /** Whether anything listens to the end of a connection. */
  readonly close: boolean
  /** Whether anything listens to errors. */
  readonly error: boolean
  /** Whether anything listens to the beginning of a connection. */
  readonly open: boolean
  /** Whether a timer may close a connection, as far as the text shows it. */
  readonly closesLater: boolean
  /** A library with sockets of its own, where nothing makes a `WebSocket`. */
  readonly library: string | undefined
}

const LIBRARY = /['"](socket\.io-client|engine\.io-client|sockjs-client|phoenix|@rails\/actioncable|centrifuge|pusher-js|@stomp\/stompjs|mqtt|partysocket|reconnecting-websocket)['"]/

/** How many modules are read at most; how far imports are followed. */
const MOST = 40
const DEPTH = 3
const COMPARED = /\bcode\s*[!=]==?\s*(?!1006|1005|0\b|undefined|null)[\w.]+|(?<![\w.])(?!1006|1005|0\b|undefined|null)[\w.]+\s*[!=]==?\s*\w+\??\.code\b/g

/** Looks through the modules that a test imports, and those that they import; packages are left out. */
export function readsOf({ facts }: Draft, path: string, read: ReadFile): Reads {
  const known = new Map<string, string>()
  let next = facts.imports.flatMap(({ module, typeOnly }) => (typeOnly ? [] : [[folderOf(path), module] as const]))
  for (let depth = 0; depth < DEPTH && next.length > 0; depth++) {
    const further: (readonly [string, string])[] = []
    for (const [folder, module] of next) {
      const found = known.size < MOST ? moduleOf(folder, module, read) : undefined
      if (!found || known.has(found.key)) continue
      known.set(found.key, found.text)
      for (const [, name] of found.text.matchAll(/\b(?:from|import|require\()\s*['"]([^'"]+)['"]/g)) if (name !== undefined) further.push([found.folder, name])
    }
    next = further
  }
  const texts = [...known.values()].filter((text) => /\bWebSocket\b|\bonclose\b|\bCloseEvent\b/.test(text)).map((text) => text.replace(/\/\/.*|\/\*[^]*?\*\//g, ''))
  const left = texts.map((text) => text.replace(COMPARED, ''))
  const isSeen = texts.some((text) => /\bnew\s+(?:\w+\.)?WebSocket\b/.test(text))
  return {
    library: isSeen ? undefined : [...known.values()].map((text) => LIBRARY.exec(text)?.[1]).find((found) => found !== undefined),
    isSeen,
    code: left.some((text) => /\??\.code\b|\{[^{}=]*\bcode\b[^{}=]*\}\s*(?:\)|=)|\b1006\b|\??\.reason\b(?!\s*\|\|)/.test(text)),
    wasClean: texts.some((text) => /\bwasClean\b/.test(text)),
    close: texts.some((text) => /\bonclose\b|['"]close['"]/.test(text)),
    closesLater: texts.some((text) => [...text.matchAll(/\bset(?:Timeout|Interval)\(/g)].some(({ index }) => /(?:\.|\b)(?:close|terminate|disconnect|destroy|kill|cleanup|teardown)\w*|\b(?:stop|reset)\w*\s*\(/i.test(argumentsAt(text, index)))),
    error: texts.some((text) => /\bonerror\b|['"]error['"]/.test(text)),
    open: texts.some((text) => /\bonopen\b|['"]open['"]/.test(text)),
  }
}

/** The arguments of the call that begins at an offset, at most so many characters. */
function argumentsAt(text: string, start: number): string {
  const from = text.indexOf('(', start)
  let depth = 0
  for (let at = from; at < Math.min(text.length, from + 2000); at++) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return text.slice(from, at)
  }
  return text.slice(from, from + 2000)
}

/** A module by a relative specifier, or by one that an alias such as `@/` leads into the sources. */
function moduleOf(folder: string, module: string, read: ReadFile): { readonly key: string; readonly folder: string; readonly text: string } | undefined {
  const isRelative = /^\.\.?(?:\/|$)/.test(module)
  const alias = /^(?:@|~|#|src|@src|@app)\/(.+)$/.exec(module)?.[1]
  if (!isRelative && alias === undefined) return undefined
  const tries: (readonly [string, string])[] = []
  if (isRelative) tries.push([folder, module])
  else if (alias !== undefined) for (let at = folder; ; at = folderOf(at)) {
    tries.push([at, `./src/${alias}`], [at, `./${alias}`], [at, `./app/${alias}`])
    if (at === '') break
  }
  for (const [from, specifier] of tries) {
    const text = textOf(from, specifier, read)
    if (text !== undefined) return { key: joined(from, specifier), folder: folderOf(joined(from, specifier)), text }
  }
  return undefined
}

function joined(folder: string, specifier: string): string {
  const steps = folder === '' ? [] : folder.split('/')
  for (const step of specifier.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}
