import type { Library } from '../library.ts'

/** Doubles and partial mocks by one function. Source: flexmock 0.13, flexmock/_api.py. */
export const flexmock: Library = {
  id: 'flexmock',
  title: 'flexmock',
  documentation: 'https://flexmock.readthedocs.io/en/latest/user-guide/',
  languages: ['python'],
  modules: ['flexmock'],
  name: 'flexmock',
  exports: {
    flexmock: {
      kind: 'patch',
      returns: 'double',
      refinements: [
        { positional: [0, 0], kind: 'double' },
        { object: { position: 0, name: 'double' }, kind: 'none' },
      ],
    },
    Mock: { kind: 'double', returns: 'double' },
  },
  objects: { double: {} },
  configuration: [
    'should_receive', 'should_call', 'new_instances', 'with_args', 'and_return', 'and_raise', 'and_yield', 'replace_with', 'ordered', 'when', 'one_by_one',
  ],
  verification: ['times', 'once', 'twice', 'never', 'at_least', 'at_most'],
  triggers: ['flexmock'],
}
