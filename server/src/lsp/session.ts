import type { Connection, InitializeParams, TextDocuments, WorkspaceFolder } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { URI, Utils } from 'vscode-uri'
import type { ListFolder, ReadFile } from '../core/model/replacement.ts'
import type { Host } from '../workspace/host.ts'
import { createAnalyses } from './analyses.ts'
import type { Analyses, Analysis } from './analyses.ts'
import { createBaselines } from './baselines.ts'
import type { Baselines } from './baselines.ts'
import { featuresOf } from './client-features.ts'
import type { ClientFeatures } from './client-features.ts'
import { normalised } from './folders.ts'
import { createLinks } from './links.ts'
import type { Links } from './links.ts'
import { lister, reader } from './read-files.ts'
import type { Report } from './safely.ts'
import { createSettingsStore } from './settings-store.ts'
import type { SettingsStore } from './settings-store.ts'
import { createValidations } from './validations.ts'
import type { Validations } from './validations.ts'

/** Files that stand beside the server. */
export interface Installation {
  /** Bundle of the thread that scans workspaces; without it the server does it itself, between other work. */
  readonly workerFile?: string
  /** Bundle of the command line, of the same build; without it nothing that was proven is remembered. */
  readonly commandFile?: string
  /** URI of the page that explains the diagnostics. */
  readonly documentation?: string
}

/** One client's session: everything that lives longer than a request. */
export interface Session {
  readonly connection: Connection
  readonly host: Host
  readonly documents: TextDocuments<TextDocument>
  readonly installation: Installation
  readonly features: ClientFeatures
  readonly settings: SettingsStore
  readonly links: Links
  readonly baselines: Baselines
  readonly analyses: Analyses
  readonly validations: Validations
  /** Writes an error to the client's log. */
  readonly report: Report
  /** Where Demock runs the tests of the workspace: whether it may, and what stops it while it does. */
  readonly tests: { trusted: boolean; stop: (() => Promise<void>) | undefined }
  folders(): readonly WorkspaceFolder[]
  changeFolders(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void
  /** The analysis of an open document; undefined for all others and for what Demock does not read. */
  analysisOf(uri: string): Promise<Analysis | undefined>
  /** Reads files around an analysed document. */
  readerFor(analysis: Analysis): ReadFile
  /** Lists the folders around it; undefined where no folder of the workspace holds it. */
  listerFor(analysis: Analysis): ListFolder | undefined
}

export function createSession(
  connection: Connection, host: Host, documents: TextDocuments<TextDocument>, installation: Installation, params: InitializeParams,
): Session {
  const features = featuresOf(params)
  const settings = createSettingsStore(connection, host, features)
  let folders = foldersOf(params)
  const links = createLinks(() => documents.all(), host)
  const baselines = createBaselines(connection, host)
  const analyses = createAnalyses(settings, links, baselines, () => folders, host.today)
  return {
    connection, host, documents, installation, features, settings, links, baselines, analyses,
    validations: createValidations(),
    tests: { trusted: features.trusted, stop: undefined },
    report: (message) => host.log('error', message),
    folders: () => folders,
    changeFolders(added, removed) {
      const gone = new Set(removed.map((folder) => normalised(folder.uri)))
      for (const folder of removed) settings.drop(folder)
      folders = [...folders.filter((folder) => !gone.has(normalised(folder.uri))), ...added]
    },
    async analysisOf(uri) {
      const document = documents.get(uri)
      return document && analyses.of(document)
    },
    readerFor: (analysis) => reader(analysis.located, documents.all(), host),
    listerFor: (analysis) => lister(analysis.located, host),
  }
}

/** The folders of the workspace; older clients give one root only. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly WorkspaceFolder[] {
  if (workspaceFolders) return workspaceFolders
  const uri = rootUri ?? (rootPath ? URI.file(rootPath).toString() : undefined)
  return uri === undefined ? [] : [{ uri, name: Utils.basename(URI.parse(uri)) }]
}
