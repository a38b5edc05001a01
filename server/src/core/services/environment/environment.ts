import type { Service } from '../service.ts'

export const environment: Service = {
  id: 'environment',
  title: 'Environment',
  real: 'a setting handed in as a parameter',
  evidence: {
    python: {
      modules: ['os.environ', 'os.getenv', 'os.putenv', 'dotenv', 'decouple', 'pydantic_settings'],
      names: ['Settings', 'environ', 'getenv'],
      members: [],
      weakMembers: [],
      words: ['environ', 'dotenv'],
      heads: ['env', 'settings'],
      hints: [],
    },
    ecmascript: {
      modules: ['process.env', 'dotenv', 'import.meta.env'],
      names: [],
      members: [],
      weakMembers: [],
      words: ['dotenv'],
      heads: ['env'],
      hints: [],
    },
  },
  rewrites: {},
}
