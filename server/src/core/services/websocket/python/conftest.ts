/** The users of a fixture that a conftest.py defines: tests and fixtures of other files. */
import type { FunctionFact } from '../../../model/facts.ts'
import { applyEdits, findOverlap } from '../../../text/edits.ts'
import { isFixture } from './creation.ts'
import { newDraft, refuse, type Draft } from './draft.ts'
import { finishFile } from './finishing.ts'
import { foldersOf } from './pytest-settings.ts'
import type { Support } from './support.ts'

/** Converts every file in which the fixture is known; refuses as a whole when one of them cannot be converted. */
export function convertOtherFiles(draft: Draft, fixture: FunctionFact, name: string, support: Support, convert: (inner: Draft, support: Support) => void): void {
  const folder = foldersOf(draft.report.path)[0] ?? ''
  const at = fixture.nameSpan ?? fixture.span
  const files = draft.usersOf?.(folder, name)
  if (!files) return refuse(draft, at, `tests of other files may use ${name}, and it is not known which: convert it where the whole folder can be seen`)
  const inner = files.filter(({ report }) => report.path !== draft.report.path).map((file) => newDraft(file.text, file.report, draft.read, draft.stack))
  const hiding = inner.filter((each) => definesFixture(each, name))
  for (const each of inner) {
    const isHidden = hiding.some((other) => other === each || (other.report.path.endsWith('conftest.py') && foldersOf(each.report.path).includes(foldersOf(other.report.path)[0] ?? '')))
    if (!isHidden) convertFile(draft, each, at, name, support, convert)
    else if (hiding.includes(each) && takes(each, name, true)) refuse(draft, at, `${each.report.path} defines a fixture ${name} that takes this one`)
  }
}

function convertFile(draft: Draft, inner: Draft, at: FunctionFact['span'], name: string, support: Support, convert: (inner: Draft, support: Support) => void): void {
  if (!takes(inner, name, false) && !new RegExp(`["']${name}["']`).test(inner.text)) {
    if (inner.facts.imports.some(({ imported }) => imported === name)) refuse(draft, at, `${inner.report.path} imports ${name}`)
    return
  }
  const own = { ...support, module: support.moduleIn(inner.report.path) }
  convert(inner, own)
  finishFile(inner, own.module)
  const overlap = inner.refusals.length === 0 ? findOverlap(inner.edits) : undefined
  if (overlap) refuse(draft, at, `${inner.report.path}: two of its uses stand inside one another`)
  for (const { text } of inner.refusals) refuse(draft, at, `${inner.report.path}: ${text}`)
  for (const { text } of inner.remarks) draft.remarks.push({ span: at, text: `${inner.report.path}: ${text}` })
  for (const each of inner.fixtures) draft.fixtures.add(each)
  if (!overlap && inner.refusals.length === 0 && inner.edits.length > 0) draft.files.push({ path: inner.report.path, expected: inner.text, text: applyEdits(inner.text, inner.edits) })
}

function definesFixture(draft: Draft, name: string): boolean {
  return draft.facts.functions.some((fact, index) => fact.name === name && isFixture(draft, index))
}

/** Whether a test or fixture takes it; `own`: whether the fixture of the same name does. */
function takes(draft: Draft, name: string, own: boolean): boolean {
  return draft.facts.functions.some((fact) => (fact.name === name) === own && fact.parameters.some((parameter) => parameter.name === name))
}
