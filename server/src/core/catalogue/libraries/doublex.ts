import type { Library } from '../library.ts'

/** Stubs, spies and mocks of classes; only a ProxySpy calls through. Source: doublex 1.9.6, doublex/doubles.py. */
export const doublex: Library = {
  id: 'doublex',
  title: 'doublex',
  documentation: 'https://python-doublex.readthedocs.io/en/latest/',
  languages: ['python'],
  modules: ['doublex', 'doublex.doubles'],
  name: 'doublex',
  exports: {
    Stub: { kind: 'double', spec: { position: 0 } },
    Spy: { kind: 'double', spec: { position: 0 } },
    Mock: { kind: 'double', spec: { position: 0 } },
    Mimic: { kind: 'double', spec: { position: 1 } },
    ProxySpy: { kind: 'spy', spec: { position: 0 } },
    method_returning: { kind: 'double' },
    method_raising: { kind: 'double' },
  },
  configuration: ['returns', 'raises', 'delegates', 'returns_input', 'attach', 'with_args'],
  verification: ['calls', 'times', 'async_mode'],
  triggers: ['doublex'],
}
