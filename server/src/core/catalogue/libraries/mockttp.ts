import type { Library } from '../library.ts'

const real = 'an HTTP server on a real port'

/** A real HTTP server on a port of its own, in spite of its name. Source: mockttp 4.6. */
export const mockttp: Library = {
  id: 'mockttp',
  title: 'Mockttp',
  documentation: 'https://github.com/httptoolkit/mockttp#readme',
  languages: ['ecmascript'],
  modules: ['mockttp'],
  name: 'mockttp',
  exports: { getLocal: { real }, getRemote: { real }, getStandalone: { real }, getAdminServer: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
