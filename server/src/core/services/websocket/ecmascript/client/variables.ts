import type { Assignment, Chain, Link, Value } from '../../../../model/facts.ts'
import { bindingsOf, usesOf } from '../../../../model/bindings.ts'
import { refuse } from '../draft.ts'
import { functionOf, helperName, helperOf } from '../functions.ts'
import { memberName } from '../sockets.ts'
import { type ClientWorld, chainOf, importedAs, isOneOf, makesServer, type Variable } from './world.ts'

type What = 'server' | 'connection'

/** Finds all variables that hold a server or a server's end of a connection: until nothing new comes to light. */
export function findVariables(world: ClientWorld): void {
  const { facts } = world.draft
  for (let before = -1; before !== world.servers.length + world.connections.length;) {
    before = world.servers.length + world.connections.length
    for (const assignment of facts.assignments) follow(world, assignment)
    for (const fact of facts.functions) {
      for (const parameter of fact.parameters) {
        const type = chainOf(world, parameter.annotation)
        const what = type && typeof type.root === 'string' && type.links.length === 0 ? importedAs(world, type.root, type.scope) : undefined
        if (what === 'server' || what === 'connection') note(world, what, { name: parameter.name, scope: fact.scope })
      }
    }
    for (const chain of facts.chains) listeners(world, chain)
  }
}

function follow(world: ClientWorld, assignment: Assignment): void {
  const [target] = assignment.targets
  if (!target || assignment.targets.length !== 1) return
  if (target.kind === 'object') {
    const given = givenBy(world, assignment.value)
    for (const { key, value } of target.entries) {
      const what = key === undefined ? undefined : given?.keys.get(key)
      if (what && value.kind === 'chain' && typeof value.root === 'string') noteName(world, what, value.root, value.scope, value)
    }
    return
  }
  const what = whatIs(world, assignment.value)
  if (!what || target.kind !== 'chain') return
  if (typeof target.root !== 'string' || target.links.length > 0) refuse(world.draft, target.span, 'give the server a variable of its own')
  else noteName(world, what, target.root, target.scope, target)
}

/** What a value is: a server, a connection, or neither. */
export function whatIs(world: ClientWorld, value: Value | undefined): What | undefined {
  const chain = chainOf(world, value)
  if (!chain || typeof chain.root !== 'string') return undefined
  if (makesServer(world, chain)) return 'server'
  if (chain.links.length === 0) {
    if (isOneOf(world, world.servers, chain.root, chain.scope)) return 'server'
    return isOneOf(world, world.connections, chain.root, chain.scope) ? 'connection' : undefined
  }
  if (isOneOf(world, world.servers, chain.root, chain.scope)) return isConnection(chain.links) ? 'connection' : undefined
  return givenBy(world, chain)?.self
}

/** `server.connected`, `server.clients()[0]`. */
function isConnection(links: readonly Link[]): boolean {
  const [first, second, third, ...rest] = links
  if (memberName(first) === 'connected') return second === undefined
  return memberName(first) === 'clients' && second?.kind === 'call' && third?.kind === 'index' && rest.length === 0
}

interface Given {
  readonly self: What | undefined
  readonly keys: ReadonlyMap<string, What>
}

/** What a call of a helper of this file gives: a server, or an object that holds some. */
function givenBy(world: ClientWorld, value: Value | undefined): Given | undefined {
  const { facts } = world.draft
  const chain = chainOf(world, value)
  const [link] = chain?.links ?? []
  if (!chain || typeof chain.root !== 'string' || chain.links.length !== 1 || link?.kind !== 'call') return undefined
  const index = helperOf(facts, chain.root, chain.scope)
  const fact = facts.functions[index]
  if (!fact) return undefined
  const results = facts.statements.flatMap((statement) => (statement.kind === 'return' && functionOf(facts, statement.scope) === index && statement.value ? [statement.value] : []))
  const keys = new Map<string, What>()
  let self: What | undefined
  for (const result of fact.value ? [fact.value] : results) {
    self ??= whatIs(world, result)
    if (result.kind === 'object') {
      for (const { key, value: held } of result.entries) {
        const what = whatIs(world, held)
        if (key !== undefined && what) keys.set(key, what)
      }
    }
  }
  return { self, keys }
}

/** Parameters of callbacks: `server.on('connection', (socket) => …)`. */
function listeners(world: ClientWorld, chain: Chain): void {
  const { facts } = world.draft
  if (typeof chain.root !== 'string' || !isOneOf(world, world.servers, chain.root, chain.scope)) return
  const links = chain.links[0]?.kind === 'member' && chain.links[0].name === 'server' ? chain.links.slice(1) : chain.links
  const [first, second] = links
  if (memberName(first) !== 'on' || second?.kind !== 'call') return
  const callback = second.call.arguments[1]?.value
  const index = callback?.kind === 'function' ? callback.function : callback?.kind === 'chain' && typeof callback.root === 'string' ? helperOf(facts, callback.root, callback.scope) : -1
  const fact = facts.functions[index]
  const event = second.call.arguments[0]?.value
  const parameter = fact?.parameters[0]
  if (fact && parameter && event?.kind === 'string' && event.text === 'connection') note(world, 'connection', { name: parameter.name, scope: fact.scope })
}

function noteName(world: ClientWorld, what: What, name: string, scope: number, at: Chain): void {
  const home = bindingsOf(world.draft.facts, name, scope)[0]?.scope
  if (home === undefined) refuse(world.draft, at.span, `\`${name}\` is declared elsewhere`)
  else note(world, what, { name, scope: home })
}

function note({ servers, connections }: ClientWorld, what: What, variable: Variable): void {
  const list = what === 'server' ? servers : connections
  if (!list.some(({ name, scope }) => name === variable.name && scope === variable.scope)) list.push(variable)
}

/** Whether a function of this file is exported. */
export function isExported({ draft: { facts, text } }: ClientWorld, index: number): boolean {
  const helper = helperName(facts, index)
  const statement = facts.statements[facts.functions[index]?.statement ?? -1]
  if (!helper || !statement) return false
  const isListed = usesOf(facts, helper.name, helper.scope).some(({ statement: at }) => facts.statements[at]?.kind === 'export')
  const { start } = statement.span
  return isListed || /^export\b/.test(text.slice(start, start + 10)) || /\bexport\s+(?:default\s+)?(?:async\s+)?$/.test(text.slice(Math.max(0, start - 40), facts.functions[index]?.span.start ?? start))
}
