import type { Chain, Link, Value } from '../../model/facts.ts'
import { isPlainDouble, unwrapped, type Judged } from './judged.ts'

/** What a test told the calls of its doubles to give: the values by site and by the names that lead to the call, `0:find`. */
export type ToldResults = ReadonlyMap<string, readonly Value[]>

/** Members that tell a result by their argument. Source: jestjs.io, vitest.dev, sinonjs.org. */
const TELLING: ReadonlySet<string> = new Set([
  'mockReturnValue', 'mockReturnValueOnce', 'mockResolvedValue', 'mockResolvedValueOnce', 'returns', 'resolves',
])
const IMPLEMENTING: ReadonlySet<string> = new Set(['mockImplementation', 'mockImplementationOnce', 'callsFake'])

/** Collects them; spies that call through and hand-written doubles are left out, for their results may be real. */
export function toldResults(judged: Judged): ToldResults {
  const { facts, uses, ownership: { found } } = judged
  const told = new Map<string, Value[]>()
  const tell = (key: string | undefined, value: Value | undefined): void => {
    if (key === undefined || !value) return
    const values = told.get(key)
    if (values) values.push(value)
    else told.set(key, [value])
  }
  const python = facts.language === 'python'
  for (const { targets, value } of python ? facts.assignments : []) {
    for (const target of targets) {
      if (target.kind !== 'chain') continue
      const key = resultKey(target, target.links.length, judged)
      if (key?.endsWith('.return_value')) tell(key.slice(0, -'.return_value'.length), value)
    }
  }
  for (const { chain, site, rest } of uses.chains.values()) {
    const own = found[site]
    if (!own || !isStandIn(site, judged)) continue
    if (rest === -1 && own.call) {
      const key = `${site}:`
      if (python) tell(key, own.call.arguments.find(({ name }) => name === 'return_value')?.value)
      else if (own.kind === 'double') tell(key, resultOf(own.call.arguments[0]?.value, judged))
      toldBy(chain, own.call.link + 1, (_, value) => tell(key, value), judged)
    } else if (!python) {
      toldBy(chain, rest, (at, value) => tell(resultKey(chain, at, judged), value), judged)
    }
  }
  return told
}

/** The key of what a chain's first `end` links name: of `ws.get().find`, the site of `ws` with `.get.return_value.find`. */
export function resultKey(chain: Chain, end: number, judged: Judged): string | undefined {
  const use = judged.uses.chains.get(chain)
  if (!use || use.rest < 0 || use.rest > end || !isStandIn(use.site, judged)) return undefined
  let key = `${use.site}:`
  for (let i = use.rest; i < end; i++) {
    const link: Link | undefined = chain.links[i]
    if (link?.kind === 'index') return undefined
    key += link?.kind === 'member' ? `.${link.name}` : '.return_value'
  }
  return key
}

function isStandIn(site: number, { ownership: { found } }: Judged): boolean {
  return isPlainDouble(found[site]) || found[site]?.kind === 'patch'
}

function toldBy(chain: Chain, from: number, tell: (at: number, value: Value | undefined) => void, judged: Judged): void {
  for (let i = from; i + 1 < chain.links.length; i++) {
    const member = chain.links[i]
    const call = chain.links[i + 1]
    if (member?.kind !== 'member') return
    if (call?.kind !== 'call') continue
    const [argument] = call.call.arguments
    if (TELLING.has(member.name)) tell(Math.max(i, 0), argument?.value)
    else if (IMPLEMENTING.has(member.name)) tell(i, resultOf(argument?.value, judged))
    return
  }
}

/** The one value that an arrow function without a block gives. */
function resultOf(value: Value | undefined, { facts }: Judged): Value | undefined {
  const result = value?.kind === 'function' ? facts.functions[value.function]?.value : undefined
  return result && unwrapped(result)
}
