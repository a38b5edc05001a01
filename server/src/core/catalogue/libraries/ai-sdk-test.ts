import type { Library } from '../library.ts'

const versions = ['V1', 'V2', 'V3', 'V4']
const models = ['LanguageModel', 'EmbeddingModel', 'ImageModel', 'Provider', 'SpeechModel', 'TranscriptionModel', 'RerankingModel', 'VideoModel']
const names = models.flatMap((model) => versions.map((version) => `Mock${model}${version}`))

/** Models with canned answers. Source: ai 3–7, ai/test. */
export const aiSdkTest: Library = {
  id: 'ai-sdk-test',
  title: 'Vercel AI SDK test models',
  documentation: 'https://ai-sdk.dev/docs/ai-sdk-core/testing',
  languages: ['ecmascript'],
  modules: ['ai/test', '@ai-sdk/provider-utils/test'],
  partial: true,
  name: 'ai/test',
  exports: Object.fromEntries(names.map((name) => [name, { kind: 'double', service: 'llm' } as const])),
  configuration: [],
  verification: ['doGenerateCalls', 'doStreamCalls', 'doEmbedCalls'],
  triggers: ['[\'"]ai/test[\'"]', '[\'"]@ai-sdk/provider-utils/test'],
}
