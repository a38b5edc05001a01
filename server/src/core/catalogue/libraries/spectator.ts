import type { Api, Library } from '../library.ts'

/** Only with `mocks`, the services that it replaces by doubles. */
const factory: Api = { kind: 'double', providers: true, refinements: [{ property: { position: 0, key: 'mocks' }, kind: 'double' }, { kind: 'none' }] }

/** Doubles of Angular services. Source: @ngneat/spectator 22. */
export const spectator: Library = {
  id: 'spectator',
  title: 'Spectator',
  documentation: 'https://ngneat.github.io/spectator/',
  languages: ['ecmascript'],
  modules: ['@ngneat/spectator', '@ngneat/spectator/jest', '@ngneat/spectator/vitest', '@openng/spectator'],
  name: 'spectator',
  exports: {
    mockProvider: { kind: 'double', spec: { position: 0 } },
    createSpyObject: { kind: 'double', spec: { position: 0 } },
    createComponentFactory: factory,
    createHostFactory: factory,
    createRoutingFactory: factory,
    createDirectiveFactory: factory,
    createServiceFactory: factory,
    createPipeFactory: factory,
    createHttpFactory: { kind: 'intercept', service: 'http' },
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@ngneat/spectator', '[\'"]@openng/spectator'],
}
