import { describe, expect, it } from 'vitest'
import { readPython } from './python-reading.ts'

describe('syntax of 3.8 to 3.14', () => {
  it('reads type parameters of functions and classes (3.12) and their defaults (3.13)', () => {
    const read = readPython('class Box[T: (int, bound()) = default(), *Ts, **P](Base[T], key=g()):\n  def get[U](self: T, x: U = h()) -> U: pass\n')
    expect(read.facts.problems).toEqual([])
    expect(read.calls).toEqual(['bound()', 'default()', 'g()', 'h()'])
    expect(read.bound).toEqual(['class Box@module', 'type T@block', 'type Ts@block', 'type P@block', 'function get@Box', 'type U@block', 'parameter self@get', 'parameter x@get'])
    expect(read.facts.functions[0]).toMatchObject({ name: 'get', form: 'method', class: 0 })
  })

  it('reads type statements, and `type` as a name', () => {
    const read = readPython('type Pair[T] = tuple[T, f()]\ntype X = int\ntype(x)\ntype = 1\ntype.y()\n')
    expect(read.bound).toEqual(['type Pair@module', 'type T@block', 'type X@module', 'assignment type@module'])
    expect(read.calls).toEqual(['f()', 'type(x)', 'type.y()'])
  })

  it('reads match statements, and `match` and `case` as names', () => {
    const read = readPython(
      'match f(x), y:\n  case [a, *rest] | {"k": a, **rest} if g(a):\n    h(rest)\n  case Point(x=0, y=b.C) as p: pass\n  case _: case(1)\n' +
        'match(x)\nmatch[x]: int = 1\nmatch = case = 2\nmatch -x\nmatch (x):\n  case -1 | None | "s": k()\n',
    )
    expect(read.facts.problems).toEqual([])
    expect(read.calls).toEqual(['f(x)', 'g(a)', 'h(rest)', 'case(1)', 'match(x)', 'k()'])
    expect(read.bound.filter((bound) => bound.startsWith('pattern'))).toEqual(['a', 'rest', 'a', 'rest', 'p'].map((name) => `pattern ${name}@module`))
    expect(read.facts.statements.filter((statement) => statement.parent === -1).map((statement) => statement.kind)).toEqual([
      'block', 'expression', 'assignment', 'assignment', 'expression', 'block',
    ])
  })

  it('reads except groups, and except without parentheses (3.14)', () => {
    const read = readPython('try: f()\nexcept* A as e: g()\nexcept B, C: h()\nexcept (D, E) as e: pass\nelse: i()\nfinally: j()\n')
    expect(read.facts.problems).toEqual([])
    expect(read.calls).toEqual(['f()', 'g()', 'h()', 'i()', 'j()'])
    expect(read.bound).toEqual(['except e@module', 'except e@module'])
    expect(read.facts.statements.filter((statement) => statement.parent === -1).length).toBe(1)
  })

  it.each([
    ['with (a() as b, c() as d,): pass', ['a() as b', 'c() as d']],
    ['with (a(), c()): pass', ['a()', 'c()']],
    ['with (a()) as b, c(): pass', ['(a()) as b', 'c()']],
    ['with (a() or c()).d() as b: pass', ['(a() or c()).d() as b']],
    ['with (yield a): pass', ['(yield a)']],
    ['with (a := f()): pass', ['(a := f())']],
    ['with a() as (b, c): pass', ['a() as (b, c)']],
  ])('reads the items of %s', (text, items) => {
    expect(readPython(text).facts.withItems.map((item) => text.slice(item.span.start, item.span.end))).toEqual(items)
  })

  it('gives arguments with their names, spreads and spans', () => {
    const text = 'f(a, *b, c=d(1), **e, *[g], h := 2)\nk(x for x in y)\n'
    const { facts } = readPython(text)
    expect(facts.calls[0]?.arguments.map(({ span, name, spread }) => [text.slice(span.start, span.end), name, spread])).toEqual([
      ['a', undefined, undefined], ['*b', undefined, '*'], ['c=d(1)', 'c', undefined], ['**e', undefined, '**'], ['*[g]', undefined, '*'], ['h := 2', undefined, undefined],
    ])
    expect(facts.calls[2]?.arguments[0]?.value.kind).toBe('list')
  })

  it('gives calls outer before inner, and each as a link of its chain', () => {
    const { facts, calls } = readPython('a(b()).c(d)()\n(e() or f).g()\n')
    expect(calls).toEqual(['a(b()).c(d)()', 'a(b()).c(d)', 'a(b())', 'b()', '(e() or f).g()', 'e()'])
    for (const call of facts.calls) expect(facts.chains[call.chain]?.links[call.link]).toEqual({ kind: 'call', call })
  })

  it('notes await on the chain it applies to', () => {
    const read = readPython('x = await a.b(await c())\ny = await (d or e).f()\n')
    expect(read.facts.chains.filter((chain) => chain.awaitAt >= 0).map((chain) => read.of(chain))).toEqual(['a.b(await c())', 'c()', '(d or e).f()'])
  })

  it('gives keys and values of dictionaries', () => {
    const read = readPython('x = {"a": f(1), 2: b, c: d, **e, "g" "h": [i]}')
    const value = read.facts.assignments[0]?.value
    expect(value?.kind === 'object' ? value.entries.map((entry) => [entry.key, read.of(entry.value)]) : []).toEqual([
      ['a', 'f(1)'], ['2', 'b'], [undefined, 'd'], [undefined, 'e'], ['gh', '[i]'],
    ])
  })
})

