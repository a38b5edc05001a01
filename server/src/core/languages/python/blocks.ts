/** Statements and the blocks they own. Blocks nest on a stack, not on the call stack. */
import type { Statement } from '../../model/facts.ts'
import { readExpression } from './expressions.ts'
import { MANY } from './frames.ts'
import { COLON, DEDENT, END, INDENT, NEWLINE, SEMICOLON } from './kinds.ts'
import { accept, advance, endScope, kindAt, startOfToken } from './reader.ts'
import type { Block, Reader } from './state.ts'

/** The innermost open block. */
export function innermostBlock(reader: Reader): Block {
  const block = reader.blocks[reader.blocks.length - 1]
  if (block) return block
  const module: Block = { kind: 'module', inline: false, statement: -1, index: -1, outerScope: 0, previous: -1 }
  reader.blocks.push(module)
  return module
}

/** Begins a statement at the current token and makes it the innermost one. */
export function beginStatement(reader: Reader, kind: Statement['kind']): number {
  const block = innermostBlock(reader)
  block.previous = -1
  const start = startOfToken(reader)
  reader.statement = reader.statements.push({ kind, span: { start, end: start }, scope: reader.scope, parent: block.statement, value: undefined }) - 1
  return reader.statement
}

/** Ends a simple statement at the end of its line or its semicolon; what the grammar does not expect there is still searched for chains. */
export function endStatement(reader: Reader, statement: number): void {
  skipRest(reader, SEMICOLON)
  stretch(reader, statement)
  reader.statement = innermostBlock(reader).statement
}

function stretch(reader: Reader, statement: number): void {
  const ended = reader.statements[statement]
  if (ended) ended.span.end = Math.max(ended.span.start, reader.lastEnd)
}

function skipRest(reader: Reader, stop: number): void {
  for (;;) {
    const kind = kindAt(reader, 0)
    if (kind === stop || kind === NEWLINE || kind === END || kind === INDENT || kind === DEDENT) return
    const { at } = reader
    readExpression(reader, MANY)
    if (reader.at === at) advance(reader)
  }
}

/** Opens the block behind a header: on the same line, or on indented lines. Without either it is empty. */
export function openBlock(reader: Reader, kind: Block['kind'], statement: number, index: number, scope: number): void {
  skipRest(reader, COLON)
  const colon = accept(reader, COLON)
  const indented = kindAt(reader, 0) === NEWLINE && kindAt(reader, 1) === INDENT
  const inline = colon && !indented && kindAt(reader, 0) !== NEWLINE && kindAt(reader, 0) !== END
  reader.blocks.push({ kind, inline, statement, index, outerScope: reader.scope, previous: -1 })
  reader.scope = scope
  if (indented) reader.at += 2
  const start = indented || inline ? startOfToken(reader) : reader.lastEnd
  if (kind === 'function') {
    const body = reader.functions[index]?.body
    if (body) body.start = start
  } else if (kind === 'class') {
    const body = reader.classes[index]?.body
    if (body) body.start = start
  }
  reader.statement = statement
  if (!indented && !inline) closeBlock(reader)
}

/** Opens a block without a header: lines indented for no reason. */
export function openStrayBlock(reader: Reader): void {
  const { statement } = innermostBlock(reader)
  advance(reader)
  reader.blocks.push({ kind: 'block', inline: false, statement, index: -1, outerScope: reader.scope, previous: -1 })
}

/** Closes the innermost block, and with it the statement, function or class that owns it. */
export function closeBlock(reader: Reader): void {
  const block = innermostBlock(reader)
  if (block.kind === 'module') return
  reader.blocks.pop()
  if (block.statement >= 0) stretch(reader, block.statement)
  const owner = block.kind === 'function' ? reader.functions[block.index] : block.kind === 'class' ? reader.classes[block.index] : undefined
  if (owner) {
    owner.span.end = Math.max(owner.span.end, reader.lastEnd)
    owner.body.end = Math.max(owner.body.start, reader.lastEnd)
    endScope(reader, owner.scope)
  }
  reader.scope = block.outerScope
  const around = innermostBlock(reader)
  around.previous = block.kind === 'block' && around.statement !== block.statement ? block.statement : -1
  reader.statement = around.statement
}

/** At the end of a line: closes the blocks that stand on it. */
export function closeInlineBlocks(reader: Reader): void {
  while (innermostBlock(reader).inline) closeBlock(reader)
}
