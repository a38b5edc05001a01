import type { Library } from '../library.ts'

/** Doubles of DOM nodes for a renderer without a DOM. Source: react-test-renderer 19. */
export const reactTestRenderer: Library = {
  id: 'react-test-renderer',
  title: 'react-test-renderer createNodeMock',
  documentation: 'https://legacy.reactjs.org/docs/test-renderer.html#ideas',
  languages: ['ecmascript'],
  modules: ['react-test-renderer'],
  partial: true,
  name: 'react-test-renderer',
  exports: { create: { kind: 'double', service: 'ui', refinements: [{ property: { position: 1, key: 'createNodeMock' }, kind: 'double' }, { kind: 'none' }] } },
  configuration: [],
  verification: [],
  triggers: ['createNodeMock'],
}
