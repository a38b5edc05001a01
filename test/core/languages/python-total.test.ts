import { describe, expect, it } from 'vitest'
import { END } from '../../../server/src/core/languages/python/kinds.ts'
import { python } from '../../../server/src/core/languages/python/python.ts'
import { createReader } from '../../../server/src/core/languages/python/reader.ts'
import { scanPython } from '../../../server/src/core/languages/python/scanner.ts'
import { readStatements } from '../../../server/src/core/languages/python/statements.ts'
import { violatedLaw } from './python-laws.ts'

const SAMPLE = `@patch("a.b", new=f(1))
async def test[T: int](self, *, ws: "T" = lambda x, *y, z=1: [x for x in y if z], **k) -> None:
    with (open(a) as b, c(d)): x[1:f(2), ::3] = {**e, "k": [i async for i in j], g: h}
    try:
        await ws.send_json({"a": 1})(lambda: (yield)); y = f"{x!r:>{w}} {{}} {f'{d["q"]()}'}" "b" rb'\\x'
    except* (A, B) as e: raise E from e
    match x, y:
        case {"a": [b, *_], **r} | C.D(e=1) if (z := f()): return not await g(*a, **b, c=d)
    global q; nonlocal s; del x, y[0]; assert a, b; print(1if a else-2, 0x1F, 1e5j, ...)
    for i, (j, *k) in enumerate(z): a = b += c; d: int = 3  # comment
    t"""
{a:
{b}} \\N{DASH}""" ; type X[T] = list[T]
`

/** A small generator of pseudo-random numbers below a limit, the same in every run (Park and Miller). */
function generator(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state * 48271) % 2147483647
    return state % limit
  }
}

describe('any text', () => {
  it('that is a piece of Python', () => {
    for (let start = 0; start < SAMPLE.length; start++) {
      expect(violatedLaw(SAMPLE.slice(start)), `from ${start}`).toBeUndefined()
      expect(violatedLaw(SAMPLE.slice(0, start)), `to ${start}`).toBeUndefined()
    }
  })

  it('that is Python with pieces moved, lost and doubled', () => {
    const random = generator(7)
    for (let round = 0; round < 3000; round++) {
      let text = SAMPLE
      for (let i = random(4); i >= 0; i--) {
        const from = random(text.length)
        const piece = text.slice(from, from + random(12))
        const to = random(text.length)
        text = text.slice(0, to) + piece + text.slice(to + random(6))
      }
      expect(violatedLaw(text), JSON.stringify(text)).toBeUndefined()
    }
  })

  it('that is made of tokens in any order', () => {
    const random = generator(11)
    const words = ['(', ')', '[', ']', '{', '}', 'f"', 'f\'\'\'', '"', "'''", '{', '}', ':', ':=', '=', ',', '\n', '\n  ', '\n\t', '\\', 'lambda', 'for', 'in', 'if', 'else', 'await', 'async',
      'def', 'class', 'match', 'case', 'with', 'as', 'import', 'from', '.', '*', '**', '@', '!', ';', '->', 'a', 'b1', '1', '.5', 'yield', 'type', '\r', '\f', '#', 'é', '\0', '\ud800', 'global', 'x ', ' ', ' ', ' ']
    for (let round = 0; round < 5000; round++) {
      let text = ''
      for (let i = random(60); i >= 0; i--) text += words[random(words.length)]
      expect(violatedLaw(text), JSON.stringify(text)).toBeUndefined()
    }
  })

  it('that is no text at all', () => {
    const random = generator(13)
    for (let round = 0; round < 300; round++) {
      const units = Array.from({ length: random(400) }, () => random(round % 2 ? 65536 : 256))
      expect(violatedLaw(String.fromCharCode(...units)), JSON.stringify(units)).toBeUndefined()
    }
  })
})

describe('code as it stands while someone types', () => {
  it.each([
    ['an open call', 'x = f(a,\ndef g():\n    h()\n', ['f(a,', 'h()']],
    ['an open f-string', 'x = f"{a.b(\nimport c\nd()\n', ['a.b(', 'd()']],
    ['an open string', "x = 'abc\ny()\n", ['y()']],
    ['a wrong closing bracket', 'f(a]\ng(b\n[c()\nreturn\nh()', ['f(a]\ng(b\n[c()', 'g(b\n[c()', 'c()', 'h()']],
    ['a dot without a name', 'f(ws.)\nws.\ng()\n', ['f(ws.)', 'g()']],
    ['a header without a body', 'def f(a\nclass B(\nif g():\nh()\n', ['g()', 'h()']],
  ])('keeps the facts around %s', (_, text, calls) => {
    const facts = python.read(text, 'test.py')
    expect(facts.calls.map((call) => text.slice(call.span.start, call.span.end))).toEqual(calls)
  })
})

