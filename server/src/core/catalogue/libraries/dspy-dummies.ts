import type { Api, Library } from '../library.ts'

const model: Api = { kind: 'double', service: 'llm' }

/** Models that answer from a list. Source: DSPy 3, dspy/utils/dummies.py. */
export const dspyDummies: Library = {
  id: 'dspy-dummies',
  title: 'DSPy dummy models',
  documentation: 'https://github.com/stanfordnlp/dspy/blob/main/dspy/utils/dummies.py',
  languages: ['python'],
  modules: ['dspy.utils', 'dspy.utils.dummies'],
  partial: true,
  name: 'dspy.utils',
  exports: { DummyLM: model, DummyVectorizer: model, dummy_rm: model },
  configuration: [],
  verification: [],
  triggers: ['\\b(?:DummyLM|DummyVectorizer|dummy_rm)\\b'],
}
