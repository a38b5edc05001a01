import type { Api, Library } from '../library.ts'

const model: Api = { kind: 'double', service: 'llm' }
const double: Api = { kind: 'double' }

/** Models, tools and stores with canned answers. Source: @langchain/core 1.4, utils/testing. */
export const langchainTesting: Library = {
  id: 'langchain-testing',
  title: 'LangChain.js fakes',
  documentation: 'https://js.langchain.com/docs/',
  languages: ['ecmascript'],
  modules: ['@langchain/core/utils/testing', '@langchain/core/testing', 'langchain/testing'],
  name: '@langchain/core/utils/testing',
  exports: {
    FakeLLM: model,
    FakeStreamingLLM: model,
    FakeChatModel: model,
    FakeStreamingChatModel: model,
    FakeListChatModel: model,
    FakeEmbeddings: model,
    SyntheticEmbeddings: model,
    FakeBuiltModel: model,
    fakeModel: model,
    FakeVectorStore: { kind: 'fake', service: 'database' },
    FakeRetriever: { kind: 'fake', service: 'database' },
    FakeTool: double,
    FakeTracer: double,
    FakeRunnable: double,
    FakeSplitIntoListParser: double,
    FakeChatMessageHistory: double,
    FakeListChatMessageHistory: double,
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@langchain/core/(?:utils/)?testing', '[\'"]langchain/testing'],
}
