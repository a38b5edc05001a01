import { describe, expect, it } from 'vitest'
import { bindingsOf } from '../../../server/src/core/model/bindings.ts'
import { reading } from './ecmascript-reading.ts'

/** The shape of the value of the only statement. */
function shape(text: string, path?: string): string {
  const read = reading(text, path)
  expect(read.facts.problems).toEqual([])
  return read.shape(read.facts.statements[0]?.value)
}

describe('tokens', () => {
  it.each([
    ['a / b / c', 'a / b / c'], ['x = /b/g.exec(c)', 'x = /b/g . exec ( c )'], ['if (a) /b/.test(c)', 'if ( a ) /b/ . test ( c )'], ['(a) / b', '( a ) / b'],
    ['a++ / b', 'a ++ / b'],
    ['() => {}\n/a/.b', '( ) => { } /a/ . b'], ['x = {} / a / b', 'x = { } / a / b'], ['function f() {} /a/.b', 'function f ( ) { } /a/ . b'],
    ['x = function () {} / a', 'x = function ( ) { } / a'],
    ['a.if / b', 'a . if / b'], ['x! / y', 'x ! / y'], ['[/[/\\]]/, 1]', '[ /[/\\]]/ , 1 ]'], ['/[\\p{L}--[a-z]]/v', '/[\\p{L}--[a-z]]/v'],
    ['a ?.5 : b?.c', 'a ? .5 : b ?. c'],
    ['1_000.5e-3 + 0xFFn', '1_000.5e-3 + 0xFFn'], ['#!/bin/env x\na', 'a'], ['a /* b */ // c\nd', 'a d'], ['\\u0061b + ünï', '\\u0061b + ünï'],
    ['a >>> b >= c', 'a > > > b > = c'],
    ['`a${`b${c}`}d`', '`a${ `b${ c }` }d`'], ['`${{a: 1}}`', '`${ { a : 1 } }`'],
  ])('%s', (text, tokens) => {
    expect(reading(text).tokens.join(' ')).toBe(tokens)
  })

  it('JSX text, attributes, fragments and entities', () => {
    expect(reading(`<a b='"' {...c}>it's &amp; <></>{d}</a>`, 'x.jsx').tokens).toEqual(
      ['<', 'a', 'b', '=', `'"'`, '{', '...', 'c', '}', '>', "it's &amp; ", '<', '>', '</', '>', '{', 'd', '}', '</', 'a', '>'],
    )
  })

  it('offsets count UTF-16 units behind a byte order mark, a hashbang and line ends of every kind', () => {
    expect(reading('\ufeff#!x\r\na(😀)\rb()\u2028c()').facts.calls.map(({ span }) => span.start)).toEqual([6, 12, 16])
  })
})

describe('chains', () => {
  it.each([
    ['vi.fn().mockReturnValue(1)', 'vi.fn().mockReturnValue(1)'], ['a!.b()!.c', 'a.b().c'], ['a?.b?.(c)?.[d]', 'a.b(c)[d]'],
    ['(global as any).WebSocket', '<<global>>.WebSocket'],
    ['new Foo(1).bar()', 'Foo(new 1).bar()'], ['new a.B', 'a.B(new )'], ['new new X(1)(2)', 'X(new 1)(new 2)'], ['await f(await g())', 'await f(await g())'],
    ['import.meta.url', 'import.meta.url'],
    ['"x".length', "'x'.length"], ['a`b${c}`', 'a`c`'], ['(a || b).c()', '<<a b>>.c()'], ['this.#p', 'this.#p'], ['a[b, 1]', 'a[<b 1>]'],
    ['f(...a)', 'f(...a)'],
    ['mock<Foo>()', 'mock()'], ['vi.fn<() => void>()', 'vi.fn()'], ['f(a < b, c > d)', 'f(<a b>, <c d>)'], ['f<a, b>(c)', 'f(c)'], ['x as Foo', '<x>'],
    ['<Foo>x', '<x>'], ['x satisfies Y<Z>', '<x>'],
    ["`a` + 'it\\'s'", "<'a' 'it's'>"], ['a ? b : (c) => d', '<a b =>>'], ['a ? (b) : c => d', '<a <b> =>>'], ['a ? (b): c => d : e', '<a => e>'],
  ])('%s', (text, expected) => {
    expect(shape(text)).toBe(expected)
  })

  it('in JavaScript, angle brackets compare', () => {
    expect(shape('f<a>(c)', 'x.js')).toBe('<f a <c>>')
  })

  it('objects with methods, accessors, computed keys and spreads', () => {
    expect(shape("f({a, 'b': 1, [c]: 2, d() {}, get e() { return 3 }, async *g() {}, ...h})")).toBe('f({a: a, b: 1, ?: 2, d: =>, e: =>, g: =>, ?: h})')
  })

  it('calls tell callee, type arguments and arguments', () => {
    const { facts, text } = reading('await vi.fn<(a: string) => void>(...x, {b})')
    const [call] = facts.calls
    expect(call && [text(call), text({ span: call.callee }), call.typeArguments && text({ span: call.typeArguments }), text({ span: call.argumentsSpan }), call.form]).toEqual(
      ['vi.fn<(a: string) => void>(...x, {b})', 'vi.fn', '<(a: string) => void>', '(...x, {b})', 'call'],
    )
  })

  it('calls of one chain are listed outer before inner', () => {
    expect(reading('a(b(c))(d)').calls).toEqual(['a(b(c)) | d', 'a | b(c)', 'b | c'])
  })

  it('calls inside JSX are found', () => {
    expect(reading('<Foo a={f()} {...g()}><b>{h(<i>{k()}</i>)}</b></Foo>', 'x.tsx').calls).toEqual(['f', 'g', 'h | <i>{k()}</i>', 'k'])
  })

  it('a component is a use of its name, an element of the page is none', () => {
    const { facts, text } = reading('x = <Foo><ui.Bar/><div/></Foo>', 'x.tsx')
    expect(facts.chains.map(text)).toEqual(['x', 'Foo', 'ui.Bar'])
  })
})

