import type { Api, Library } from '../library.ts'

const answered: Api = {
  kind: 'double',
  service: 'llm',
  refinements: [{ keyword: ['mock_response', 'mock_tool_calls'], kind: 'double' }, { kind: 'none' }],
}

/** Calls that are answered by their own argument. Source: LiteLLM 1.7x, litellm/main.py. */
export const litellmMocks: Library = {
  id: 'litellm-mocks',
  title: 'LiteLLM mock responses',
  documentation: 'https://docs.litellm.ai/docs/completion/mock_requests',
  languages: ['python'],
  modules: ['litellm', 'litellm.main'],
  partial: true,
  name: 'litellm',
  exports: { completion: answered, acompletion: answered, text_completion: answered, responses: answered, aresponses: answered, embedding: answered, aembedding: answered },
  configuration: [],
  verification: [],
  triggers: ['mock_(?:response|tool_calls)'],
}
