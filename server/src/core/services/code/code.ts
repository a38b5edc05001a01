import type { Service } from '../service.ts'

export const code: Service = {
  id: 'code',
  title: 'Code',
  real: 'the real object of the application',
  evidence: {
    python: {
      modules: [],
      names: [],
      members: [],
      weakMembers: [],
      words: [],
      heads: ['virtualenv', 'condaenv', 'toxenv', 'pythonenv', 'devenv', 'testenv'],
      hints: [],
    },
    ecmascript: {
      modules: [],
      names: [],
      members: [],
      weakMembers: [],
      words: [],
      heads: [],
      hints: [],
    },
  },
  rewrites: {},
}
