import { COUNT_CHANGED } from '../protocol/messages.ts'
import { fileCountOf } from './counts.ts'
import { guarded } from './safely.ts'
import type { Session } from './session.ts'

/** Tells a client that asked for it when the count of an open file has changed. */
export interface CountNotifier {
  changed(uri: string): void
  closed(uri: string): void
}

export function createCountNotifier(session: Session): CountNotifier {
  const told = new Map<string, string>()
  const tell = guarded(COUNT_CHANGED, session.report, async (uri: string) => {
    const version = session.documents.get(uri)?.version
    const analysis = await session.analysisOf(uri)
    if (version === undefined || session.documents.get(uri)?.version !== version) return
    const count = fileCountOf(uri, version, analysis)
    const essence = JSON.stringify([count.isTest, count.services])
    if (told.get(uri) === essence) return
    told.set(uri, essence)
    await session.connection.sendNotification(COUNT_CHANGED, count)
  })
  return {
    changed(uri) {
      if (session.features.countChanged) void tell(uri)
    },
    closed: (uri) => void told.delete(uri),
  }
}
