import { describe, expect, it } from 'vitest'
import { readPython } from './python-reading.ts'

describe('f-strings and t-strings', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['the quotes of the string itself (3.12)', 'x = f"{d["a"](1)}"', ['d["a"](1)']],
    ['f-strings in f-strings to any depth (3.12)', 'x = f"{f"{f"{g()}"}"}"', ['g()']],
    ['line ends and comments in a field (3.12)', 'x = f"{\n  g(  # why\n    1)\n}"\nh()', ['g(  # why\n    1)', 'h()']],
    ['backslashes in a field (3.12)', 'x = f"{\'\\n\'.join(a)}"', ["'\\n'.join(a)"]],
    ['other quotes in a field, as before 3.12', "x = f'{d[\"a\"]()}'", ['d["a"]()']],
    ['a conversion and a format specification', 'x = f"{g()!r:>{w()}.{p():d}}"', ['g()', 'w()', 'p()']],
    ['the debugging form', 'x = f"{g() = !s}"', ['g()']],
    ['a comparison, which is no conversion', 'x = f"{a() != b()}"', ['a()', 'b()']],
    ['a colon and an equals sign, which are no walrus', 'x = f"{a():=+5}"', ['a()']],
    ['a walrus in parentheses', 'x = f"{(y := a()):>{y}}"', ['a()']],
    ['doubled braces, which are text', 'x = f"{{g()}}{h()}"', ['h()']],
    ['braces of a named character, which are text', 'x = f"\\N{EM DASH}{h()}"', ['h()']],
    ['braces behind a backslash in a raw string', 'x = rf"\\N{h()}"', ['h()']],
    ['a lambda in parentheses', 'x = f"{(lambda a: g(a))()}"', ['(lambda a: g(a))()', 'g(a)']],
    ['a dictionary in a field', 'x = f"{ {1: g()}[1] }"', ['g()']],
    ['a triple-quoted one over several lines', 'x = f"""{\ng()}\n"quoted" {h():\n}"""', ['g()', 'h()']],
    ['a template (3.14)', 'x = t"{g()} {name!r}"', ['g()']],
    ['a raw template (3.14)', 'x = rt"\\{g()}"', ['g()']],
    ['adjacent literals of all sorts', 'x = "a" f"{g()}" \'b\' rf"{h()}"', ['g()', 'h()']],
    ['a call on the string', 'x = f"{g()}".join(a)', ['f"{g()}".join(a)', 'g()']],
  ]
  it.each(cases)('finds the calls in %s', (_, text, calls) => {
    const read = readPython(text)
    expect(read.facts.problems).toEqual([])
    expect(read.calls).toEqual(calls)
  })

  it('gives the value of plain strings only', () => {
    const { facts } = readPython(`f('a\\x41\\u00e9\\n', "b" 'c', r'\\d', f"{{}}", f"{x}", b'y', t"z", '''l\r\nm''', 'a\\\n b', '\\101', '\\N{DASH}')`)
    const values = facts.calls[0]?.arguments.map(({ value }) => (value.kind === 'string' ? value.text : value.kind))
    expect(values).toEqual(['aAé\n', 'bc', '\\d', '{}', undefined, 'literal', undefined, 'l\nm', 'a b', 'A', '\\N{DASH}'])
  })

  it('gives what is interpolated', () => {
    const read = readPython('x = f"{a.b} {c:{d}} {e, f}"')
    const value = read.facts.assignments[0]?.value
    expect(value?.kind === 'string' ? value.parts.map((part) => read.of(part)) : []).toEqual(['a.b', 'c', 'd', 'e, f'])
  })

  it('ends an f-string at its quote while a field is still open', () => {
    const read = readPython('x = f"{a"\nb()\n')
    expect(read.facts.problems.length).toBe(1)
    expect(read.calls).toEqual(['b()'])
    expect(read.facts.statements.length).toBe(2)
  })
})
