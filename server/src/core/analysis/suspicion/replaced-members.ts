import { bindingsOf, pathOf } from '../../model/bindings.ts'
import type { Binding, Call, Chain, Facts, Value } from '../../model/facts.ts'
import type { Ownership } from '../found.ts'
import { latest } from '../held.ts'
import type { Places } from '../places.ts'
import type { Resolver } from '../resolve.ts'
import { textPathOf } from '../text-paths.ts'
import { lastName, PLAIN_OBJECTS } from '../value-shapes.ts'
import { wordsOf } from '../words.ts'
import type { Candidate } from './candidate.ts'
import { functionForm, unwrapped } from './functions.ts'

/** Members to which functions are assigned in all good faith: handlers, hooks, options, statics. */
const HANDLER = /^_*(?:on(?!ce|ly|line)|before|after|handle|default|(?:prototype|constructor|exports|main|value|current)$)|(?:[Cc]allback|[Hh]andler|[Hh]ook|[Ll]istener|[Ff]unc|[Ff]unction|[Ff]actory|[Vv]alidator|[Rr]esolver|[Pp]redicate|[Cc]omparator|[Ff]ilter|_key|[Rr]educer|[Ss]erializer|[Ff]ormatter|[Mm]atcher|side_effect|return_value|[Mm]iddleware|Props|Type|\b_?(?:cb|fn|key))s?$/
/** Objects whose members are options or results rather than behaviour. */
const SETTINGS: ReadonlySet<string> = new Set([
  'conf', 'config', 'settings', 'options', 'opts', 'params', 'props', 'state', 'args', 'kwargs', 'context', 'ctx', 'headers', 'handlers', 'callbacks', 'events', 'module', 'exports',
  'instance', 'cls', 'defaults', 'globals', 'locals', 'env', 'registry', 'schema', 'argtypes',
])
/** Members that only doubles of a library have. */
const DOUBLE_MEMBER = /^(?:return_value|side_effect|assert_(?:called|not_called|any_call|has_calls|awaited|not_awaited|has_awaits)\w*|call_(?:args|count)|call_args_list|await_(?:args|count)|mock(?:Return|Resolved|Rejected|Implementation|Clear|Reset|Restore|_calls)\w*)$/
/** Other calls that give an object without behaviour of its own. */
const MAKERS: ReadonlySet<string> = new Set(['object', 'type', 'Object', 'Map', 'ModuleType', 'new_class'])
/** Bindings of one name that are looked at. */
const MOST_FOLLOWED = 8
const DOUBLE_WORDS: ReadonlySet<string> = new Set(['mock', 'mocked', 'mocks', 'fake', 'stub', 'dummy', 'spy', 'double', 'namespace'])

/** Functions of a test put in the place of members of real objects. */
export function replacementCandidates(facts: Facts, places: Places, resolver: Resolver, ownership: Ownership | undefined): Candidate[] {
  const candidates: Candidate[] = []
  const isReal = realityOf(facts, places, ownership)
  for (const { targets, value, annotation, operator, declaration, span } of facts.assignments) {
    const [target] = targets
    if (!value || annotation || operator !== '=' || declaration !== undefined || target?.kind !== 'chain' || targets.length > 1) continue
    const path = memberPath(target)
    const form = path && functionForm(value, facts)
    if (!path || form === undefined || isOrdinary(path, facts) || !isReal(target)) continue
    candidates.push(candidate(`${path.join('.')} = ${form}`, span, target.span, path.join('.'), textPathOf(target, resolver), target.scope))
  }
  for (const call of facts.calls) {
    const found = setAttribute(call, facts, isReal) ?? assignMembers(call, facts, isReal)
    if (found) candidates.push(found)
  }
  return candidates
}

function candidate(
  form: string, span: Candidate['span'], anchor: Candidate['anchor'], target: string, path: string | undefined, scope: number,
): Candidate {
  return { kind: 'patch', form, span, anchor, target, names: [], functions: [], values: [], types: [], scope, path: path ?? target, need: 'nothing' }
}

/** The names of a target made of members alone, at least one behind an object that is not the instance itself. */
function memberPath(target: Chain): readonly string[] | undefined {
  const path = pathOf(target)
  if (!path || path.length !== target.links.length + 1) return undefined
  const least = path[0] === 'self' || path[0] === 'cls' || path[0] === 'this' ? 3 : 2
  return path.length >= least ? path : undefined
}

function isOrdinary(path: readonly string[], facts: Facts): boolean {
  const member = path.at(-1) ?? ''
  if (HANDLER.test(member) || (facts.language === 'ecmascript' && /^[A-Z]/.test(member))) return true
  return path.slice(0, -1).some((name) => SETTINGS.has(name) || isDoubleName(name))
}

function isDoubleName(name: string): boolean {
  return wordsOf(name).some((word) => DOUBLE_WORDS.has(word))
}

type IsReal = (chain: Chain) => boolean

