import type { Finding } from '../../model/finding.ts'
import { bindingsOf } from '../../model/bindings.ts'
import { finding, occurrencesOf, type Judged } from './judged.ts'

/** Only `unittest.mock.patch` waits to be started; the fixtures of pytest and the functions of JavaScript libraries patch at once. */
const WAITING = 'unittest-mock'

/** Patchers of `unittest.mock` that are never started, neither by `start()`, `with` nor as a decorator: they replace nothing. */
export function idlePatches({ facts, text, ownership: { found }, uses }: Judged): Finding[] {
  if (facts.language !== 'python') return []
  const findings: Finding[] = []
  const tell = (site: number, what: string): void => {
    const anchor = found[site]?.anchor
    const message = `${what} is never started, so it replaces nothing: use it in a with statement or as a decorator, or call start().`
    if (anchor) findings.push(finding('unused-double', anchor, site, message))
  }
  const waits = (site: number): boolean => {
    const { library, kind, name, chain, call, decorator } = found[site] ?? {}
    return library?.id === WAITING && (kind === 'patch' || kind === 'env') && decorator === -1 && name?.includes('.patch') === true
      && chain !== undefined && chain.links.length - 1 === call?.link
  }
  for (const { kind, value } of facts.statements) {
    const use = kind === 'expression' && value?.kind === 'chain' ? uses.chains.get(value) : undefined
    if (use?.rest === -1 && waits(use.site)) tell(use.site, 'This patch')
  }
  for (const { targets: [target, second], value, scope } of facts.assignments) {
    const use = value?.kind === 'chain' && !second ? uses.chains.get(value) : undefined
    if (use?.rest !== -1 || !waits(use.site) || target?.kind !== 'chain' || target.links.length > 0 || typeof target.root !== 'string') continue
    const home = facts.scopes[bindingsOf(facts, target.root, scope)[0]?.scope ?? -1]
    if (home?.kind === 'function' && occurrencesOf(target.root, text, home.span, 2, facts) === 1) tell(use.site, target.root)
  }
  return findings
}
