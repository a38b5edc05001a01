import { FileChangeType } from 'vscode-languageserver'
import type { FileEvent } from 'vscode-languageserver'
import { languageOf } from '../core/demock.ts'
import { locate, normalised } from './folders.ts'
import type { Located } from './folders.ts'
import { tellsOfModules } from './links.ts'
import type { Session } from './session.ts'

/** Which open documents a change elsewhere concerns. Their analyses are forgotten. */
export interface Dependants {
  /** Of a document whose text has changed in the editor. */
  ofDocument(uri: string): readonly string[]
  /** Of files that have changed, come or gone on disk. */
  ofFiles(events: readonly FileEvent[]): readonly string[]
}

export function dependantsOf({ documents, folders, links, analyses }: Session): Dependants {
  const located = (uri: string): Located | undefined => locate(uri, documents.get(uri)?.languageId, folders(), (path) => languageOf(path) !== undefined)

  const dropped = (of: Located, uri: string): readonly string[] => {
    const open = documents.keys().filter((other) => normalised(other) !== normalised(uri))
    return open.length === 0 ? [] : analyses.dropDependants(of, open)
  }

  const ofDocument = (uri: string): readonly string[] => {
    const of = located(uri)
    return of && links.changed(of) ? dropped(of, uri) : []
  }

  return {
    ofDocument,
    ofFiles(events) {
      const open = new Set(documents.keys().map(normalised))
      const concerned = events.flatMap(({ uri, type }) => {
        const of = located(uri)
        if (!of) return []
        if (type === FileChangeType.Changed && !tellsOfModules(uri)) return open.has(normalised(uri)) ? [] : ofDocument(uri)
        links.moved(of)
        return dropped(of, uri)
      })
      return [...new Set(concerned)]
    },
  }
}
