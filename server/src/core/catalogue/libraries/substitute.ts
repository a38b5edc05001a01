import type { Library } from '../library.ts'

/** Doubles of interfaces. Source: @fluffy-spoon/substitute 1.208. */
export const substitute: Library = {
  id: 'substitute',
  title: 'Substitute',
  documentation: 'https://github.com/ffMathy/FluffySpoon.JavaScript.Testing.Faking#readme',
  languages: ['ecmascript'],
  modules: ['@fluffy-spoon/substitute'],
  name: 'Substitute',
  exports: { Substitute: { members: { for: { kind: 'double' } } }, default: { members: { for: { kind: 'double' } } } },
  configuration: ['mimicks', 'received', 'didNotReceive'],
  verification: [],
  triggers: ['[\'"]@fluffy-spoon/substitute'],
}
