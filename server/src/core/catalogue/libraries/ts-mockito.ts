import type { Library } from '../library.ts'

/** Doubles of classes and interfaces. Source: ts-mockito 2.6, @johanblumenberg/ts-mockito 1.0. */
export const tsMockito: Library = {
  id: 'ts-mockito',
  title: 'ts-mockito',
  documentation: 'https://github.com/NagRock/ts-mockito#readme',
  languages: ['ecmascript'],
  modules: ['ts-mockito', '@johanblumenberg/ts-mockito', '@typestrong/ts-mockito'],
  name: 'ts-mockito',
  exports: {
    mock: { kind: 'double', spec: { position: 0 } },
    imock: { kind: 'double' },
    fnmock: { kind: 'double' },
    cmock: { kind: 'double' },
    spy: { kind: 'spy', replaces: 'path' },
  },
  configuration: ['thenReturn', 'thenResolve', 'thenReject', 'thenThrow', 'thenCall'],
  verification: [],
  triggers: ['[\'"](?:@[\\w-]+/)?ts-mockito'],
}
