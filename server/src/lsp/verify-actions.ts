import { CodeActionKind, CodeActionTriggerKind } from 'vscode-languageserver'
import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver'
import { serviceOf } from '../core/demock.ts'
import type { ServiceId } from '../core/model/finding.ts'
import { VERIFY_COMMAND } from '../protocol/messages.ts'
import type { VerifyParams } from '../protocol/messages.ts'
import type { ActionContext } from './action-data.ts'
import type { Analysis } from './analyses.ts'
import { positionOf } from './convert.ts'
import { rootsOf, safetyOf } from './convert-actions.ts'
import { SOURCE } from './diagnostics.ts'

/** Actions that convert and prove: the mock under the cursor, and all of its service in the file where there are more. Only safe replacements can be proven as they are. */
export function verifyActions(analysis: Analysis, sites: readonly number[], { context: { triggerKind, diagnostics } }: CodeActionParams, context: ActionContext): CodeAction[] {
  const { report, lines, uri, located } = analysis
  if (!context.verifies || located.folder === undefined || located.root.scheme !== 'file') return []
  const isSafe = (root: number): boolean => safetyOf(analysis, root, context) === 'safe'
  const roots = [...new Set(sites.flatMap((index) => report.sites[index]?.root ?? []))].filter((root) => report.sites[root]?.allowed === undefined && isSafe(root))
  const [first] = roots
  const site = first === undefined ? undefined : report.sites[first]
  const one = site && roots.length === 1 ? [action('Convert and verify this mock', { uri, service: site.service, place: positionOf(lines, site.span.start) }, diagnostics)] : []
  // What a light bulb asks at every move of the cursor must cost little: a file may hold hundreds of mocks.
  if (triggerKind === CodeActionTriggerKind.Automatic) return one
  const services = new Set(sites.map((index) => report.sites[index]?.service).filter((service): service is ServiceId => service !== undefined))
  const inFile = [...services].filter((service) => rootsOf(report, { service }).some((root) => !roots.includes(root) && isSafe(root)))
  return [...one, ...inFile.map((service) => action(`Convert and verify all ${serviceOf(service).title} mocks in this file`, { uri, service }, diagnostics))]
}

/** With the diagnostics that it is about, editors show it beside the other fixes of them. */
function action(title: string, params: VerifyParams, diagnostics: readonly Diagnostic[]): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, diagnostics: diagnostics.filter(({ source, code }) => source === SOURCE && code === `${params.service}-mock`), command: { title, command: VERIFY_COMMAND, arguments: [params] } }
}