/** Whether the object at the beginning of a chain is a real one: imported, global, made by imported code or handed in, and no double. */
function realityOf(facts: Facts, places: Places, ownership: Ownership | undefined): IsReal {
  let configured: Map<Binding, string[]> | undefined
  const known = new Map<Binding, boolean>()
  const isHeld = (chain: Chain): boolean => {
    if (!ownership) return false
    for (let place = places.knownOn(chain); place && place.depth > 0; place = place.outer) {
      if (latest(ownership.held.get(place), chain.span.start) !== undefined) return true
    }
    return false
  }
  /** Paths of which the text configures or verifies a member, as of a double that comes from elsewhere, by what their first name is bound to. */
  const configuredPaths = (): ReadonlyMap<Binding, readonly string[]> => {
    if (configured) return configured
    configured = new Map()
    for (const chain of facts.chains) {
      const { root, links, scope } = chain
      if (typeof root !== 'string' || links.length === 0) continue
      const at = links.findIndex((link) => link.kind === 'member' && DOUBLE_MEMBER.test(link.name))
      const [binding] = at < 0 || isHeld(chain) ? [] : bindingsOf(facts, root, scope)
      if (!binding) continue
      const path = (pathOf(chain) ?? []).slice(0, at + 1).join('.')
      const known = configured.get(binding)
      if (known) known.push(path)
      else configured.set(binding, [path])
    }
    return configured
  }
  const isConfigured = (chain: Chain, root: string): boolean => {
    const owner = (pathOf(chain) ?? []).slice(0, -1).join('.')
    const [binding] = bindingsOf(facts, root, chain.scope)
    const paths = binding && configuredPaths().get(binding)
    return paths?.some((path) => path === owner || path.startsWith(`${owner}.`)) ?? false
  }
  const isMadeElsewhere = (value: Value | undefined, depth: number): boolean => {
    const inner = value && unwrapped(value)
    if (inner?.kind !== 'chain' || depth > 8 || pathOf(inner)?.some(isDoubleName)) return false
    const made = lastName(inner)
    if (made !== undefined && (PLAIN_OBJECTS.has(made) || MAKERS.has(made))) return false
    return typeof inner.root === 'string' && isRealName(inner, inner.root, depth + 1)
  }
  const isRealName = (chain: Chain, root: string, depth: number): boolean => {
    if (root === 'self' || root === 'this' || root === 'cls' || root === 'super') return chain.links.length > 1
    const bindings = bindingsOf(facts, root, chain.scope)
    if (bindings.length === 0) return true
    return bindings.slice(0, MOST_FOLLOWED).some((binding) => {
      const before = known.get(binding)
      if (before !== undefined) return before
      known.set(binding, false)
      const result = bindsReal(binding, depth)
      known.set(binding, result)
      return result
    })
  }
  const bindsReal = ({ kind, index }: Binding, depth: number): boolean => {
    if (kind === 'import') return true
    if (kind === 'parameter') return facts.functions[index]?.form !== 'lambda'
    if (kind === 'assignment') return isMadeElsewhere(facts.assignments[index]?.value, depth)
    return kind === 'with' && isMadeElsewhere(facts.withItems[index]?.context, depth)
  }
  return (chain) => {
    if (typeof chain.root !== 'string') return false
    return !isHeld(chain) && isRealName(chain, chain.root, 0) && !isConfigured(chain, chain.root)
  }
}

/** `setattr(client, "send", lambda …)`. */
function setAttribute(call: Call, facts: Facts, isReal: IsReal): Candidate | undefined {
  const chain = facts.chains[call.chain]
  if (facts.language !== 'python' || chain?.root !== 'setattr' || call.link !== 0 || call.arguments.length !== 3) return undefined
  const [object, name, value] = call.arguments.map((argument) => argument.value)
  if (object?.kind !== 'chain' || name?.kind !== 'string' || name.text === undefined || !value) return undefined
  const owner = pathOf(object)
  const form = functionForm(value, facts)
  if (!owner || owner.length !== object.links.length + 1 || form === undefined || owner[0] === 'self' && owner.length === 1) return undefined
  const path = [...owner, name.text]
  if (isOrdinary(path, facts) || !isReal(object)) return undefined
  return candidate(`setattr(${owner.join('.')}, …)`, call.span, call.callee, path.join('.'), undefined, call.scope)
}

/** `Object.assign(client, { send() {} })`. */
function assignMembers(call: Call, facts: Facts, isReal: IsReal): Candidate | undefined {
  const chain = facts.chains[call.chain]
  const member = chain?.links[0]
  if (chain?.root !== 'Object' || member?.kind !== 'member' || member.name !== 'assign' || call.link !== 1) return undefined
  const [object, source] = call.arguments.map((argument) => argument.value)
  if (object?.kind !== 'chain' || source?.kind !== 'object') return undefined
  const owner = pathOf(object)
  if (!owner || owner.length !== object.links.length + 1 || owner[0] === 'this' && owner.length === 1) return undefined
  const functions = source.entries.flatMap(({ key, value }) => (key !== undefined && functionForm(value, facts) !== undefined ? [key] : []))
  const [first] = functions
  if (first === undefined || isOrdinary([...owner, first], facts) || !isReal(object)) return undefined
  return candidate(`Object.assign(${owner.join('.')}, …)`, call.span, call.callee, `${owner.join('.')}.${first}`, undefined, call.scope)
}
