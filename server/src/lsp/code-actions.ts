import { CodeActionKind, LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver'
import { insertionAt, replacementFor, serviceOf } from '../core/demock.ts'
import { SERVICES } from '../core/model/finding.ts'
import type { Replacement } from '../core/model/replacement.ts'
import type { Span } from '../core/text/span.ts'
import type { Analysis } from './analyses.ts'
import type { ClientFeatures } from './client-features.ts'
import { meets, spanOf } from './convert.ts'
import { SOURCE } from './diagnostics.ts'
import type { ActionContext, ActionData } from './action-data.ts'
import { ALLOW_TITLE, allowingEdit } from './allow-action.ts'
import { CONVERT_KIND, convertActions, convertEdit, fixAllActions } from './convert-actions.ts'
import { explainAction } from './explain.ts'
import { fixingActions } from './fix-actions.ts'
import { verifyActions } from './verify-actions.ts'
import { workspaceEditOf } from './workspace-edit.ts'

/** Kind of the action that inserts a fixture. */
export const INSERT_KIND = `${CodeActionKind.Refactor}.insert.demock`

/**
 * Fixes of the findings that the range meets, and one action for each mock that it meets – disabled, with the reason, where it is refused – or fixtures to insert
 * where it meets neither; and actions that replace all mocks of the test or the file. To a client that asks for source actions, those alone.
 */
export function codeActionsOf(analysis: Analysis, params: CodeActionParams, context: ActionContext): CodeAction[] {
  if (!analysis.isTest || !context.features.codeActions) return []
  const wants = (kind: string): boolean => params.context.only?.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`)) ?? true
  const asked = fixAllActions(analysis, params, context)
  if (asked) return asked
  const range = spanOf(analysis.lines, params.range)
  const fixes = wants(CodeActionKind.QuickFix) ? fixingActions(analysis, range, params.context.diagnostics, context.features) : []
  const sites = sitesAt(analysis, range)
  const convert = (kind: string): CodeAction[] => (wants(kind) ? convertActions(analysis, { kind, offset: range.start, sites, params }, context) : [])
  if (sites.length > 0) {
    const { diagnostics } = params.context
    if (!wants(CodeActionKind.QuickFix)) return convert(CONVERT_KIND)
    const explaining = context.features.explains ? [explainAction(params.textDocument.uri, params.range.start)] : []
    return [...fixes, ...replacing(analysis, sites, diagnostics, context), ...convert(CodeActionKind.QuickFix), ...verifyActions(analysis, sites, params, context), ...allowing(analysis, sites, diagnostics, context.features), ...explaining]
  }
  const others = [...fixes, ...convert(CONVERT_KIND)]
  return fixes.length === 0 && wants(INSERT_KIND) ? [...others, ...inserting(analysis, range.start, context)] : others
}

/** Makes the edit of an action from its data and the text as it is now. Throws a ResponseError when its mock has gone meanwhile. */
export function resolved(action: CodeAction, data: ActionData, analysis: Analysis, context: ActionContext): CodeAction {
  if (data.insert && data.version !== analysis.version) throw changed()
  if (data.convert) {
    const outcome = convertEdit(analysis, data.convert, context)
    if (!outcome) throw changed()
    if ('reason' in outcome) throw new ResponseError(LSPErrorCodes.RequestFailed, outcome.reason)
    return { ...action, edit: outcome.edit }
  }
  if (data.allow) {
    const edit = allowingEdit(analysis, siteOf(data.fingerprint, analysis), context.features)
    if (!edit) throw changed()
    return { ...action, edit }
  }
  const replacement = data.insert
    ? insertionAt(analysis.source, analysis.report, data.insert.offset, data.insert.service, analysis.settings, context.read)
    : replacementOf(data.fingerprint, analysis, context)
  if (!replacement || replacement.safety === 'refused') throw changed()
  const outcome = workspaceEditOf(replacement, analysis, context.features, context.versionOf)
  if ('reason' in outcome) throw new ResponseError(LSPErrorCodes.RequestFailed, outcome.reason)
  return { ...action, edit: outcome.edit }
}

/** The data of an action that this server has made; undefined for what others have made. */
export function dataOf(action: CodeAction): ActionData | undefined {
  const data: unknown = action.data
  return typeof data === 'object' && data !== null && 'uri' in data && 'version' in data ? (data as ActionData) : undefined
}

/** The sites whose underlined part the range meets; where it meets none, the innermost site that holds it. */
function sitesAt({ report }: Analysis, range: Span): number[] {
  const touched = report.sites.flatMap((site, index) => (meets(site.anchor, range) ? [index] : []))
  if (touched.length > 0) return touched
  const around = report.sites.flatMap((site, index) => (site.kind !== 'fake' && site.span.start <= range.start && range.end <= site.span.end ? [index] : []))
  return around.slice(-1)
}

function replacing(analysis: Analysis, sites: readonly number[], diagnostics: readonly Diagnostic[], context: ActionContext): CodeAction[] {
  const done = new Set<number>()
  return sites.flatMap((index): CodeAction[] => {
    const site = analysis.report.sites[index]
    if (!site || done.has(index)) return []
    const replacement = replacementFor(analysis.source, analysis.report, index, analysis.settings, context.read, context.list)
    for (const other of [index, ...replacement.sites]) done.add(other)
    const fingerprints = new Set([index, ...replacement.sites].map((other) => analysis.report.sites[other]?.fingerprint))
    const action: CodeAction = {
      title: replacement.title === '' ? `Replace by ${serviceOf(site.service).real}` : replacement.title,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnostics.filter((diagnostic) => diagnostic.source === SOURCE && fingerprints.has(fingerprintOf(diagnostic))),
    }
    const data: ActionData = { uri: analysis.uri, version: analysis.version, fingerprint: site.fingerprint }
    return completed(action, data, replacement, analysis, context)
  })
}

function allowing(analysis: Analysis, sites: readonly number[], diagnostics: readonly Diagnostic[], features: ClientFeatures): CodeAction[] {
  return sites.flatMap((index): CodeAction[] => {
    const site = analysis.report.sites[index]
    if (!site || site.allowed !== undefined) return []
    const action: CodeAction = {
      title: sites.length === 1 ? ALLOW_TITLE : `${ALLOW_TITLE}: ${site.target ?? site.api}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnostics.filter((diagnostic) => diagnostic.source === SOURCE && fingerprintOf(diagnostic) === site.fingerprint),
    }
    const data: ActionData = { uri: analysis.uri, version: analysis.version, fingerprint: site.fingerprint, allow: true }
    if (features.resolvesEdits) return [{ ...action, data }]
    const edit = allowingEdit(analysis, index, features)
    return edit ? [{ ...action, edit }] : []
  })
}

