import type { Library } from '../library.ts'

/** Objects of given attributes, and functions that note their calls. Source: pretend 1.0.9, pretend.py. */
export const pretend: Library = {
  id: 'pretend',
  title: 'pretend',
  documentation: 'https://github.com/alex/pretend',
  languages: ['python'],
  modules: ['pretend'],
  name: 'pretend',
  exports: {
    stub: { kind: 'double', returns: 'double' },
    call_recorder: { kind: 'spy' },
  },
  objects: { double: {} },
  configuration: [],
  verification: ['calls'],
  triggers: ['pretend'],
}
