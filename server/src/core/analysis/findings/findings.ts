import type { Finding, FindingCode } from '../../model/finding.ts'
import type { Settings } from '../../model/settings.ts'
import { inOrder } from '../order.ts'
import { idleDoubles } from './idle-doubles.ts'
import { idleFakes } from './idle-fakes.ts'
import { idlePatches } from './idle-patches.ts'
import type { Judged } from './judged.ts'
import { mockOnlyTests } from './mock-only-tests.ts'
import { noOpPatches } from './no-op-patches.ts'
import { selfFulfilling } from './self-fulfilling.ts'
import { vacuousInEcmascript } from './vacuous-ecmascript.ts'
import { vacuousInPython } from './vacuous-python.ts'

/** The rules, each with the codes it may give. */
const RULES: readonly { readonly codes: readonly FindingCode[]; readonly find: (judged: Judged) => Finding[] }[] = [
  { codes: ['unused-double', 'dead-double'], find: idleDoubles },
  { codes: ['unused-double'], find: idlePatches },
  { codes: ['unused-double'], find: idleFakes },
  { codes: ['vacuous-verification'], find: (judged) => (judged.facts.language === 'python' ? vacuousInPython(judged) : vacuousInEcmascript(judged)) },
  { codes: ['no-op-patch'], find: noOpPatches },
  { codes: ['mock-only-test'], find: mockOnlyTests },
  { codes: ['self-fulfilling-assertion'], find: selfFulfilling },
]

/** What is wrong with the sites of a file and the tests around them, in source order; a code that the settings put off is not looked for. */
export function findingsOf(judged: Judged, settings: Settings): Finding[] {
  const on = (code: FindingCode): boolean => settings.findings[code] !== 'off'
  const findings = RULES.filter(({ codes }) => codes.some(on)).flatMap(({ find }) => find(judged)).filter(({ code }) => on(code))
  return inOrder(findings, (a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}
