import type { Api, Library } from '../library.ts'

const auth: Api = { kind: 'intercept', service: 'auth' }

/** Intercepts requests for the keys of an identity provider. Source: mock-jwks 3.3. */
export const mockJwks: Library = {
  id: 'mock-jwks',
  title: 'mock-jwks',
  documentation: 'https://github.com/levino/mock-jwks#readme',
  languages: ['ecmascript'],
  modules: ['mock-jwks'],
  name: 'mock-jwks',
  exports: { createJWKSMock: auth, default: auth },
  configuration: [],
  verification: [],
  triggers: ['[\'"]mock-jwks'],
}
