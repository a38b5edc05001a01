import type { Library } from '../library.ts'

const GLOBALS: readonly string[] = ['globalThis', 'global', 'window', 'self']

/** Globals that a test writes over by hand. Source: ECMAScript 2025, globalThis, Object.defineProperty, Object.assign. */
export const globalAssignment: Library = {
  id: 'global-assignment',
  title: 'hand-written globals',
  documentation: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/globalThis',
  languages: ['ecmascript'],
  modules: [],
  name: '',
  exports: {},
  overwritings: [
    { kind: 'patch', name: 'globalThis', by: 'member', into: GLOBALS },
    {
      kind: 'patch',
      name: 'Object.defineProperty',
      by: 'call',
      into: [...GLOBALS, '*'],
      except: ['exports', 'module', 'require', 'arguments', 'Object'],
      calls: ['Object.defineProperty', 'Reflect.defineProperty'],
      descriptors: true,
    },
    {
      kind: 'patch',
      name: 'Object.defineProperties',
      by: 'call',
      into: [...GLOBALS, '*'],
      except: ['exports', 'module'],
      calls: ['Object.defineProperties'],
      descriptors: true,
    },
    { kind: 'patch', name: 'Object.assign', by: 'call', into: GLOBALS, calls: ['Object.assign', 'Reflect.set'] },
  ],
  configuration: [],
  verification: [],
  triggers: [
    '\\b(?:globalThis|global|window|self)\\s*(?:as\\b|[.[]|\\))',
    '\\bdefinePropert(?:y|ies)\\b',
    '\\b(?:Object\\.assign|Reflect\\.set)\\(\\s*(?:globalThis|global|window|self)\\b',
  ],
}
