import type {
  Assignment, Binding, Call, Chain, ClassFact, Decorator, Facts, FunctionFact, Import, Problem, Scope, Statement, Value, WithItem,
} from '../../model/facts.ts'
import type { Span } from '../../text/span.ts'

export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The facts while they are collected. Slots of `chains` are reserved where a chain may begin; those that stay empty vanish at the end. */
export interface Building {
  readonly imports: Import[]
  readonly scopes: Mutable<Scope>[]
  readonly bindings: Binding[]
  readonly statements: Mutable<Statement>[]
  readonly assignments: Mutable<Assignment>[]
  readonly withItems: WithItem[]
  readonly functions: Mutable<FunctionFact>[]
  readonly classes: Mutable<ClassFact>[]
  readonly decorators: Mutable<Decorator>[]
  readonly chains: (Chain | undefined)[]
}

export function newBuilding(): Building {
  return { imports: [], scopes: [], bindings: [], statements: [], assignments: [], withItems: [], functions: [], classes: [], decorators: [], chains: [] }
}

/** A value that says nothing but where it is. */
export function literalAt(span: Span): Value {
  return { kind: 'literal', span }
}

/** Operands that something joins. */
export function compoundOf(span: Span, operands: readonly Value[]): Value {
  return { kind: 'compound', span, operands }
}

/** The finished facts: empty slots gone, calls listed outer before inner and pointing to their chains. */
export function finished(building: Building, comments: readonly Span[], problems: readonly Problem[]): Facts {
  const chains: Chain[] = []
  const calls: Call[] = []
  for (const chain of building.chains) {
    if (!chain) continue
    const index = chains.length
    chains.push(chain)
    for (let i = chain.links.length - 1; i >= 0; i--) {
      const link = chain.links[i]
      if (link?.kind !== 'call') continue
      const call: Mutable<Call> = link.call
      call.chain = index
      calls.push(call)
    }
  }
  return {
    language: 'ecmascript',
    imports: building.imports,
    scopes: building.scopes,
    bindings: building.bindings,
    statements: building.statements,
    assignments: building.assignments,
    withItems: building.withItems,
    functions: building.functions,
    classes: building.classes,
    decorators: building.decorators,
    chains,
    calls,
    comments,
    problems,
  }
}
