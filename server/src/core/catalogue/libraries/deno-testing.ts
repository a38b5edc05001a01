import type { Library } from '../library.ts'

/** Spies, stubs and fake time of Deno's standard library. Source: @std/testing 1. */
export const denoTesting: Library = {
  id: 'deno-testing',
  title: 'Deno @std/testing',
  documentation: 'https://jsr.io/@std/testing',
  languages: ['ecmascript'],
  modules: ['@std/testing/mock', '@std/testing/time', '@std/testing', 'https://deno.land/std/testing/mock.ts', 'https://deno.land/std/testing/time.ts'],
  name: '@std/testing',
  exports: {
    stub: { kind: 'patch', replaces: 'member' },
    spy: { kind: 'spy', replaces: 'member', refinements: [{ count: [0, 0], kind: 'double' }] },
    FakeTime: { kind: 'timer', service: 'time' },
  },
  configuration: [],
  verification: ['assertSpyCalls', 'assertSpyCall', 'assertSpyCallAsync', 'assertSpyCallArg', 'assertSpyCallArgs'],
  triggers: ['\\bstd(?:@[^/\\s]*)?/testing'],
}
