import type { Call, Chain, Facts, FunctionFact, Value } from '../model/facts.ts'
import { bindingsOf, pathOf } from '../model/bindings.ts'
import type { Ownership } from './found.ts'
import { namingOf } from './naming.ts'
import type { Use, Uses } from './references.ts'
import type { Resolver } from './resolve.ts'
import { lastName, pathBehindCast } from './value-shapes.ts'

/** Where a double goes as an argument, or over which member it is assigned. */
export interface Handing {
  /** Name of the parameter, keyword, key or member that takes it; undefined when it is not told. */
  readonly parameter: string | undefined
  /** The class, or else the function, that takes it: `ConnectionManager` of `manager.connect(ws)`. */
  readonly taker: string | undefined
  /** The call, and the position or keyword of the argument; undefined where it is assigned, or in an object. */
  readonly call?: Call
  readonly at?: number | string
  /** Path of the hand-made module that it is put into. */
  readonly into?: string
  /** Path in the object that it is a part of: `octokit.rest.issues` of `octokit = { rest: { issues } }`. */
  readonly part?: string
}

export interface HandedInput {
  readonly facts: Facts
  readonly ownership: Ownership
  readonly uses: Uses
  readonly resolver: Resolver
}

/** Where each root is handed to, found for all of them when the first is asked for. */
export function handingsOf(input: HandedInput): (root: number) => readonly Handing[] {
  let known: ReadonlyMap<number, readonly Handing[]> | undefined
  return (root) => (known ??= collected(input)).get(root) ?? NONE
}

const NONE: readonly Handing[] = []
const NOTHING_MORE: More = {}
/** More say nothing new. */
const MOST = 6
const MAX_DEPTH = 3
type More = Pick<Handing, 'into' | 'part' | 'call' | 'at'>
type ObjectValue = Extract<Value, { kind: 'object' }>

function collected({ facts, ownership, uses, resolver }: HandedInput): Map<number, Handing[]> {
  const handings = new Map<number, Handing[]>()
  const functionNames = new Set(facts.functions.flatMap(({ name, class: of }) => (name !== undefined && of < 0 ? [name] : [])))
  const functionOf = ({ root, scope }: Chain): FunctionFact | undefined => {
    const binding = typeof root === 'string' && functionNames.has(root) ? bindingsOf(facts, root, scope).findLast(({ kind }) => kind === 'function') : undefined
    return binding && facts.functions[binding.index]
  }
  const note = (value: Value, call: Call | undefined, parameter: string | undefined, more: More = NOTHING_MORE): void => {
    const inner = value.kind === 'compound' ? value.operands[0] : value
    const use = inner?.kind === 'chain' ? uses.chains.get(inner) : undefined
    if (!use || !isWhole(use)) return
    const root = ownership.roots[use.site] ?? use.site
    if (root !== use.site) return
    const list = handings.get(root) ?? []
    if (list.length >= MOST) return
    handings.set(root, list)
    list.push({ parameter, taker: call && takerOf(facts.chains[call.chain], call, resolver), ...more })
  }
  /** `fetchUser({ request: { get: vi.fn() } })` hands over a request: what is in an object within has the name of that object. */
  const noteEntries = (entries: ObjectValue['entries'], call: Call, around: string | undefined, depth: number): void => {
    for (const { key, value } of entries) {
      if (value.kind === 'object' && depth < MAX_DEPTH) noteEntries(value.entries, call, key, depth + 1)
      else {
        note(value, call, key)
        if (around !== undefined) note(value, call, around)
      }
    }
  }
  for (const call of facts.calls) {
    for (let position = 0; position < call.arguments.length; position++) {
      const argument = call.arguments[position]
      if (!argument) continue
      const { value, name } = argument
      if (value.kind === 'object') noteEntries(value.entries, call, undefined, 0)
      else {
        const callee = facts.chains[call.chain]
        const own = callee && call.link === 0 ? functionOf(callee) : undefined
        note(value, call, name ?? own?.parameters[position]?.name, own || argument.spread !== undefined ? NOTHING_MORE : { call, at: name ?? position })
      }
    }
  }
  /** What an object that is given a name is made of. */
  const noteParts = (entries: ObjectValue['entries'], path: string, depth: number): void => {
    for (const { key, value } of entries) {
      const part = `${path}.${key ?? ''}`
      if (value.kind === 'object' && depth < MAX_DEPTH) noteParts(value.entries, part, depth + 1)
      else if (value.kind === 'chain' && value.links.length === 0) note(value, undefined, undefined, { part })
    }
  }
  let modules: ReadonlyMap<string, string> | undefined
  for (const { targets, value } of facts.assignments) {
    const [target] = targets
    if (value?.kind === 'object' && target?.kind === 'chain' && target.links.every(({ kind }) => kind === 'member') && uses.chains.size > 0) {
      const path = pathOf(target)?.join('.') ?? pathBehindCast(target)
      const of = path === undefined ? undefined : resolver.classOf(path.slice(0, path.indexOf('.')), target.scope)
      if (path !== undefined) noteParts(value.entries, of === undefined ? path : `${of}.${path}`, 0)
      continue
    }
    const over = target?.kind === 'chain' ? target.links.at(-1) : undefined
    if (!value || target?.kind !== 'chain' || over?.kind !== 'member') continue
    modules ??= modulesMade(facts)
    const module = modules.size > 0 ? modules.get(pathOf(target)?.slice(0, -1).join('.') ?? '') : undefined
    note(value, undefined, over.name, module === undefined ? NOTHING_MORE : { into: `${module}.${over.name}` })
  }
  return handings
}

