import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ecmascript } from '../../../server/src/core/languages/ecmascript/ecmascript.ts'
import type { Binding, Call, Facts } from '../../../server/src/core/model/facts.ts'
import { samples } from '../../oracle/ecmascript-samples.ts'

const READER = path.resolve(import.meta.dirname, '../../../server/src/core/languages/ecmascript')
const DEEP = 100_000

/** Numbers that look random and are the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 0x1_0000_0000
  }
}

/** Fails when a fact lies outside the text, ends before it begins, or points to something that is not there. */
function check(text: string, facts: Facts): void {
  const spans = [
    ...facts.imports, ...facts.scopes, ...facts.bindings, ...facts.statements, ...facts.assignments, ...facts.withItems, ...facts.functions, ...facts.classes,
    ...facts.decorators, ...facts.chains, ...facts.calls, ...facts.problems,
  ].map(({ span }) => span)
  const broken = spans.find(({ start, end }) => !(start >= 0 && start <= end && end <= text.length))
  expect(broken, text).toBeUndefined()
  const linked = (call: Call): boolean => {
    const link = facts.chains[call.chain]?.links[call.link]
    return link?.kind === 'call' && link.call === call
  }
  expect(facts.calls.find((call) => !linked(call)), text).toBeUndefined()
  expect(facts.scopes.find(({ parent }, index) => parent >= index), text).toBeUndefined()
  expect(facts.statements.find(({ parent }, index) => parent >= index), text).toBeUndefined()
  const named = ({ scope, span, name }: Binding): boolean => {
    const written = text.slice(span.start, span.end)
    return facts.scopes[scope] !== undefined && (written === name || /[\\'"]/.test(written))
  }
  expect(facts.bindings.find((binding) => !named(binding)), text).toBeUndefined()
}

function read(text: string, dialect: string): Facts {
  const tokens = ecmascript.tokenize(text, dialect)
  let last = 0
  for (let i = 0; i < tokens.count; i++) {
    const start = tokens.starts[i] ?? -1
    const end = tokens.ends[i] ?? -1
    if (start < last || end <= start || end > text.length) expect.fail(`token ${i} at ${start}..${end} of ${JSON.stringify(text.slice(0, 200))}`)
    last = end
  }
  return ecmascript.read(text, dialect)
}

const dialects = ['x.ts', 'x.tsx', 'x.js']
const texts = [...samples.map(([, text]) => text), ...readdirSync(READER).map((name) => readFileSync(path.join(READER, name), 'utf8'))]

describe('any text gives facts', () => {
  it.each(dialects)('slices of code, as %s', (dialect) => {
    const random = numbers(1)
    for (let i = 0; i < 600; i++) {
      const text = texts[Math.floor(random.next().value * texts.length)] ?? ''
      const start = Math.floor(random.next().value * text.length)
      const slice = text.slice(start, start + Math.floor(random.next().value * 400))
      check(slice, read(slice, dialect))
    }
  })

  it.each(dialects)('code with a character taken out, doubled or replaced, as %s', (dialect) => {
    const random = numbers(2)
    const characters = '(){}[]<>`\'"/\\=!?:;,.*@#$\n'
    for (const [, text] of samples) {
      for (let i = 0; i < 60; i++) {
        const at = Math.floor(random.next().value * text.length)
        const inserted = characters[Math.floor(random.next().value * characters.length)] ?? ''
        const changed = text.slice(0, at) + inserted + text.slice(at + Math.floor(random.next().value * 3))
        check(changed, read(changed, dialect))
      }
    }
  })

  it.each(dialects)('characters in no order, as %s', (dialect) => {
    const random = numbers(3)
    const pieces = [...'(){}[]<>`\'"/\\=!?:;,.*@#$%^&|~\n\r\t \u2028\ufeff\ud800\u{1d4b3}é0aA', '${', '=>', '?.', '</', '/>', '//', '/*', '*/',
      'async ', 'class ', 'function ', 'new ', 'import ', 'export ', 'for ', 'if ', 'as ', 'let ', 'type ']
    for (let i = 0; i < 600; i++) {
      let text = ''
      while (random.next().value > 0.03) text += pieces[Math.floor(random.next().value * pieces.length)] ?? ''
      check(text, read(text, dialect))
    }
  })

  it.each(['"abc', "'abc\n'", '`abc', '`abc${', '`abc${d', '/abc', '/[abc', '/* abc',
    'f(', 'f(a,', '[', '{', 'x = {a:', 'class A {', 'class', 'function f(', '<a', 'x = <a>', 'x = <a b={', 'x = <a>{',
    '@', 'import {', 'import', 'export', 'export {', 'a.', 'a?.', 'a ?', 'new', 'async (',
    'let', 'let {', 'for (', 'if', 'x as', 'type X =', 'f<', '\\u', '#', '\\'])(
    'unterminated %j',
    (text) => {
      for (const dialect of dialects) check(text, read(text, dialect))
    },
  )

  it('the code around a broken place keeps its facts', () => {
    const { calls, problems } = read('before(1)\nconst x = {a: broken(\nafter(2)\n', 'x.ts')
    expect(calls.map(({ arguments: list }) => list.length)).toContain(1)
    expect(calls.length).toBe(3)
    expect(problems.length).toBeGreaterThan(0)
  })
})

const nests: readonly (readonly [string, string, string, string])[] = [
  ['parentheses', '(', '1', ')'], ['lists', '[', '1', ']'], ['blocks', '{', '', '}'], ['objects', 'x = {a:', '1', '}'], ['calls', 'f(', '', ')'],
  ['templates', '`${', '1', '}`'],
  ['arrow functions', '() => {', '', '}'], ['bare arrows', 'x => ', '1', ''], ['classes', 'class A { m() {', '', '}}'],
  ['class heads', 'x = class extends ', 'A', '{}'], ['decorators', '@', 'a', ''],
  ['elements', 'x = <a>', '', '</a>'], ['slots of elements', 'x = <a>{', '', '}</a>'], ['attributes', 'x = <a b=', '', ''],
  ['conditionals', 'a ? ', '1', ' : 2'], ['assignments', 'a = ', '1', ''],
  ['prefixes', '!-typeof ', 'a', ''], ['awaits', 'await ', 'a', ''], ['constructions', 'new ', 'X', '()'], ['ifs', 'if (a) ', 'b', ''],
  ['elses', 'if (a) b; else ', 'c', ''], ['labels', 'a: ', 'b', ''],
  ['loops', 'do ', 'x', ' while (a)'], ['patterns', '[a = ', '1', '] = b'], ['parameters', '(a = ', '1', ') => 1'], ['type arguments', 'f<A', '', '>()'],
  ['types', 'let x: (', 'A', ')'], ['function types', 'let x: () => ', 'A', ''],
  ['comparisons', 'a < (', 'b', ')'], ['conditional types', 'type X = A extends B ? ', 'C', ' : D'], ['chains', '', 'a', '.b()[0]!'],
  ['operators', 'a + ', 'b', ''], ['arrows in conditionals', 'a ? (b) : c => ', 'd', ''],
]

describe('nesting', () => {
  it.each(nests)('%s, 100,000 deep', (_, open, inside, close) => {
    expect(ecmascript.read(open.repeat(DEEP) + inside + close.repeat(DEEP), 'x.tsx').language).toBe('ecmascript')
    expect(ecmascript.read(open.repeat(DEEP), 'x.ts').language).toBe('ecmascript')
  })

  it('calls are found however deep they stand', () => {
    expect(ecmascript.read('f('.repeat(DEEP) + ')'.repeat(DEEP), 'x.ts').calls.length).toBe(DEEP)
    expect(ecmascript.read('() => {f('.repeat(1000) + ')}'.repeat(1000), 'x.ts').calls.length).toBe(1000)
    expect(ecmascript.read(`${'`${'.repeat(DEEP)}f()${'}`'.repeat(DEEP)}`, 'x.ts').calls.length).toBe(1)
  })

  it('facts grow with the text: twice the text gives twice the facts', () => {
    for (const [name, text] of samples) {
      const one = ecmascript.read(`{${text.replace(/^#!.*/, '')}\n}\n`.repeat(2), name)
      const two = ecmascript.read(`{${text.replace(/^#!.*/, '')}\n}\n`.repeat(4), name)
      expect(two.chains.length).toBe(2 * one.chains.length)
      expect(two.calls.length).toBe(2 * one.calls.length)
      expect(two.bindings.length).toBe(2 * one.bindings.length)
    }
  })
})
