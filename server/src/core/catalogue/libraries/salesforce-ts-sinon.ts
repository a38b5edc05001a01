import type { Library } from '../library.ts'

/** Typed stubs in a sandbox of Sinon, which each call is given first. Source: documentation of @salesforce/ts-sinon 1.4. */
export const salesforceTsSinon: Library = {
  id: 'salesforce-ts-sinon',
  title: '@salesforce/ts-sinon',
  documentation: 'https://forcedotcom.github.io/sfdx-dev-packages/ts-sinon',
  languages: ['ecmascript'],
  modules: ['@salesforce/ts-sinon'],
  name: '@salesforce/ts-sinon',
  exports: {
    stubMethod: { kind: 'patch' },
    spyMethod: { kind: 'spy' },
    stubInterface: { kind: 'double' },
    stubObject: { kind: 'double', spec: { position: 1 } },
    stubCallable: { kind: 'double' },
  },
  objects: {},
  configuration: [],
  verification: [],
  triggers: ['[\'"]@salesforce/ts-sinon'],
}
