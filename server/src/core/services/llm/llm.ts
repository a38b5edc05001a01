import type { Service } from '../service.ts'

export const llm: Service = {
  id: 'llm',
  title: 'Language model',
  real: 'a small local model, or a scripted server, behind the same wire protocol',
  evidence: {
    python: {
      modules: [
        'openai', 'anthropic', 'google.generativeai', 'google.genai', 'vertexai', 'mistralai', 'cohere', 'groq', 'ollama', 'litellm', 'huggingface_hub',
        'transformers', 'sentence_transformers', 'langchain', 'langchain_core', 'langchain_openai', 'langchain_anthropic', 'langchain_community', 'langgraph',
        'llama_index', 'pydantic_ai', 'autogen', 'crewai', 'dspy', 'instructor', 'semantic_kernel', 'tiktoken', 'boto3.bedrock', 'agents.Runner',
        'agents.Agent', 'langchain_google_genai', 'google_genai', 'mcp', 'fastmcp', 'xai_sdk', 'voyageai', 'llama_cpp', 'vllm', 'ai21', 'google.adk',
        'smolagents', 'haystack', 'zhipuai', 'dashscope', 'diffusers', 'together.Together', 'replicate.Client', 'replicate.run',
      ],
      names: [
        'OpenAI', 'AsyncOpenAI', 'AzureOpenAI', 'Anthropic', 'AsyncAnthropic', 'ChatOpenAI', 'ChatAnthropic', 'BaseChatModel', 'LLMManager', 'AIMessage',
        'ChatCompletion', 'ChatCompletionMessage', 'Runnable', 'AgentExecutor', 'StateGraph', 'Embeddings', 'SentenceTransformer', 'AutoModel',
        'AutoTokenizer', 'LLMClient', 'ask_llm', 'get_llm', 'ModelResponse', 'LLMResult', 'LLMResponse', 'FakeListLLM', 'GenericFakeChatModel',
      ],
      members: [
        'ainvoke', 'astream', 'agenerate', 'generate_content', 'with_structured_output', 'bind_tools', 'usage_metadata', 'tool_calls', 'finish_reason',
        'prompt_tokens', 'completion_tokens', 'ask_llm', 'ask_llm_structured', 'embed_query', 'embed_documents', 'completions', 'chat_completion',
        'embeddings', 'choices', 'list_tools', 'call_tool', 'generate_content_stream', 'generate_content_async', 'embed_content', 'count_tokens',
        'chat_stream', 'acompletion', 'aembedding',
      ],
      weakMembers: ['invoke', 'generate', 'create', 'stream', 'run', 'chat', 'complete', 'messages', 'content', 'model', 'response', 'usage', 'choices'],
      words: [
        'llm', 'llms', 'openai', 'anthropic', 'claude', 'gpt', 'gemini', 'chatmodel', 'languagemodel', 'embedder', 'vertexai', 'bedrock', 'ollama',
        'langchain', 'litellm', 'mcpclient', 'mcpserver', 'mcpsession', 'mcptool', 'chatgenerator', 'chatcompletion', 'chatcompletions', 'textgenerator',
        'completionclient', 'vllm', 'huggingface', 'mistral', 'llamaindex', 'deepseek',
      ],
      heads: ['embedding', 'embeddings', 'embeddingmodel'],
      hints: ['client', 'model', 'chat'],
    },
    ecmascript: {
      modules: [
        'openai', '@anthropic-ai/sdk', '@google/generative-ai', '@google/genai', '@mistralai/mistralai', 'cohere-ai', 'groq-sdk', 'ollama', 'ai',
        '@ai-sdk/openai', '@ai-sdk/anthropic', 'langchain', '@langchain/core', '@langchain/openai', '@langchain/langgraph', 'llamaindex',
        '@huggingface/inference', '@aws-sdk/client-bedrock-runtime', '@modelcontextprotocol/sdk', '@ai-sdk', '@langchain', '@openai', '@anthropic-ai',
        '@huggingface', '@mistralai', '@google-ai', 'replicate', 'together-ai', '@fal-ai', '@xenova/transformers', '@huggingface/transformers',
        'node-llama-cpp', 'voyageai', '@openrouter', 'portkey-ai', '@google/adk', '@modelcontextprotocol', '@mastra', '@vercel/ai', '@azure/openai',
        '@github/copilot-sdk',
      ],
      names: ['OpenAI', 'Anthropic', 'ChatOpenAI', 'ChatAnthropic', 'BaseChatModel', 'AIMessage', 'GoogleGenerativeAI', 'BedrockRuntimeClient', 'BaseLLM', 'LanguageModelLike'],
      members: [
        'generateContent', 'generateText', 'streamText', 'embedMany', 'doGenerate', 'doStream', 'bindTools', 'tool_calls', 'finishReason',
        'completions', 'chat_completion', 'embeddings', 'listTools', 'callTool', '_generate', '_streamResponseChunks', 'withStructuredOutput',
        'doEmbed', 'embedQuery', 'embedDocuments',
      ],
      weakMembers: ['invoke', 'stream', 'generate', 'create', 'call', 'run'],
      words: ['llm', 'openai', 'anthropic', 'claude', 'gpt', 'gemini', 'chatmodel', 'languagemodel', 'ollama', 'bedrock', 'mcpclient', 'mcpserver', 'mcptool', 'chatcompletion', 'chatcompletions', 'embedder', 'mistral', 'langchain', 'deepseek'],
      heads: ['embedding', 'embeddings', 'embeddingmodel'],
      hints: ['client', 'model', 'chat'],
    },
  },
  rewrites: {},
}
