import type { Library } from '../library.ts'

/** Modules that a test replaces by hand. Source: Python documentation, sys.modules and types.ModuleType. */
export const sysModules: Library = {
  id: 'sys-modules',
  title: 'hand-written modules',
  documentation: 'https://docs.python.org/3/library/sys.html#sys.modules',
  languages: ['python'],
  modules: [],
  name: '',
  exports: {},
  overwritings: [
    {
      kind: 'patch',
      name: 'sys.modules',
      by: 'key',
      into: ['sys.modules'],
      makers: ['types.ModuleType', 'imp.new_module', 'types.SimpleNamespace', 'type'],
    },
  ],
  configuration: [],
  verification: [],
  triggers: ['\\bmodules\\['],
}
