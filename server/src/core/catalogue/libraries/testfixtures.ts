import type { Api, Library } from '../library.ts'

const path: Api = { kind: 'patch', replaces: 'path' }
const member: Api = { kind: 'patch', replaces: 'member' }
const variable: Api = { kind: 'env', service: 'environment', replaces: 'variable' }
const clock: Api = { kind: 'timer', service: 'time' }

/** Replacing by path, fake clocks and a fake Popen. Source: testfixtures 12.4, testfixtures/__init__.py, replace.py. */
export const testfixtures: Library = {
  id: 'testfixtures',
  title: 'testfixtures',
  documentation: 'https://testfixtures.readthedocs.io/en/latest/mocking.html',
  languages: ['python'],
  modules: ['testfixtures', 'testfixtures.popen', 'testfixtures.mock', 'testfixtures.datetime'],
  partial: true,
  name: 'testfixtures',
  exports: {
    Replace: path,
    Replacer: { returns: 'Replacer' },
    replace: { ...path, injects: { as: 'argument' } },
    replace_on_class: member,
    replace_in_module: member,
    replace_in_environ: variable,
    mock_datetime: clock,
    mock_date: clock,
    mock_time: clock,
    test_datetime: clock,
    test_date: clock,
    test_time: clock,
    MockPopen: { kind: 'double', service: 'process' },
  },
  objects: {
    Replacer: { ...path, members: { replace: path, on_class: member, in_module: member, in_environ: variable } },
  },
  configuration: ['set_command', 'set_default'],
  verification: ['all_calls'],
  triggers: ['testfixtures'],
}