describe('work grows with the text and no faster', () => {
  const nesting: readonly (readonly [string, (n: number) => string])[] = [
    ['open parentheses', (n) => '('.repeat(n)],
    ['nested parentheses', (n) => '('.repeat(n) + ')'.repeat(n)],
    ['nested calls', (n) => 'f('.repeat(n) + ')'.repeat(n)],
    ['nested lists', (n) => '['.repeat(n) + ']'.repeat(n)],
    ['nested dictionaries', (n) => '{1:'.repeat(n) + '}'.repeat(n)],
    ['nested subscripts', (n) => 'a['.repeat(n) + ']'.repeat(n)],
    ['nested comprehensions', (n) => '['.repeat(n) + 'x' + ' for x in y]'.repeat(n)],
    ['comprehensions nested in their first iterable', (n) => '[x for x in '.repeat(n) + 'y' + ']'.repeat(n)],
    ['nested lambdas', (n) => 'lambda: '.repeat(n)],
    ['lambdas nested in their defaults', (n) => 'lambda a='.repeat(n)],
    ['nested f-strings', (n) => 'f"{'.repeat(n) + '}"'.repeat(n)],
    ['open f-strings with escaped quotes', (n) => 'f"{'.repeat(n) + '\\"'.repeat(n)],
    ['fields in format specifications', (n) => `f"${'{a:'.repeat(n)}${'}'.repeat(n)}"`],
    ['wrong closing brackets', (n) => '('.repeat(n) + ']'.repeat(n)],
    ['wrong closing brackets in a field', (n) => `f"{${'(['.repeat(n)}}"`],
    ['open brackets before statements', (n) => '([\ndef f(a\n'.repeat(n)],
    ['nested walruses', (n) => '(a := '.repeat(n) + ')'.repeat(n)],
    ['nested assignment targets', (n) => `${'('.repeat(n)}a${')'.repeat(n)} = 1`],
  ]
  const repetition: readonly (readonly [string, (n: number) => string])[] = [
    ['one comprehension with many clauses', (n) => `[x${' for x in y if z'.repeat(n)}]`],
    ['many targets', (n) => 'a = '.repeat(n)],
    ['a long chain', (n) => `a${'.b(c)[d]'.repeat(n)}`],
    ['many operators', (n) => 'not -a and '.repeat(n)],
    ['many awaits', (n) => 'await '.repeat(n)],
    ['many strings', (n) => '"a" f"{b}" '.repeat(n)],
    ['many decorators', (n) => '@a\n'.repeat(n)],
    ['words that may be a match', (n) => 'match (a);'.repeat(n)],
    ['lines that may be a match', (n) => 'match (a)\n'.repeat(n)],
    ['blocks on one line', (n) => 'if a: '.repeat(n)],
    ['many clauses', (n) => `if a: b\n${'elif c: d\n'.repeat(n)}`],
    ['with statements in parentheses', (n) => `with (${'a, '.repeat(n)}b): c`],
    ['unterminated strings', (n) => '"a\n'.repeat(n)],
    ['quotes', (n) => '"'.repeat(n)],
    ['backslashes', (n) => '\\'.repeat(n)],
    ['global names', (n) => `def f():\n${' global a\n nonlocal b\n a = b = 1\n'.repeat(n)}`],
    ['blank lines', (n) => ' \n'.repeat(n)],
  ]

  it.each([...nesting, ...repetition])('%s', (_, shape) => {
    const small = work(shape(500))
    const large = work(shape(2000))
    expect(large / small).toBeLessThan(4.5)
  })

  it.each(nesting)('a hundred thousand of %s', (_, shape) => {
    expect(python.read(shape(100_000), 'test.py').language).toBe('python')
  })
})

/** Characters the scanner asks for, and kinds of tokens the reader asks for. */
function work(source: string): number {
  let steps = 0
  const counting = Object.assign(new String(source), {
    charCodeAt: (at: number) => (steps++, source.charCodeAt(at)),
  })
  const scan = scanPython(counting as unknown as string)
  const kinds = new Proxy(scan.kinds, { get: (target, at) => (steps++, Reflect.get(target, at) as number | undefined) })
  const reader = createReader(source, { ...scan, kinds })
  readStatements(reader)
  expect(kinds[reader.at]).toBe(END)
  return steps
}
