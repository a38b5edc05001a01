import { DiagnosticTag } from 'vscode-languageserver'
import type { InitializeParams } from 'vscode-languageserver'
import type { InitializationOptions } from '../protocol/messages.ts'

/** What the client can do, read once from its capabilities. */
export interface ClientFeatures {
  readonly pullDiagnostics: boolean
  readonly refreshDiagnostics: boolean
  readonly relatedInformation: boolean
  readonly codeDescription: boolean
  /** Shows what is tagged as unnecessary faded. */
  readonly fades: boolean
  readonly markdownHover: boolean
  /** Code actions as objects, not only as commands. */
  readonly codeActions: boolean
  readonly disabledActions: boolean
  /** Resolves the `edit` of a code action later, with its `data`. */
  readonly resolvesEdits: boolean
  readonly preferredActions: boolean
  readonly documentChanges: boolean
  /** Edits with a place for the user to write at. */
  readonly snippetEdits: boolean
  readonly createsFiles: boolean
  readonly changeAnnotations: boolean
  readonly configuration: boolean
  readonly registersConfiguration: boolean
  readonly registersWatchers: boolean
  readonly workspaceFolders: boolean
  readonly countChanged: boolean
  /** Has the command that explains. */
  readonly explains: boolean
  /** Shows the diagnostic of a place in its hover. */
  readonly diagnosticInHover: boolean
  /** Shows itself what was verified. */
  readonly verified: boolean
  /** The workspace was trusted at the start. */
  readonly trusted: boolean
  readonly appliesEdits: boolean
  readonly showsDocuments: boolean
  readonly workDoneProgress: boolean
}

export function featuresOf(params: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = params.capabilities
  const actions = textDocument?.codeAction
  const edits = workspace?.workspaceEdit
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: textDocument?.diagnostic?.relatedInformation === true
      || textDocument?.publishDiagnostics?.relatedInformation === true,
    codeDescription: textDocument?.publishDiagnostics?.codeDescriptionSupport === true || textDocument?.diagnostic?.codeDescriptionSupport === true,
    fades: [textDocument?.publishDiagnostics, textDocument?.diagnostic].some((diagnostics) => diagnostics?.tagSupport?.valueSet.includes(DiagnosticTag.Unnecessary) === true),
    markdownHover: textDocument?.hover?.contentFormat?.includes('markdown') === true,
    codeActions: actions?.codeActionLiteralSupport !== undefined,
    disabledActions: actions?.disabledSupport === true,
    resolvesEdits: actions?.dataSupport === true && actions.resolveSupport?.properties.includes('edit') === true,
    preferredActions: actions?.isPreferredSupport === true,
    documentChanges: edits?.documentChanges === true,
    snippetEdits: edits?.documentChanges === true && edits.snippetEditSupport === true,
    createsFiles: edits?.documentChanges === true && edits.resourceOperations?.includes('create') === true,
    changeAnnotations: edits?.changeAnnotationSupport !== undefined,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    registersWatchers: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    countChanged: isOptions(params.initializationOptions) && params.initializationOptions.countChanged === true,
    explains: isOptions(params.initializationOptions) && params.initializationOptions.explain === true,
    diagnosticInHover: isOptions(params.initializationOptions) && params.initializationOptions.diagnosticInHover === true,
    verified: isOptions(params.initializationOptions) && params.initializationOptions.verified === true,
    trusted: isOptions(params.initializationOptions) && params.initializationOptions.trusted === true,
    appliesEdits: workspace?.applyEdit === true,
    showsDocuments: params.capabilities.window?.showDocument?.support === true,
    workDoneProgress: params.capabilities.window?.workDoneProgress === true,
  }
}

function isOptions(options: unknown): options is InitializationOptions {
  return typeof options === 'object' && options !== null
}
