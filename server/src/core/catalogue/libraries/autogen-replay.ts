import type { Library } from '../library.ts'

/** A model client that plays answers back. Source: autogen-ext 0.7, models/replay. */
export const autogenReplay: Library = {
  id: 'autogen-replay',
  title: 'AutoGen replay client',
  documentation: 'https://microsoft.github.io/autogen/stable/reference/python/autogen_ext.models.replay.html',
  languages: ['python'],
  modules: ['autogen_ext.models.replay'],
  name: 'autogen_ext.models.replay',
  exports: { ReplayChatCompletionClient: { kind: 'double', service: 'llm' } },
  configuration: ['set_cached_bool_value', 'reset'],
  verification: ['create_calls'],
  triggers: ['ReplayChatCompletionClient'],
}
