import type { Finding } from '../../model/finding.ts'
import type { Found } from '../found.ts'
import { finding, type Judged } from './judged.ts'

/** Patches whose target the workspace surely does not have. What is not of the workspace (the standard library, packages) is never judged. */
export function noOpPatches({ path, ownership: { found }, targets, surroundings }: Judged): Finding[] {
  const findings: Finding[] = []
  found.forEach((site, index) => {
    const text = named(site)
    if (text === undefined || targets[index] === undefined || surroundings.has(path, text) !== 'no') return
    const message = `There is no ${text} in this workspace, so this replaces nothing that the code under test uses: patch the name where it is looked up.`
    findings.push(finding('no-op-patch', site.call?.arguments[0]?.value.span ?? site.anchor, index, message))
  })
  return findings
}

/** The target that a patch names by a string; undefined when it may make what is not there (`create=True`, `raising=False`). */
function named({ kind, api: { replaces }, call }: Found): string | undefined {
  if ((kind !== 'patch' && kind !== 'spy') || !call || !replaces) return undefined
  const [first, second] = call.arguments
  if (first?.value.kind !== 'string' || first.value.text === undefined) return undefined
  if (call.arguments.some(({ name }) => name === 'create' || name === 'raising')) return undefined
  if (replaces === 'path') return isDotted(first.value.text) ? first.value.text : undefined
  if (replaces === 'member') return second?.value.kind !== 'string' && isDotted(first.value.text) ? first.value.text : undefined
  return undefined
}

function isDotted(text: string): boolean {
  return /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(text)
}
