import { CodeActionKind, CodeActionTriggerKind } from 'vscode-languageserver'
import type { CodeAction, CodeActionParams } from 'vscode-languageserver'
import { convertAll } from '../core/convert-all.ts'
import { replacementFor, serviceOf, testAt } from '../core/demock.ts'
import type { Conversion } from '../core/model/conversion.ts'
import { SERVICES } from '../core/model/finding.ts'
import type { Site } from '../core/model/finding.ts'
import type { FileChange, Safety } from '../core/model/replacement.ts'
import type { FileReport } from '../core/model/report.ts'
import { editsBetween } from '../core/text/line-diff.ts'
import type { Analysis } from './analyses.ts'
import type { ActionContext, ActionData, ConvertScope } from './action-data.ts'
import { rangeOf } from './convert.ts'
import { SOURCE } from './diagnostics.ts'
import { markedEditOf } from './workspace-edit.ts'
import type { MarkedChanges, Outcome } from './workspace-edit.ts'

/** Kind of the actions that replace several mocks, where no mock is under the cursor; under one they are quick fixes. */
export const CONVERT_KIND = `${CodeActionKind.RefactorRewrite}.demock`

/** Kind of the action that replaces every mock of a file whose replacement is safe. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.demock`

/** Where actions are asked for. */
export interface ConvertPlace {
  readonly kind: string
  readonly offset: number
  /** Indexes of the sites that the cursor is on: they have an action of their own. */
  readonly sites: readonly number[]
  readonly params: CodeActionParams
}

/** Actions for all mocks of the test and of the file, of the services that the cursor is on, or else of all; each where it does more than the ones beside it. */
export function convertActions(analysis: Analysis, { kind, offset, sites, params }: ConvertPlace, context: ActionContext): CodeAction[] {
  const { report, language } = analysis
  const at = new Set(sites.map((index) => report.sites[index]?.service))
  const test = sites.length > 0 ? report.sites[sites[0] ?? -1]?.test : testAt(report, offset)
  const own = new Set(sites.map((index) => report.sites[index]?.root))
  // What a light bulb asks at every move of the cursor must cost little: a file may hold hundreds of mocks.
  const isInvoked = params.context.triggerKind !== CodeActionTriggerKind.Automatic
  return SERVICES.flatMap((service): CodeAction[] => {
    if (!serviceOf(service).rewrites[language] || (sites.length > 0 && !at.has(service))) return []
    const inTest = test === undefined ? [] : rootsOf(report, { service, test })
    const inFile = test === undefined && sites.length === 0 ? [] : rootsOf(report, { service })
    const offers = (roots: readonly number[], but: ReadonlySet<number | undefined>): boolean => roots.some((root) => !but.has(root) && isConvertible(analysis, root, context))
    const action = (where: string, scope: ConvertScope): CodeAction[] => completed({
      title: `Convert all ${serviceOf(service).title} mocks in this ${where}`,
      kind,
      ...(kind === CodeActionKind.QuickFix ? { diagnostics: params.context.diagnostics.filter(({ source, code }) => source === SOURCE && code === `${service}-mock`) } : {}),
    }, scope, analysis, context)
    return [
      ...(test !== undefined && offers(inTest, own) ? action('test', { service, test }) : []),
      ...(isInvoked && offers(inFile, new Set([...own, ...inTest])) ? action('file', { service }) : []),
    ]
  })
}

/** The answer to a client that asks for source actions: one that replaces every mock whose replacement is safe, or none. Undefined when it asks for others. */
export function fixAllActions(analysis: Analysis, { context: { only } }: CodeActionParams, context: ActionContext): CodeAction[] | undefined {
  if (!only?.some((kind) => kind === CodeActionKind.Source || kind === CodeActionKind.SourceFixAll || kind === FIX_ALL_KIND)) return undefined
  const isSafe = rootsOf(analysis.report, {}).some((root) => safetyOf(analysis, root, context) === 'safe')
  return isSafe ? completed({ title: 'Convert all mocks that need no review', kind: FIX_ALL_KIND }, {}, analysis, context) : []
}

