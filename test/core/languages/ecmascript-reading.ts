import { ecmascript } from '../../../server/src/core/languages/ecmascript/ecmascript.ts'
import type { Chain, Facts, Value } from '../../../server/src/core/model/facts.ts'
import { textOf } from '../../../server/src/core/text/span.ts'

/** A text read once, with what the tests ask of it in short words. */
export interface Reading {
  readonly facts: Facts
  /** The texts of the tokens. */
  readonly tokens: readonly string[]
  /** The texts of the calls, outer before inner, with their callee and arguments: `f(a, b) = f | a | b`. */
  readonly calls: readonly string[]
  /** The bindings as `name: kind in scope kind`. */
  readonly bindings: readonly string[]
  /** The value in the form of `shapeOf`. */
  shape(value: Value | undefined): string
  /** The text of a fact. */
  text(fact: { readonly span: { readonly start: number; readonly end: number } }): string
}

export function reading(text: string, path = 'test.ts'): Reading {
  const facts = ecmascript.read(text, path)
  const table = ecmascript.tokenize(text, path)
  const tokens: string[] = []
  for (let i = 0; i < table.count; i++) tokens.push(text.slice(table.starts[i], table.ends[i]))
  return {
    facts,
    tokens,
    calls: facts.calls.map((call) => [textOf(text, call.callee), ...call.arguments.map(({ span }) => textOf(text, span))].join(' | ')),
    bindings: facts.bindings.map(({ name, kind, scope }) => `${name}: ${kind} in ${facts.scopes[scope]?.kind}`),
    shape: (value) => shapeOf(text, value),
    text: ({ span }) => textOf(text, span),
  }
}

/** Chains as `a .b (…) […]`, objects as `{key: …}`, lists as `[…]`, compounds as `<… …>`, functions as `=>`, literals as their text. */
function shapeOf(text: string, value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return 'none'
    case 'chain':
      return chainShape(text, value)
    case 'string':
      return value.text === undefined ? `'…'(${value.parts.map((part) => shapeOf(text, part)).join(' ')})` : `'${value.text}'`
    case 'literal':
      return textOf(text, value.span)
    case 'object':
      return `{${value.entries.map((entry) => `${entry.key ?? '?'}: ${shapeOf(text, entry.value)}`).join(', ')}}`
    case 'list':
      return `[${value.items.map((item) => shapeOf(text, item)).join(', ')}]`
    case 'function':
      return '=>'
    case 'class':
      return 'class'
    case 'compound':
      return `<${value.operands.map((operand) => shapeOf(text, operand)).join(' ')}>`
  }
}

function chainShape(text: string, chain: Chain): string {
  let shape = typeof chain.root === 'string' ? chain.root : shapeOf(text, chain.root)
  for (const link of chain.links) {
    if (link.kind === 'member') shape += `.${link.name}`
    else if (link.kind === 'index') shape += `[${link.items.map((item) => shapeOf(text, item)).join(', ')}]`
    else {
      const list = link.call.arguments.map(({ value, spread }) => (spread ?? '') + shapeOf(text, value)).join(', ')
      shape += link.call.form === 'new' ? `(new ${list})` : link.call.form === 'template' ? `\`${list}\`` : `(${list})`
    }
  }
  return chain.awaitAt < 0 ? shape : `await ${shape}`
}