/** Paths of modules by the names that hold them: `storage` of `storage = types.ModuleType('google.cloud.storage')`. */
function modulesMade(facts: Facts): ReadonlyMap<string, string> {
  const modules = new Map<string, string>()
  if (facts.language !== 'python') return modules
  for (const { targets: [target], value } of facts.assignments) {
    if (value?.kind !== 'chain' || target?.kind !== 'chain' || lastName(value) !== 'ModuleType') continue
    const call = value.links.at(-1)
    const name = call?.kind === 'call' ? call.call.arguments[0]?.value : undefined
    if (name?.kind === 'string' && name.text !== undefined) modules.set(pathOf(target)?.join('.') ?? '', name.text)
  }
  return modules
}

/** Whether nothing is taken from the double where it is handed on. */
export function isWhole({ chain, rest }: Use): boolean {
  return rest < 0 ? chain.links.at(-1)?.kind === 'call' : rest >= chain.links.length
}

function takerOf(callee: Chain | undefined, call: Call, resolver: Resolver): string | undefined {
  if (!callee) return undefined
  const path = pathOf(callee)
  if (!path || typeof callee.root !== 'string') return undefined
  const names = path.slice(0, call.link + 1)
  if (names.length < 2) return names[0]
  const of = resolver.classOf(callee.root, callee.scope)
  return of === undefined ? names.findLast(startsLarge) : of.slice(of.lastIndexOf('.') + 1)
}

function startsLarge(name: string): boolean {
  const code = name.charCodeAt(0)
  return code >= 65 && code <= 90
}

/** Last words of names that say what a double is for another thing, and leave open what it is. */
const ROLES: ReadonlySet<string> = new Set(['client', 'connection', 'conn', 'pool', 'driver', 'sdk', 'transport', 'engine', 'socket', 'channel', 'session'])

/** Whether a name says only the part it plays for its taker: the `client` of a `QdrantVectorStore` is a Qdrant client. */
export function isRole(name: string): boolean {
  const { words } = namingOf(name)
  return words.length <= 1 && ROLES.has(words[0] ?? '')
}

/** Whether a name is that of a client, a connection and the like: `get_client`, `RedisPool`. */
export function endsInRole(name: string): boolean {
  return ROLES.has(namingOf(name).words.at(-1) ?? '')
}
