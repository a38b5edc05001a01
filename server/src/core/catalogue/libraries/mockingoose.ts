import type { Library } from '../library.ts'

/** Canned answers of Mongoose models. Source: mockingoose 3. */
export const mockingoose: Library = {
  id: 'mockingoose',
  title: 'mockingoose',
  documentation: 'https://github.com/alonronin/mockingoose#readme',
  languages: ['ecmascript'],
  modules: ['mockingoose'],
  name: 'mockingoose',
  exports: { default: { kind: 'intercept', service: 'database', replaces: 'path' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]mockingoose'],
}
