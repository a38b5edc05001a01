import type { Api, Library } from '../library.ts'

const store: Api = { kind: 'double', service: 'ui' }

/** A Redux store that only records actions. Source: redux-mock-store 1.5. */
export const reduxMockStore: Library = {
  id: 'redux-mock-store',
  title: 'redux-mock-store',
  documentation: 'https://github.com/reduxjs/redux-mock-store#readme',
  languages: ['ecmascript'],
  modules: ['redux-mock-store'],
  name: 'redux-mock-store',
  exports: { default: store, configureStore: store, legacy_configureStore: store },
  configuration: [],
  verification: ['getActions'],
  triggers: ['[\'"]redux-mock-store'],
}