/** The edit of an action, from the text as it is now; undefined when nothing is left to be replaced. */
export function convertEdit(analysis: Analysis, scope: ConvertScope, context: ActionContext): Outcome | undefined {
  const safe = converted(analysis, scope, false, context)
  const needsMore = scope.service !== undefined && context.features.changeAnnotations && safe.outcomes.some(({ safety }) => safety === 'review')
  const changes = changesOf(analysis, safe, needsMore ? converted(analysis, scope, true, context) : safe)
  return changes.edits.length === 0 ? undefined : markedEditOf(changes, analysis, context.features, context.versionOf)
}

function converted({ source, settings, report }: Analysis, scope: ConvertScope, review: boolean, { read, list, surroundings, today }: ActionContext): Conversion {
  return convertAll({ source, settings, report, read, list, review, today, surroundings: surroundings(), wanted: (site) => isIn(site, scope) })
}

/**
 * The changes that make the text of `full`. Where the safe ones can be told apart, the others alone need to be confirmed: without them the text is that of `safe`.
 * Where both change the same lines, all need to be.
 */
function changesOf({ source: { text }, lines }: Analysis, safe: Conversion, full: Conversion): MarkedChanges {
  const keyOf = ({ span, text: inserted }: { readonly span: { readonly start: number; readonly end: number }; readonly text: string }): string => `${span.start}:${span.end}:${inserted}`
  const safeEdits = safe === full ? [] : editsBetween(text, safe.text)
  const edits = editsBetween(text, full.text)
  const keys = new Set(edits.map(keyOf))
  const apart = safeEdits.every((edit) => keys.has(keyOf(edit))) && safe.files.every((file) => full.files.some((other) => isSame(file, other)))
  const unmarked = new Set(apart ? safeEdits.map(keyOf) : [])
  return {
    edits: edits.map((edit) => ({ range: rangeOf(lines, edit.span), newText: edit.text, review: safe !== full && !unmarked.has(keyOf(edit)) })),
    files: full.files.map((file) => ({ ...file, review: safe !== full && !(apart && safe.files.some((other) => isSame(file, other))) })),
    installs: full.installs,
    description: [...new Set(full.outcomes.flatMap(({ safety, reasons }) => (safety === 'review' ? reasons : [])))].join(' · '),
  }
}

function isSame(a: FileChange, b: FileChange): boolean {
  return a.path === b.path && a.expected === b.expected && a.text === b.text
}

function isIn(site: Site, { service, test }: ConvertScope): boolean {
  return (service === undefined || site.service === service) && (test === undefined || site.test === test)
}

/** The roots of the sites of a scope that no directive allows. */
export function rootsOf({ sites }: FileReport, scope: ConvertScope): number[] {
  return [...new Set(sites.flatMap((site) => (isIn(site, scope) && site.allowed === undefined && sites[site.root]?.allowed === undefined ? [site.root] : [])))]
}

function isConvertible(analysis: Analysis, root: number, context: ActionContext): boolean {
  const safety = safetyOf(analysis, root, context)
  return safety === 'safe' || (safety === 'review' && context.features.changeAnnotations)
}

const SAFETIES = new WeakMap<FileReport, Map<number, Safety>>()

/** Whether a mock (by the index of its root) can be replaced. Kept for a version of the text: it only decides what is offered, and the edit is computed anew. */
export function safetyOf({ source, report, settings, language }: Analysis, root: number, { read, list }: ActionContext): Safety {
  const site = report.sites[root]
  if (!site || !serviceOf(site.service).rewrites[language]) return 'refused'
  const known = SAFETIES.get(report) ?? new Map<number, Safety>()
  SAFETIES.set(report, known)
  const safety = known.get(root) ?? replacementFor(source, report, root, settings, read, list).safety
  known.set(root, safety)
  return safety
}

/** The action with its edit, or without it for clients that ask later; disabled or left out where nothing can be applied. */
function completed(action: CodeAction, convert: ConvertScope, analysis: Analysis, context: ActionContext): CodeAction[] {
  const { features } = context
  const data: ActionData = { uri: analysis.uri, version: analysis.version, convert }
  if (features.resolvesEdits) return [{ ...action, data }]
  const outcome = convertEdit(analysis, convert, context)
  if (!outcome) return []
  if ('edit' in outcome) return [{ ...action, edit: outcome.edit }]
  return features.disabledActions ? [{ ...action, disabled: { reason: outcome.reason } }] : []
}