describe('types are no values', () => {
  it.each([
    'interface I { (x: number): string; new (x: number): I; method?(): void; get a(): 1 }', 'type T = (a: string) => asserts a is B',
    'type C<T> = T extends (infer U)[] ? U : `a${string}`',
    'declare function f(a: number): void', 'abstract class A { abstract m(): void; private constructor(); [key: string]: unknown }', 'let x: new (a: A) => B',
    'type M = { readonly [K in keyof T as `x${K}`]-?: () => void }',
    'function f(a: string): void\nfunction f(a: number): void', 'let t: [a: string, b?: number, ...c: unknown[]]',
    'let u: unique symbol, v: typeof a.b<c>, w: A[number]["b"]',
  ])('%s', (text) => {
    const { facts } = reading(text)
    expect([facts.calls, facts.functions, facts.problems]).toEqual([[], [], []])
  })

  it('the names in them are uses, with type arguments as an index', () => {
    const { facts, shape: shapeOfValue } = reading('let ws: Mocked<WebSocket>, t: vi.Mock | null, f: (a: B) => C')
    expect(facts.assignments.map(({ annotation }) => shapeOfValue(annotation))).toEqual(['Mocked[WebSocket]', '<vi.Mock>', '<B C>'])
  })

  it.each([
    ['const f = <T,>(x: T) => x', 'x.tsx', 1], ['const f = <T>(x: T) => x', 'x.ts', 1], ['const f = async <T extends object>(x: T) => x', 'x.tsx', 1],
    ['f = (a): a is B => c', 'x.ts', 1], ['let f: <T>(x: T) => void = g', 'x.tsx', 0],
  ])('%s in %s', (text, path, functions) => {
    expect(reading(text, path).facts.functions.length).toBe(functions)
  })
})

describe('imports', () => {
  function imports(text: string): string[] {
    return reading(text).facts.imports.map(({ form, module, imported, local, typeOnly }) => [form, module, imported ?? '-', local ?? '-', ...(typeOnly ? ['type'] : [])].join(' '))
  }

  it.each([
    ["import d, {a as b, type T} from 'm'", ['name m default d', 'name m a b', 'name m T T type']], ["import * as n from 'm'", ['module m - n']], ["import 'm'", ['bare m - -']],
    ["import type U from 'm' with {type: 'json'}", ['name m default U type']], ["import type from 'm'", ['name m default type']], ["import {type as as} from 'm'", ['name m type as']],
    ["import x = require('m')", ['module m - x']], ["const x = require('m')", ['module m - x']], ["const {a: b, c} = require('m')", ['name m a b', 'name m c c']], ["const x = require('m').y", ['name m y x']],
    ["require('m')", ['dynamic m - -']], ["const {a} = await import('m')", ['dynamic m - -']], ["export {a as b, type c} from 'm'", ['reexport m a -', 'reexport m c - type']], ["export * as n from 'm'", ['reexport m * -']],
    ["vi.importActual<typeof import('m')>('m')", ['dynamic m - - type']], ["vi.importActual('m')", []],
  ])('%s', (text, expected) => {
    expect(imports(text)).toEqual(expected)
  })

  it('names of exports are uses of what they export', () => {
    const { facts, text } = reading('export {a, b as c}')
    expect(facts.chains.map(text)).toEqual(['a', 'b'])
  })
})

