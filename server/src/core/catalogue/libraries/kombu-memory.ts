import type { Api, Library, Refinement } from '../library.ts'

const inMemory = ['memory://*', 'memory'] as const
const connection: Api = {
  kind: 'fake',
  service: 'queue',
  refinements: [
    { argument: { position: 0, paths: inMemory }, kind: 'fake' },
    ...['hostname', 'transport'].map((keyword): Refinement => ({ argument: { keyword, paths: inMemory }, kind: 'fake' })),
    { kind: 'none' },
  ],
}

/** Queues in memory. Source: Kombu 5.5, kombu/connection.py, kombu/transport/memory.py. */
export const kombuMemory: Library = {
  id: 'kombu-memory',
  title: 'Kombu in memory',
  documentation: 'https://docs.celeryq.dev/projects/kombu/en/stable/reference/kombu.transport.memory.html',
  languages: ['python'],
  modules: ['kombu', 'kombu.connection'],
  partial: true,
  name: 'kombu',
  exports: { Connection: connection, BrokerConnection: connection },
  configuration: [],
  verification: [],
  triggers: ['[\'"]memory(?:://|[\'"])'],
}
