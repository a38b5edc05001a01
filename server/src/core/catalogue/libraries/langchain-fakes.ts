import type { Api, Library } from '../library.ts'

const model: Api = { kind: 'double', service: 'llm' }

/** Models that answer from a list. Source: langchain-core 1.6, language_models/fake.py, fake_chat_models.py, embeddings/fake.py. */
export const langchainFakes: Library = {
  id: 'langchain-fakes',
  title: 'LangChain fake models',
  documentation: 'https://python.langchain.com/api_reference/core/language_models.html',
  languages: ['python'],
  modules: [
    'langchain_core.language_models', 'langchain_core.language_models.fake', 'langchain_core.language_models.fake_chat_models', 'langchain_core.embeddings',
    'langchain_core.embeddings.fake', 'langchain_community.llms.fake', 'langchain_community.chat_models.fake', 'langchain_community.embeddings',
    'langchain_community.embeddings.fake', 'langchain.llms.fake', 'langchain.chat_models.fake', 'langchain.embeddings.fake',
  ],
  partial: true,
  name: 'langchain_core',
  exports: {
    FakeListLLM: model,
    FakeStreamingListLLM: model,
    FakeListChatModel: model,
    FakeMessagesListChatModel: model,
    FakeChatModel: model,
    GenericFakeChatModel: model,
    ParrotFakeChatModel: model,
    FakeEmbeddings: model,
    DeterministicFakeEmbedding: model,
  },
  configuration: [],
  verification: [],
  triggers: ['Fake(?:Streaming|Messages|List|Chat|Embedding)'],
}
