import type { Library } from '../library.ts'

/** Intercepts aiohttp's client. Source: aioresponses 0.7.9, aioresponses/core.py. */
export const aioresponses: Library = {
  id: 'aioresponses',
  title: 'aioresponses',
  documentation: 'https://github.com/pnuckowski/aioresponses#usage',
  languages: ['python'],
  modules: ['aioresponses', 'aioresponses.core'],
  name: 'aioresponses',
  exports: { aioresponses: { kind: 'intercept', service: 'http', returns: 'mock', injects: { as: 'argument' } } },
  objects: { mock: {} },
  configuration: ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'add', 'clear', 'start', 'stop'],
  verification: ['requests'],
  triggers: ['aioresponses'],
}
