import type { Decorator, FunctionFact } from '../../model/facts.ts'
import { bind } from './bindings.ts'
import { beginStatement, openBlock } from './blocks.ts'
import { readArguments, readExpression } from './expressions.ts'
import { SINGLE } from './frames.ts'
import { ARROW, ASYNC, BRACKET_OPEN, NAME, PAREN_OPEN } from './kinds.ts'
import { readParameters, readTypeParameters } from './parameters.ts'
import { accept, addScope, advance, endOfToken, kindAt, nameOfToken, startOfToken } from './reader.ts'
import type { OpenClass, OpenFunction, Reader } from './state.ts'

/** Reads `@expression`; the statement of the definition that follows begins here. */
export function readDecorator(reader: Reader): void {
  if (reader.pendingDefinition < 0) reader.pendingDefinition = beginStatement(reader, 'definition')
  reader.statement = reader.pendingDefinition
  const start = startOfToken(reader)
  advance(reader)
  const valueStart = startOfToken(reader)
  const value = readExpression(reader, SINGLE) ?? { kind: 'compound', span: { start: valueStart, end: valueStart }, operands: [] }
  reader.pendingDecorators.push(reader.decorators.push({ span: { start, end: reader.lastEnd }, value }) - 1)
}

/** Gives up decorators that no definition follows. */
export function dropDecorators(reader: Reader): void {
  const statement = reader.statements[reader.pendingDefinition]
  if (statement) {
    statement.kind = 'other'
    statement.span.end = reader.lastEnd
  }
  reader.pendingDefinition = -1
  reader.pendingDecorators = []
}

function beginDefinition(reader: Reader): { readonly statement: number; readonly decorators: readonly number[] } {
  const { pendingDecorators: decorators } = reader
  const statement = reader.pendingDefinition < 0 ? beginStatement(reader, 'definition') : reader.pendingDefinition
  reader.statement = statement
  reader.pendingDefinition = -1
  reader.pendingDecorators = []
  return { statement, decorators }
}

/** Reads `[async] def name[T](parameters) -> returns:` and opens the body. */
export function readFunction(reader: Reader): void {
  const { statement, decorators } = beginDefinition(reader)
  const start = startOfToken(reader)
  const isAsync = accept(reader, ASYNC)
  advance(reader)
  const parent = reader.scope
  const named = kindAt(reader, 0) === NAME
  const nameSpan = { start: startOfToken(reader), end: endOfToken(reader) }
  const name = named ? nameOfToken(reader) : undefined
  const classIndex = reader.scopes[parent]?.kind === 'class' ? indexOfClass(reader) : -1
  const fact: OpenFunction = {
    form: formOf(reader, name, classIndex, decorators), name, nameSpan: named ? nameSpan : undefined, span: { start, end: start }, async: isAsync, decorators,
    parametersSpan: { start, end: start }, parameters: [], returns: undefined, body: { start, end: start }, scope: 0, parent, class: classIndex, statement,
  }
  const index = reader.functions.push(fact) - 1
  if (name !== undefined) {
    advance(reader)
    bind(reader, name, nameSpan, parent, 'function', index)
  }
  if (kindAt(reader, 0) === BRACKET_OPEN) readTypeParameters(reader)
  fact.scope = addScope(reader, 'function', reader.scope, startOfToken(reader))
  fact.parametersSpan = { start: startOfToken(reader), end: startOfToken(reader) }
  if (kindAt(reader, 0) === PAREN_OPEN) {
    readParameters(reader, fact, index)
    fact.parametersSpan.end = reader.lastEnd
  }
  if (accept(reader, ARROW)) fact.returns = readExpression(reader, SINGLE)
  reader.scope = parent
  openBlock(reader, 'function', statement, index, fact.scope)
}

function formOf(reader: Reader, name: string | undefined, classIndex: number, decorators: readonly number[]): FunctionFact['form'] {
  if (classIndex < 0) return 'function'
  if (name === '__init__') return 'constructor'
  for (const index of decorators) {
    const decorator = reader.decorators[index]
    if (decorator && isPropertyPart(decorator, 'setter')) return 'setter'
    if (decorator?.value.kind === 'chain' && decorator.value.root === 'property' && decorator.value.links.length === 0) return 'getter'
  }
  return 'method'
}

function isPropertyPart(decorator: Decorator, part: string): boolean {
  if (decorator.value.kind !== 'chain' || decorator.value.links.length !== 1) return false
  const link = decorator.value.links[0]
  return link?.kind === 'member' && link.name === part
}

function indexOfClass(reader: Reader): number {
  for (let i = reader.blocks.length - 1; i >= 0; i--) {
    const block = reader.blocks[i]
    if (block?.kind === 'class') return block.index
  }
  return -1
}

/** Reads `class name[T](bases):` and opens the body. */
export function readClass(reader: Reader): void {
  const { statement, decorators } = beginDefinition(reader)
  const start = startOfToken(reader)
  advance(reader)
  const parent = reader.scope
  const named = kindAt(reader, 0) === NAME
  const nameSpan = { start: startOfToken(reader), end: endOfToken(reader) }
  const name = named ? nameOfToken(reader) : undefined
  const fact: OpenClass = {
    name, nameSpan: named ? nameSpan : undefined, span: { start, end: start }, decorators, bases: [], body: { start, end: start }, scope: 0, parent, statement,
  }
  const index = reader.classes.push(fact) - 1
  if (name !== undefined) {
    advance(reader)
    bind(reader, name, nameSpan, parent, 'class', index)
  }
  if (kindAt(reader, 0) === BRACKET_OPEN) readTypeParameters(reader)
  if (kindAt(reader, 0) === PAREN_OPEN) fact.bases = readArguments(reader)
  fact.scope = addScope(reader, 'class', reader.scope, reader.lastEnd)
  reader.scope = parent
  openBlock(reader, 'class', statement, index, fact.scope)
}
