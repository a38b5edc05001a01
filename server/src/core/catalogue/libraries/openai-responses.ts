import type { Api, Library } from '../library.ts'

const llm: Api = { kind: 'intercept', service: 'llm' }

/** Intercepts the API of OpenAI. Source: openai-responses 0.13, openai_responses/__init__.py, plugin.py. */
export const openaiResponses: Library = {
  id: 'openai-responses',
  title: 'openai-responses',
  documentation: 'https://mharrisb1.github.io/openai-responses-python/',
  languages: ['python'],
  modules: ['openai_responses'],
  name: 'openai_responses',
  exports: { mock: { ...llm, injects: { as: 'argument' } }, OpenAIMock: { ...llm, returns: 'mock' } },
  objects: { mock: {} },
  fixtures: { openai_mock: llm },
  marks: { openai_mock: {} },
  configuration: ['create', 'response'],
  verification: ['route', 'calls', 'call_count'],
  triggers: ['openai_(?:responses|mock)'],
}
