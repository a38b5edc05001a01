import type { Api, Library } from '../library.ts'

const process: Api = {
  kind: 'double',
  service: 'process',
  known: /^(?:register(?:_subprocess)?|pass_command|allow_unregistered|keep_last_process|call_count|calls|any|program|context|recall)$/,
}

/** Canned processes. Source: pytest-subprocess 1.6, pytest_subprocess/fixtures.py, fake_process.py. */
export const pytestSubprocess: Library = {
  id: 'pytest-subprocess',
  title: 'pytest-subprocess',
  documentation: 'https://pytest-subprocess.readthedocs.io/en/latest/usage.html',
  languages: ['python'],
  modules: ['pytest_subprocess', 'pytest_subprocess.fake_process'],
  name: 'pytest_subprocess',
  exports: { FakeProcess: { kind: 'double', service: 'process', returns: 'process' } },
  objects: { process: {} },
  fixtures: { fp: process, fake_process: process, fake_subprocess: process },
  configuration: ['register', 'register_subprocess', 'pass_command', 'allow_unregistered', 'keep_last_process'],
  verification: ['call_count', 'calls'],
  triggers: ['fake_(?:sub)?process', 'pytest_subprocess', '\\bfp\\.(?:register|pass_command|allow_unreg|keep_last|call_count|calls)'],
}
