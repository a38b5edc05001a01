import type { Api, Library } from '../library.ts'

const model: Api = { kind: 'double', service: 'llm' }

/** Models that echo. Source: llama-index-core 0.13, llms/mock.py, embeddings/mock_embed_model.py. */
export const llamaIndexMocks: Library = {
  id: 'llama-index-mocks',
  title: 'LlamaIndex mock models',
  documentation: 'https://docs.llamaindex.ai/en/stable/understanding/evaluating/cost_analysis/usage_pattern/',
  languages: ['python'],
  modules: [
    'llama_index.core', 'llama_index.core.llms', 'llama_index.core.llms.mock', 'llama_index.core.embeddings', 'llama_index.core.embeddings.mock_embed_model',
    'llama_index.core.multi_modal_llms.mock',
  ],
  partial: true,
  name: 'llama_index.core',
  exports: { MockLLM: model, MockLLMWithChatMemory: model, MockEmbedding: model, MockMultiModalLLM: model },
  configuration: [],
  verification: [],
  triggers: ['\\bMock(?:LLM|Embedding|MultiModal)'],
}
