import type { Library } from '../library.ts'

const strategies = ['ldap3.MOCK_SYNC', 'ldap3.MOCK_ASYNC', 'MOCK_SYNC', 'MOCK_ASYNC']

/** A directory in memory. Source: ldap3 2.9, ldap3/__init__.py, strategy/mockBase.py. */
export const ldap3Mock: Library = {
  id: 'ldap3-mock',
  title: 'ldap3 mock strategies',
  documentation: 'https://ldap3.readthedocs.io/en/latest/mocking.html',
  languages: ['python'],
  modules: ['ldap3'],
  partial: true,
  name: 'ldap3',
  exports: {
    Connection: { kind: 'fake', service: 'auth', refinements: [{ argument: { keyword: 'client_strategy', paths: strategies }, kind: 'fake' }, { kind: 'none' }] },
  },
  configuration: [],
  verification: [],
  triggers: ['\\bMOCK_A?SYNC\\b'],
}
