import type {
  Argument, Assignment, Binding, Chain, ClassFact, Decorator, Entry, FunctionFact, Import, Link, Parameter, Problem, Scope, Statement, Value, WithItem,
} from '../../model/facts.ts'

/** Facts under construction: the same objects as in the model, with the properties that become known later. */
export type Open<T> = { -readonly [K in keyof T]: T[K] }
export interface OpenSpan {
  start: number
  end: number
}
export interface OpenChain extends Chain {
  span: OpenSpan
  links: Link[]
}
export interface OpenStatement extends Open<Statement> {
  span: OpenSpan
}
export interface OpenScope extends Scope {
  span: OpenSpan
}
export interface OpenAssignment extends Open<Assignment> {
  span: OpenSpan
  targets: Value[]
}
export interface OpenFunction extends Open<FunctionFact> {
  span: OpenSpan
  parametersSpan: OpenSpan
  body: OpenSpan
  parameters: Parameter[]
}
export interface OpenClass extends Open<ClassFact> {
  span: OpenSpan
  body: OpenSpan
}

/** An open bracket, lambda or string of an expression, and the element that is being read in it; kinds and clauses are those of `frames.ts`. */
export interface Frame {
  kind: number
  /** Offset of the opening token. */
  start: number
  mode: number
  awaitAt: number
  /** Operands of the current element begin at `elementBase`, those of the current part of it (a clause, the value of `:=`) at `base`. */
  elementBase: number
  base: number
  /** First offsets of both, or -1 before their first token. */
  elementStart: number
  segmentStart: number
  /** Whether the current part has an operator. */
  compound: boolean
  commas: boolean
  items: Value[]
  /** CALL: arguments so far, and name and `*` of the current one. The chain is undefined for the bases of a class. */
  chain: OpenChain | undefined
  arguments: Argument[]
  name: string | undefined
  spread: string | undefined
  /** BRACES: entries so far, and the key of the current one. */
  entries: Entry[]
  key: Value | undefined
  hasKey: boolean
  clause: number
  iterated: boolean
  outerScope: number
  innerScope: number
  walrus: OpenAssignment | undefined
  walrusBase: number
  /** STRINGS: the text so far, undefined when it is not plain, and whether they are bytes. */
  content: string | undefined
  bytes: boolean
  /** FIELD: index of the frame of its string. LAMBDA_…: index of its function. */
  owner: number
  lambda: OpenFunction | undefined
  parameter: OpenParameter | undefined
  /** Whether the default of the parameter has begun. */
  inDefault: boolean
}

export interface OpenParameter extends Parameter {
  default: Value | undefined
  span: { start: number; end: number }
}

/** The lines (or the rest of a line) that a compound statement or definition owns. */
export interface Block {
  readonly kind: 'module' | 'block' | 'match' | 'function' | 'class'
  /** Whether it stands on the line of its header. */
  readonly inline: boolean
  /** The statement that owns it, -1 for the module. */
  readonly statement: number
  /** Index into functions or classes. */
  readonly index: number
  readonly outerScope: number
  /** The compound statement just before the current one, which an `else` or the like continues; -1 when there is none. */
  previous: number
}

/** State of one run over the tokens of a text: where it stands, what is open, and the facts found so far. */
export interface Reader {
  readonly text: string
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly flags: Uint8Array
  /** Index of the current token. */
  at: number
  /** End of the last token read; line ends, indentation and semicolons do not count. */
  lastEnd: number
  /** Innermost scope and statement. */
  scope: number
  statement: number
  /** Open brackets, lambdas and strings of the current expression; frames are reused, the first `depth` are open. */
  readonly frames: Frame[]
  depth: number
  /** Operands of all open frames. */
  readonly operands: Value[]
  /** Whether the last token ended an operand, so that a bracket would call or index it. */
  operandReady: boolean
  /** Offset of an `await` whose operand has not come yet, or -1. */
  awaitAt: number
  /** Open blocks, the module first. */
  readonly blocks: Block[]
  /** Decorators whose function or class has not come yet, and its statement or -1. */
  pendingDecorators: number[]
  pendingDefinition: number
  readonly imports: Import[]
  readonly scopes: OpenScope[]
  readonly bindings: Binding[]
  readonly statements: OpenStatement[]
  readonly assignments: OpenAssignment[]
  readonly withItems: WithItem[]
  readonly functions: OpenFunction[]
  readonly classes: OpenClass[]
  readonly decorators: Decorator[]
  readonly chains: OpenChain[]
  readonly problems: Problem[]
  /** Names that `global` and `nonlocal` take out of a scope. */
  readonly redirects: Map<number, Map<string, 'global' | 'nonlocal'>>
  /** Bindings of names declared `nonlocal`: their scope is known at the end only. */
  readonly nonlocals: Open<Binding>[]
}
