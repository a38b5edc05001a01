import type { Api, Library } from '../library.ts'

const model: Api = { kind: 'double', service: 'llm' }

/** Models without a provider, and putting one in an agent's place. Source: pydantic-ai 1.x, models/test.py, models/function.py, agent/abstract.py. */
export const pydanticAiTest: Library = {
  id: 'pydantic-ai-test',
  title: 'Pydantic AI test models',
  documentation: 'https://ai.pydantic.dev/testing/',
  languages: ['python'],
  modules: ['pydantic_ai', 'pydantic_ai.agent', 'pydantic_ai.models', 'pydantic_ai.models.test', 'pydantic_ai.models.function'],
  partial: true,
  name: 'pydantic_ai',
  exports: { TestModel: model, FunctionModel: model, Agent: { returns: 'Agent' } },
  objects: {
    Agent: { members: { override: { kind: 'patch', service: 'llm', refinements: [{ keyword: ['model'], kind: 'patch' }, { kind: 'none' }] } } },
  },
  configuration: [],
  verification: ['last_model_request_parameters'],
  triggers: ['pydantic_ai'],
}
