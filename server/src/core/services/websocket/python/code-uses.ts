/** What the code under test does with a socket that it is given, or that a test puts into one of its attributes: the members that it uses. */
import type { Argument, Call, Facts, FunctionFact, Value } from '../../../model/facts.ts'
import { usesOf } from '../../../model/bindings.ts'
import { textOf } from '../../../text/span.ts'
import type { Draft } from './draft.ts'
import { codeUnder, type Code } from './handed-to.ts'
import { isReal, type Stack } from './stacks/stack.ts'

/**
 * Members of sockets that the functions, classes and methods use on what the test hands them of that which `isDouble` knows; and on the attribute of that name.
 * Functions are looked up by their name alone: one that uses nothing which only sockets have is left out.
 */
export function usedByCode(draft: Draft, stacks: readonly Stack[], isDouble: (value: Value) => boolean, attribute: string | undefined): ReadonlySet<string> {
  const found = new Set<string>()
  const take = (members: ReadonlySet<string>): void => {
    if (![...members].some((member) => stacks.some((stack) => isOfSockets(stack, member)))) return
    for (const member of members) if (stacks.some((stack) => isReal(stack, member) || stack.proof.foreign.has(member))) found.add(member)
  }
  for (const call of draft.facts.calls) {
    for (const [index, argument] of call.arguments.entries()) {
      if (argument.spread === undefined && isDouble(argument.value)) for (const members of usesAt(draft, call, argument, index)) take(members)
    }
  }
  if (attribute !== undefined) for (const { facts } of codeUnder(draft)) if (facts !== draft.facts) take(attributesOf(facts).get(attribute) ?? new Set())
  return found
}

function isOfSockets({ sends, receives, accept, proof }: Stack, member: string): boolean {
  return sends[member] !== undefined || receives[member] !== undefined || member === accept || proof.own.has(member)
}

function usesAt(draft: Draft, call: Call, argument: Argument, index: number): readonly ReadonlySet<string>[] {
  const name = /(\w+)$/.exec(textOf(draft.text, call.callee))?.[1]
  if (name === undefined) return []
  return codeUnder(draft).flatMap((code) => {
    const { functions, classes } = code.facts
    const called = functions.filter((fact) => fact.form !== 'lambda' && (fact.name === name || (fact.name === '__init__' && classes[fact.class]?.name === name)))
    return called.map((fact) => usesIn(code, fact, argument.name, index))
  })
}

/** Members used on a parameter, and on the attribute of the instance that it is kept in. */
function usesIn({ facts }: Code, fact: FunctionFact, name: string | undefined, index: number): ReadonlySet<string> {
  const members = new Set<string>()
  const own = fact.class >= 0 && /^(?:self|cls)$/.test(fact.parameters[0]?.name ?? '') ? fact.parameters.slice(1) : fact.parameters
  const parameter = name === undefined ? own[index] : own.find((each) => each.name === name)
  if (!parameter || parameter.spread !== undefined) return members
  const uses = usesOf(facts, parameter.name, fact.scope)
  for (const { links: [first] } of uses) if (first?.kind === 'member') members.add(first.name)
  const starts = new Set(uses.filter(({ links }) => links.length === 0).map(({ span }) => span.start))
  for (const { value, targets: [target] } of facts.assignments) {
    if (!value || !starts.has(value.span.start) || target?.kind !== 'chain' || target.root !== 'self' || target.links.length !== 1 || target.links[0]?.kind !== 'member') continue
    for (const member of attributesOf(facts).get(target.links[0].name) ?? []) members.add(member)
  }
  return members
}

const attributesKnown = new WeakMap<Facts, ReadonlyMap<string, ReadonlySet<string>>>()

/** For each attribute of instances in a file, the members that are used on it: `self.ws.send_text`. */
function attributesOf(facts: Facts): ReadonlyMap<string, ReadonlySet<string>> {
  const known = attributesKnown.get(facts)
  if (known) return known
  const found = new Map<string, Set<string>>()
  for (const { root, links: [first, second] } of facts.chains) {
    if (root !== 'self' || first?.kind !== 'member' || second?.kind !== 'member') continue
    const members = found.get(first.name)
    if (members) members.add(second.name)
    else found.set(first.name, new Set([second.name]))
  }
  attributesKnown.set(facts, found)
  return found
}