describe('scopes', () => {
  it('binds where the language says', () => {
    const read = readPython(
      'import a.b, c as d\nfrom .m import e as f, g\nfor h, (i, *j) in x: pass\nclass K:\n  l: int\n  def m(self, *n, o=1, **p):\n    global q\n    q = 1\n    r = lambda s, t=2: s\n' +
        '    def u():\n      nonlocal r\n      r += 1\n    return [v for w in x if (y := w)]\n',
    )
    expect(read.bound).toEqual([
      'import a@module', 'import d@module', 'import f@module', 'import g@module', 'loop h@module', 'loop i@module', 'loop j@module', 'class K@module',
      'assignment l@K', 'function m@K', 'parameter self@m', 'parameter n@m', 'parameter o@m', 'parameter p@m', 'assignment q@module', 'assignment r@m',
      'parameter s@function', 'parameter t@function', 'function u@m', 'assignment r@m', 'loop w@block', 'assignment y@m',
    ])
  })

  it('evaluates the first iterable of a comprehension in the scope around it', () => {
    const { facts } = readPython('def f(): return [a for b in c for d in e if g]')
    const comprehension = facts.scopes.findIndex((scope) => scope.kind === 'block')
    const names = facts.chains.filter((chain) => chain.scope !== comprehension).map((chain) => chain.root)
    expect(names).toEqual(['c'])
  })
})

describe('offsets', () => {
  it.each([['LF', '\n'], ['CRLF', '\r\n'], ['lone CR', '\r']])('counts %s', (_, end) => {
    const text = `\uFEFFif a:${end}\tb(  # c${end}\f\t1)${end}\f${end}d = \\${end}  "😀" + é(x)${end}`
    const { facts, calls } = readPython(text)
    expect(facts.problems).toEqual([])
    expect(calls).toEqual([`b(  # c${end}\f\t1)`, 'é(x)'])
    expect(facts.statements.map((statement) => [statement.parent, text.slice(statement.span.start, statement.span.end)])).toEqual([
      [-1, `if a:${end}\tb(  # c${end}\f\t1)`], [0, `b(  # c${end}\f\t1)`], [-1, `d = \\${end}  "😀" + é(x)`],
    ])
    expect(facts.comments.map((span) => text.slice(span.start, span.end))).toEqual(['# c'])
  })

  it('compares names in normal form', () => {
    expect(readPython('ﬁ = 1').bound).toEqual(['assignment fi@module'])
  })

  it('takes tabs as wide as eight blanks', () => {
    const { facts } = readPython('if a:\n        b\n\tc\nd\n')
    expect(facts.statements.map((statement) => statement.parent)).toEqual([-1, 0, 0, -1])
  })
})
