import { bindingsOf } from '../../../model/bindings.ts'
import type { ReadFile } from '../../../model/replacement.ts'
import type { Draft } from './draft.ts'
import type { Made } from './literal.ts'

/** Methods that a socket of `ws` has and a browser's has not (ws documentation, class WebSocket; WHATWG WebSockets, the WebSocket interface). */
const ONLY_IN_NODE: ReadonlySet<string> = new Set(['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'terminate', 'ping', 'pong', 'pause', 'resume'])

const DEPENDENCIES: readonly string[] = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

/**
 * Why nothing says that a double stands for a socket of `ws`, and not for a browser's or another library's; undefined when something does: the file
 * or one that it imports imports `ws`, the double has a method that only such a socket has, or the package depends on `ws` and the file does not name the
 * browser's type.
 */
export function otherOrigin({ facts, text }: Draft, path: string, made: Made, read: ReadFile): string | undefined {
  if (facts.imports.some(({ module }) => module === 'ws')) return undefined
  if (made.entries.some(({ key }) => key !== undefined && ONLY_IN_NODE.has(key))) return undefined
  if (facts.imports.some(({ module }) => /^\.\.?\//.test(module) && USES_WS.test(textOf(folderOf(path), module, read) ?? ''))) return undefined
  if (/\bWebSocket\b/.test(text) && bindingsOf(facts, 'WebSocket', 0).length === 0) {
    return "it is typed as the browser's `WebSocket`, and nothing says that a socket of `ws` stands behind it: only those are replaced yet"
  }
  return dependsOnWs(path, read) ? undefined : 'nothing says that it stands for a socket of `ws`: neither the file nor package.json names that package'
}

const USES_WS = /\b(?:from|import|require\()\s*['"]ws['"]/

const ENDINGS: readonly string[] = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.mjs', '.cts', '.cjs', '/index.ts', '/index.js']

/** The text of a module of the workspace by its relative specifier. */
function textOf(folder: string, specifier: string, read: ReadFile): string | undefined {
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

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Whether the nearest package.json names `ws`. */
function dependsOnWs(path: string, read: ReadFile): boolean {
  for (let folder = path; folder !== '';) {
    folder = folderOf(folder)
    const text = read(folder === '' ? 'package.json' : `${folder}/package.json`)
    if (text !== undefined) return DEPENDENCIES.some((kind) => namesWs(text, kind))
  }
  return false
}

function namesWs(text: string, kind: string): boolean {
  const start = text.indexOf(`"${kind}"`)
  return start >= 0 && /"ws"\s*:/.test(text.slice(start, text.indexOf('}', start)))
}
