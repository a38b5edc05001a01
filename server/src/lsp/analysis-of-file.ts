import { URI } from 'vscode-uri'
import { LARGEST_FILE } from '../workspace/count-candidates.ts'
import { decode } from '../workspace/decode.ts'
import type { Analysis } from './analyses.ts'
import { diskPathOf } from './folders.ts'
import type { Session } from './session.ts'

/** The analysis of an open document, or else of the file on disk; undefined for what is neither, and for what Demock does not read. */
export async function analysisOfFile(session: Session, uri: string): Promise<Analysis | undefined> {
  const document = session.documents.get(uri)
  if (document) return session.analyses.of(document)
  const path = diskPathOf(URI.parse(uri))
  const decoded = path === undefined || session.host.stat(path)?.kind !== 'file' ? undefined : decode(session.host.readFile(path, LARGEST_FILE))
  if (!decoded || !('text' in decoded)) return undefined
  const analysis = await session.analyses.of({ uri, languageId: '', version: -1, getText: () => decoded.text })
  session.analyses.drop(uri)
  return analysis
}
