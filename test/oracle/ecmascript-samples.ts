/**
 * Texts for what the files of the oracle test rarely hold: syntax that is new, that only TypeScript has, or whose tokens depend on far context. Each
 * must be valid for TypeScript. The name tells the dialect.
 */
export const samples: readonly (readonly [string, string])[] = [
  ['decorators.ts', `
@Injectable() @Dec.with<string>('x') export class A<T extends object = {}> extends Base<T> implements I, J.K<T> {
  @Input() public static readonly name: string = make<string>()!
  @Input({ a: [1, /]/] }) private x?: Map<string, () => void> = new Map<string, () => void>()
  constructor(@Inject(TOKEN) private readonly a: Foo, @Optional() public b?: Bar, ...rest: unknown[]) { super(a, b) }
  @HostListener('click', ['$event']) async *onClick(@Arg() event: Event): AsyncGenerator<number> { yield* run(event) }
  @dec [computed()]() {}
  @(foo.bar()[0]) accessor value = 1
  declare y: number; override z!: string; abstract; static; get; set; async; readonly; declare
  get w(): number { return this.#p } set w(v) { this.#p = v }
  static { init(); { var inner = 1 } }
  static async = 1; static get() { return 1 } static static() {} 'quoted'() {} 42() {} [\`t\${name()}\`]() {}
  [key: string]: unknown; static readonly [key: number]: string
  overload(a: string): void; overload(a: number): void; overload(a: unknown) { call(a) }
  #p = 0; #m() { return #p in this && this.#m?.() }
  get
  *gen() {}
}
abstract class B { abstract m(): void; abstract get g(): string; protected abstract readonly f: { a: 1 } }
export default @late class extends mixin(A, B)<string> {}
`],
  ['types.ts', `
type F = new <T>(x: T) => asserts x is T; type G = abstract new () => void
type C<T> = T extends (infer U extends string)[] ? U extends \`a\${infer R}b\` ? R : never : { [K in keyof T as \`get\${Capitalize<K & string>}\`]-?: T[K] }
type M = { readonly [K in 'a' | 'b']+?: () => { c: typeof import('m', { with: { 'resolution-mode': 'import' } }) } }
interface I<in out T> extends J<T>, K.L { (x: number): string; new (x: number): I<T>; <U>(u: U): void; method?(): void; readonly [i: number]: string; get a(): 1; set a(v) }
declare function assertIsString(value: unknown): asserts value is string
function isIt(this: Window, x: unknown): x is { a: 1 } { return check(x) }
const tuple: [first: string, second?: number, ...rest: Array<() => void>] = make()
let fn: (a: number, b: (c: string) => void) => (d: number) => void = get()
let u: | 'a' | 'b' = pick(), v: unique symbol = s(), w: -1 | 1n = n()
const call = vi.fn<() => void>(), other = vi.fn<(a: string, ...b: number[]) => Promise<Map<string, Array<number>>>>(), nested = mock<<T>(x: T) => T>()
const inst = foo<string>; const neu = new Foo<Bar<Baz>>; const tagged = sql<Row>\`select \${id(1)}\`
const less = a < b, more = (a < b) > c, f2 = f(a < b, c > d), shift = a >> b, unsigned = a >>> 2; a >>= 1; b >>>= c(1); d <<= 2; if (a >= b) go()
const cast = <Foo>get(), konst = <const>['a', f()], generic = <T,>(x: T) => <U extends T>(y: U): y is U & T => id<T>(x)!
const value = (global as any).WebSocket = fake() as unknown as typeof WebSocket satisfies object
const cond = a ? (b) : c => d(), cond2 = a ? (b): c => d() : e, cond3 = a ? (x, y): x is string => z() : w(), cond4 = a ? async (x): Promise<void> => { await x() } : null
const cond5 = a ? (x): x is { y: string } => { ${'f(x); '.repeat(100)}} : undefined
const opt = a?.b?.[c()]?.<string>(d)?.e!.f!(g)![h]; x! /= 2; y = x! / 2 / z()
enum E { A = f(), B = A << 1, 'c-d' = 'x'.length } declare const enum D { X } declare module 'm' { export function f(): void; const x: string } declare global { interface Window { a: 1 } }
namespace N.M { export const x = f(); export import y = A.B; export namespace O {} }
import fs = require('fs'); import type T1 = require('t1'); export import z1 = N.M
import type D1 from 'd1'; import type { T2, type T3 } from 't2'; import D2, { type as as, type A1, type B1 as C1, default as E1, 'string name' as S1 } from 'd2'; import type * as N2 from 'n2'; import type from 'type'
import json from './x.json' with { type: 'json' }
(f)(); export * from 'e1'; export * as ns from 'e2'; export type { T4 } from 'e3'; export { type T5, x as default } from 'e4'; export {} from 'e5'; import {} from 'e6'; import 'e7'
export = fs; export as namespace Lib
for (const x of <any>y()) z(x); for (let i: number = 0, n = a < b ? 1 : 2; i < n; i++) f(i); for await (const x of y()) {} for (const k in o()) if ('a' in k) g()
async function dispose() { using a = open(), b = open(); await using c = await open(); for (using d of e()) f(d); for (await using d of e()) f(d) }
abstract class Q { private constructor(); private constructor(readonly a = f()) {} }
function over(a: string): void
function over(a: number): void
function over(a: any) { type(a); declare(a); module(a); namespace.x(a); abstract(a) }
let obj: { method(): void; new (): Foo; call<T>(x: T): T } = { async *gen() {}, get a() { return 1 }, set a(v: number) {}, async: 1, get: 2, set, async method<T>(x: T) { await x }, [f()]: g(), 'q'() {}, 1() {}, async async() {}, get get() { return 1 } }
label: for (;;) { if (x) continue label; else break label }
type = 1; declare
var afterDeclare = 1
`],
  ['generics.tsx', `
const a = <T,>(x: T) => <div>{x}</div>, b = <T extends object>(x: T) => f<T>(x), c: <T>(x: T) => void = g, d = <const T,>(x: T) => x
interface I { <T>(x: T): void; delete<T>(x: T): void; m: <T>(a: T) => <U>(b: U) => void }
type Fn = <T>(a: T) => T; const e = h as <T>(a: T) => T
const el = <Foo<string> render={() => <b>it's {n()} "ok"</b>} {...rest()} on:click={f} data-a-b='x "y"' c="it's
two lines" d=<i/>>text &amp; 'quote' // no comment {/* none */} {...list()} <></> <A.B.C x={a < b} y={/}/} /> </Foo>
const g2 = cond ? <a /> : <b>{cond && <c>{d.map((x) => <li key={x}>{x}</li>)}</c>}</b>, h2 = x < y, i2 = f(<a/>) / 2
const j = <this.x.y>{'}'}</this.x.y>, k = (<div></div>) as any, l = useState<string>(null), m = < div > a </ div >
function F() { return <>{a}{\`\${b} <x>\`}</> }
`],
  ['slashes.js', `#!/usr/bin/env node
const a = b / c / d, e = /[/]\\/(?<n>x)/dgimsuy.test(f), g = h() / 2 / i, j = [1] / 2 / 3, k = {} / 1 / 2
if (a) /x/.test(b); else /y/g.exec(c)
while (a) /z/.test(b)
do /w/.test(a); while (b) /v/.exec(c)
for (;;) /u/.test(a)
function f1() {} /t/.test(a); class C1 {} /s/.test(b); ({}) / 2; (function () {}) / 2
const k1 = function () {} / 2 / 3, k2 = class {} / 2 / 3; x = { a: 1 } / 2 / 3; label: { } /r/.test(a)
return_: switch (a) { case /q/.test(b): { } /p/.test(c); default: /o/.test(d) }
x = a ? /n/ : /m/; y = a ? b / c : d / e; z = a++ / 2; w = a
++/l/.lastIndex; q = !/k/.test(a); r = typeof /j/; s = void /i/; (a, /h/); [/g/, /f/]; t = a || /e/ && /d/
u = \`\${a / b} \${/[}\`]/.test(c)} \${\`\${d / e}\`} \\\` \\\${\`; v = (a) / b; w = a[0] / b; x1 = "s" / 2; y1 = this / 2; z1 = a.if / b.return / c
const fn = () => {}
/c/.test(a)
let r1 = a => a / 2 / b, r2 = async (a) => { return /b/ }, r3 = async x => await x / 2, r4 = function* () { yield /a/; yield
  /z/g }, r5 = /[\\p{L}--[a-z]]/v, r6 = /[\\]/]/u
var s1 = 1_000.5e-1_0 + .5 + 5. + 0xFFn + 0b1 + 0o7 + 1..toString() + 1.5.toFixed() + 10n ** 2n
var \\u0061bc = \\u{62}, ünï = 1, 变量 = 2, $_ = 3, 𠮷 = 4, obj = { if: 1, class: 2, function: 3, return: /x/, new: 4, delete() {}, get if() { return 1 }, async *in() {} }
obj?.if?.[0]?.(1), a ? .5 : .6, a?.5:1, a ?? b, a ??= b, a ||= c, a &&= d, a **= 2, a <<= 1, a !== b, a != b
new Foo, new Foo.Bar(1)(2), new (f())(), new new X(1)(2), new (a.b().c)(1), new a[b()](c), new.target, import.meta.url, new a.b\`c\`
import('m').then(async ({ default: d = f(), ...rest }) => d()), require('x'), a = b = c = g(), [a, b] = [b, f()], ({ a, b: [c = f()] } = d())
async () => { for await (const x of y) z(); await (0, f)(); await a.b, await [c()], (await import('x')).y() }
var async = 1, get, set, of, let_, from, as, type, namespace; async (1); async
function notAsync() {}
for (var of of of) ; for (async of => {}; false;) ; for (let in {}) ; if (a) { } else if (b) { } else { }
a = b ? c => d : e => f, g = h ? (i, j) => k : ({ l }) => m, n = o ? { p: q } : [r], yield_ = (a, b)
try { f() } catch { g() } finally { h() } try { } catch ({ message: [m = f()] }) { }
var x2 = <div a='1'>{x}</div>, y2 = a < b && c > d, t2 = f\`a\`\`b\`, e2 = a?.b\`\`
debugger; with_: while (0) break with_; throw new Error(\`a\${b}c\`)
`],
]