describe('scopes and bindings', () => {
  it('var and parameters belong to the function, let and functions to the block', () => {
    expect(reading('function f(a, {b, c: [d]}, ...e) { { var v; let l; function g() {} } }').bindings).toEqual([
      'f: function in module', 'a: parameter in function', 'b: parameter in function', 'd: parameter in function', 'e: parameter in function',
      'v: assignment in function', 'l: assignment in block', 'g: function in block',
    ])
  })

  it('loops, catch, using, classes, types, enums and namespaces bind', () => {
    expect(reading('for (const x of xs) {} try {} catch ({y}) {} using z = f(); class C {} type T = 1; enum E {} namespace N {} interface I {}').bindings).toEqual([
      'x: loop in block', 'y: except in block', 'z: with in module', 'C: class in module', 'T: type in module', 'E: type in module', 'N: type in module',
      'I: type in module',
    ])
  })

  it('a name is looked up from the inside out, and not among the fields of a class', () => {
    const { facts } = reading('let ws = a; class A { ws = ws; m(ws) { ws } }')
    const found = facts.chains.filter(({ root }) => root === 'ws').map((chain) => bindingsOf(facts, 'ws', chain.scope).map(({ kind, scope }) => `${kind} in ${facts.scopes[scope]?.kind}`).join())
    expect(found).toEqual(['assignment in module', 'assignment in class', 'assignment in module', 'parameter in function'])
  })

  it('a required name is bound as an import', () => {
    const { facts } = reading("const {vi: v} = require('vitest')")
    const [binding] = bindingsOf(facts, 'v', 0)
    expect([binding?.kind, binding && facts.imports[binding.index]?.imported]).toEqual(['import', 'vi'])
  })
})

describe('functions and classes', () => {
  it('a callback tells its body, parameters and where async stands', () => {
    const { facts, text } = reading("it.each([1])('x', async ({page}, n = f()) => { go() })")
    const [fact] = facts.functions
    expect(fact && [text(fact), fact.async, text({ span: fact.body }), text({ span: fact.parametersSpan }), fact.parameters.map(text)]).toEqual(
      ['async ({page}, n = f()) => { go() }', true, '{ go() }', '({page}, n = f())', ['{page}', 'n = f()']],
    )
  })

  it('methods, accessors, fields, static blocks and decorators of a class', () => {
    const { facts, text, shape: shapeOfValue } = reading('@a() class A extends B(C) implements I<J> { @b x = f(); static #p: T; static { g() } constructor(private y: Y) {} get z() { return 1 } async *m?<T>() {} }')
    expect(facts.functions.map(({ form, name, class: owner }) => `${form} ${name} of ${owner}`)).toEqual(['constructor constructor of 0', 'getter z of 0', 'method m of 0'])
    expect(facts.assignments.map((fact) => `${fact.targets.map(shapeOfValue).join()} = ${shapeOfValue(fact.value)} ${fact.declaration}`)).toEqual(['x = f() field', '#p = none field'])
    expect(facts.classes.map(({ name, bases, decorators }) => [name, bases.map((base) => `${base.name ?? 'extends'} ${text(base)}`), decorators.length])).toEqual([['A', ['extends B(C)', 'implements I<J>'], 1]])
    expect(facts.decorators.map(text)).toEqual(['@a()', '@b'])
  })

  it('words that are modifiers elsewhere name members here', () => {
    const { facts } = reading('class A { static static() {} get; set = 1; async() {} static async async() {} declare; "q"() {} get\n*gen() {} }')
    expect(facts.functions.map(({ form, name, async }) => `${form} ${name}${async ? ' async' : ''}`)).toEqual(['method static', 'method async', 'method async async', 'method q', 'method gen'])
  })
})

describe('statements', () => {
  it('nest, and hold their values', () => {
    const { facts, text } = reading('if (a) b(); else { return c }\nexport const d = 1;')
    expect(facts.statements.map(({ kind, parent, ...fact }) => `${kind} in ${parent}: ${text(fact)}`)).toEqual([
      'block in -1: if (a) b(); else { return c }', 'expression in 0: b();', 'block in 0: { return c }', 'return in 2: return c',
      'export in -1: export const d = 1;', 'assignment in 4: const d = 1;',
    ])
  })

  it('assignments tell targets, operator and value', () => {
    const { facts, shape: shapeOfValue } = reading('a.b = c = vi.fn(); d ||= e; const {f: g, h = 1, ...i} = j')
    expect(facts.assignments.map((fact) => `${fact.targets.map(shapeOfValue).join(' = ')} ${fact.operator} ${shapeOfValue(fact.value)}`)).toEqual(['a.b = c = vi.fn()', 'd ||= e', '{f: g, h: <h 1>, ?: i} = j'])
  })

  it('a line end ends a statement where the next line cannot go on with it', () => {
    const { facts, text } = reading('a\nb++\n++c\nreturn\nd\nlet x\n/y/.z()\nasync\nfunction f() {}')
    expect(facts.statements.map(text)).toEqual(['a', 'b++', '++c', 'return', 'd', 'let x', '/y/.z()', 'async', 'function f() {}'])
  })
})
