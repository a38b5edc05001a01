import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Records and replays requests. Source: @pollyjs/core 6, setup-polly-jest 0.11. */
export const pollyjs: Library = {
  id: 'pollyjs',
  title: 'Polly.JS',
  documentation: 'https://netflix.github.io/pollyjs/',
  languages: ['ecmascript'],
  modules: ['@pollyjs/core', 'setup-polly-jest'],
  name: 'Polly',
  exports: { Polly: http, setupMocha: http, setupQunit: http, setupPolly: http },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@pollyjs/core', '[\'"]setup-polly-jest'],
}
