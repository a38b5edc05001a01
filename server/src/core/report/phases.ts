import type { ServiceId } from '../model/finding.ts'

/** A step of a programme that replaces mocks service by service. */
export interface Phase {
  readonly name: string
  readonly services: readonly ServiceId[]
}

/** The order in which teams replace mocks: what tests talk to all the time first, what costs money or lies with others last. */
export const PHASES: readonly Phase[] = [
  { name: 'Phase 1: WebSocket', services: ['websocket'] },
  { name: 'Phase 2: database, cache, queue', services: ['database', 'cache', 'queue'] },
  { name: 'Phase 3: language models, HTTP, auth, e-mail, storage', services: ['llm', 'http', 'auth', 'email', 'storage'] },
]

/** What no phase names: the application's own code, the clock, the environment and the like. */
export const OTHER = 'In no phase'
