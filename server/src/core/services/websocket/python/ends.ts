/** The two ends of the connection, as the code of one function writes them. */
import type { Assignment, Chain, Facts } from '../../../model/facts.ts'
import { usesOf } from '../../../model/bindings.ts'
import { membersOf } from './draft.ts'
import { sameAsCalled, VERIFICATIONS } from './members.ts'
import type { Stack } from './stacks/stack.ts'

export interface Ends {
  /** Index of the function. */
  readonly function: number
  /** The double's name there, and the scope that binds it. */
  readonly name: string
  readonly server: string
  readonly client: string
  readonly uses: readonly Chain[]
  /** Arguments of the opening call, by name, without those that the stack always gives. */
  readonly options: Map<string, string>
  /** What the double gave to receive: moved to where the handler is run. */
  readonly scripts: Script[]
  /** Statements that say that the connection is over, and which end closed it. */
  readonly hungUp: { readonly statement: number, readonly byNear: boolean }[]
  /** Statements that stand right behind the opening call. */
  readonly opened: string[]
  /** Offset behind which sends fail, or -1. */
  failsAt: number
}

export interface Script {
  readonly statement: number
  readonly member: string
  /** The messages as a Python list. */
  readonly messages: string
  /** Whether they are written over several lines, and so keep a place of their own. */
  readonly long: boolean
  /** Arguments of play() behind the messages. */
  readonly ending: string
  /** What the user must check, when the double behaved in another way. */
  readonly doubt: string | undefined
}

export function endsOf(facts: Facts, index: number, name: string, scope: number, server: string, client: string): Ends {
  return { function: index, name, server, client, uses: usesOf(facts, name, scope), options: new Map(), scripts: [], hungUp: [], opened: [], failsAt: -1 }
}

/** The assignment that a chain is the only target of. */
export function assignmentTo(facts: Facts, chain: Chain): Assignment | undefined {
  return assignmentsOf(facts, chain.statement).find(({ targets }) => targets.length === 1 && targets[0]?.span.start === chain.span.start && targets[0].span.end === chain.span.end)
}

const assignmentsByStatement = new WeakMap<Facts, Map<number, Assignment[]>>()

export function assignmentsOf(facts: Facts, statement: number): readonly Assignment[] {
  let known = assignmentsByStatement.get(facts)
  if (!known) {
    known = new Map()
    for (const assignment of facts.assignments) {
      const there = known.get(assignment.statement)
      if (there) there.push(assignment)
      else known.set(assignment.statement, [assignment])
    }
    assignmentsByStatement.set(facts, known)
  }
  return known.get(statement) ?? []
}

/** What the test says about the connection by its verifications. */
export function verified(stack: Stack, ends: Ends): { readonly accepted: boolean, readonly sent: boolean, readonly kinds: ReadonlySet<string> } {
  let accepted = false
  let sent = false
  const kinds = new Set<string>()
  for (const chain of ends.uses) {
    const [member, check] = membersOf(chain)
    if (member === undefined || check === undefined || !VERIFICATIONS.has(check)) continue
    const positive = sameAsCalled(check) !== 'assert_not_called'
    if (member === stack.accept && positive) accepted = true
    if (stack.logs?.[member] !== undefined && positive) sent = true
    if (stack.sends[member] !== undefined) {
      kinds.add(member)
      if (positive) sent = true
    }
  }
  return { accepted, sent, kinds }
}

/** A name for the far end that is not taken. */
export function clientName(stack: Stack, name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/^_?(?:mock|fake|stub)_(?=.)|_(?:mock|fake|stub)$/g, '')
  const base = `${stem}_${stack.farEnd}`
  return taken.has(base) ? `${stem}_far_end` : base
}
