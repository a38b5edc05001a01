import type { Api, Library } from '../library.ts'

const declaration: Api = { kind: 'double', service: 'ui' }
const service: Api = { kind: 'double', spec: { position: 0 } }

/** Doubles of Angular declarations and services. Source: ng-mocks 14.18. */
export const ngMocks: Library = {
  id: 'ng-mocks',
  title: 'ng-mocks',
  documentation: 'https://ng-mocks.sudo.eu/',
  languages: ['ecmascript'],
  modules: ['ng-mocks'],
  name: 'ng-mocks',
  exports: {
    MockComponent: declaration,
    MockComponents: declaration,
    MockDirective: declaration,
    MockDirectives: declaration,
    MockPipe: declaration,
    MockPipes: declaration,
    MockModule: declaration,
    MockProvider: service,
    MockProviders: service,
    MockService: service,
    MockInstance: service,
    MockBuilder: declaration,
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]ng-mocks'],
}
