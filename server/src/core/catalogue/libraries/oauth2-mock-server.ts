import type { Library } from '../library.ts'

const real = 'an identity provider on a real port, with real tokens'

/** A real identity provider over HTTP with real tokens, in spite of its name. Source: oauth2-mock-server 8, oidc-provider 9. */
export const oauth2MockServer: Library = {
  id: 'oauth2-mock-server',
  title: 'oauth2-mock-server and oidc-provider',
  documentation: 'https://github.com/axa-group/oauth2-mock-server#readme',
  languages: ['ecmascript'],
  modules: ['oauth2-mock-server', 'oidc-provider'],
  name: 'oauth2-mock-server',
  exports: { OAuth2Server: { real }, OAuth2Issuer: { real }, OAuth2Service: { real }, Provider: { real }, default: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