function inserting(analysis: Analysis, offset: number, context: ActionContext): CodeAction[] {
  return SERVICES.flatMap((service): CodeAction[] => {
    if (!serviceOf(service).rewrites[analysis.language]) return []
    const replacement = insertionAt(analysis.source, analysis.report, offset, service, analysis.settings, context.read)
    if (!replacement) return []
    const data: ActionData = { uri: analysis.uri, version: analysis.version, insert: { offset, service } }
    return completed({ title: replacement.title, kind: INSERT_KIND }, data, replacement, analysis, context)
  })
}

/** The action with its edit, or without it for clients that ask later; disabled or left out where nothing can be applied. */
function completed(action: CodeAction, data: ActionData, replacement: Replacement, analysis: Analysis, context: ActionContext): CodeAction[] {
  const { features } = context
  const disabled = (reason: string): CodeAction[] => (features.disabledActions ? [{ ...action, disabled: { reason } }] : [])
  if (replacement.safety === 'refused') return disabled(replacement.remarks.map((remark) => remark.text).join('; '))
  const outcome = workspaceEditOf(replacement, analysis, features, context.versionOf)
  if ('reason' in outcome) return disabled(outcome.reason)
  const preferred = features.preferredActions && replacement.safety === 'safe' && data.fingerprint !== undefined ? { isPreferred: true } : {}
  const offered: CodeAction = { ...action, ...preferred }
  return [features.resolvesEdits ? { ...offered, data } : { ...offered, edit: outcome.edit }]
}

function replacementOf(fingerprint: string | undefined, analysis: Analysis, { read, list }: ActionContext): Replacement | undefined {
  const index = siteOf(fingerprint, analysis)
  return index < 0 ? undefined : replacementFor(analysis.source, analysis.report, index, analysis.settings, read, list)
}

function siteOf(fingerprint: string | undefined, { report }: Analysis): number {
  return report.sites.findIndex((site) => site.fingerprint === fingerprint)
}

function fingerprintOf(diagnostic: Diagnostic): string | undefined {
  const data: unknown = diagnostic.data
  return typeof data === 'object' && data !== null && 'fingerprint' in data && typeof data.fingerprint === 'string' ? data.fingerprint : undefined
}

function changed(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed and this mock is no longer there.')
}
