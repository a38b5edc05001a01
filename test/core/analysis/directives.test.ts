import { describe, expect, it } from 'vitest'
import { analyse } from '../../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'
import { linesOf } from '../../../server/src/core/text/lines.ts'
import { NO_SURROUNDINGS } from '../../../server/src/core/model/surroundings.ts'

const TODAY = '2026-06-15'

/** What directives do to a text: each site as `line kind service: reason`, each finding as `line:column "text" message`. Lines and columns from 1. */
function obeyed(text: string, path: string): { readonly sites: string[]; readonly findings: string[] } {
  const report = analyse({ path, text }, DEFAULT_SETTINGS, NO_SURROUNDINGS, TODAY)
  const lines = linesOf(text)
  const lineOf = (offset: number): number => lines.positionAt(offset).line + 1
  return {
    sites: report.sites.map(({ anchor, kind, service, allowed }) => `${lineOf(anchor.start)} ${kind} ${service}: ${allowed ?? '–'}`),
    findings: report.findings.filter(({ code }) => code === 'directive').map(({ span, message }) => (
      `${lineOf(span.start)}:${lines.positionAt(span.start).column + 1} "${text.slice(span.start, span.end)}" ${message}`
    )),
  }
}

const python = (text: string) => obeyed(`from unittest.mock import AsyncMock, MagicMock, patch\n${text}`, 'tests/test_chat.py')
const typescript = (text: string) => obeyed(`import { vi, it, describe } from 'vitest'\n${text}`, 'test/chat.test.ts')

describe('a directive behind code', () => {
  it('allows what stands on its line, and nothing else', () => {
    expect(python('ws = MagicMock()  # demock: allow – no server here\nws.send_json = AsyncMock()\n')).toEqual({
      sites: ['2 double websocket: no server here', '3 double websocket: –'], findings: [],
    })
  })

  it('allows a construct that begins or ends on its line', () => {
    const text = 'ws = MagicMock(  # demock: allow(*) - first\n    spec=["send_json", "accept"],\n)\nother = MagicMock(\n    spec=["send_json", "accept"],\n)  # demock: allow(websocket) - second\n'
    expect(python(text)).toEqual({ sites: ['2 double websocket: first', '5 double websocket: second'], findings: [] })
  })

  it('allows all of a statement that ends on its line, but not the statements in it', () => {
    expect(python('make(\n    MagicMock(),\n    MagicMock(),\n)  # demock: allow – a\n').sites).toEqual(['3 double code: a', '4 double code: a'])
    expect(typescript("describe('a', () => {\n  const send = vi.fn()\n})  // demock: allow – a\n").sites).toEqual(['3 double code: –'])
  })

  it('may stand behind another comment, and another may follow', () => {
    expect(python('a = MagicMock()  # type: ignore # demock: allow – see #12 # noqa: E501\n')).toEqual({ sites: ['2 double code: see #12'], findings: [] })
    expect(typescript('const a = vi.fn() /* demock: allow – yes */\nconst b = vi.fn() // eslint-disable-line // demock: allow – https://example.org/a\n')).toEqual({
      sites: ['2 double code: yes', '3 double code: https://example.org/a'], findings: [],
    })
  })
})

describe('a directive on a line of its own', () => {
  it('allows the statement that follows, over comments', () => {
    expect(python('# demock: allow(websocket) – a\n# why we do this\nws = MagicMock(\n    send_json=AsyncMock(),\n)\nws.accept = AsyncMock()\n')).toEqual({
      sites: ['4 double websocket: a', '5 double websocket: a', '7 double websocket: –'], findings: [],
    })
  })

  it('allows a whole function with its decorators, or a class', () => {
    const text = '# demock: allow – a\n@patch("a.b")\n@patch("c.d")\ndef test_a(b, d):\n    x = MagicMock()\n\ndef test_b():\n    x = MagicMock()\n\n# demock: allow – c\nclass TestC:\n    def test_d(self):\n        x = MagicMock()\n'
    expect(python(text)).toEqual({
      sites: ['3 patch code: a', '4 patch code: a', '6 double code: a', '9 double code: –', '14 double code: c'], findings: [],
    })
  })

  it('between decorators allows one of them', () => {
    expect(python('@patch("a.b")\n# demock: allow – a\n@patch("c.d")\ndef test_a(b, d):\n    x = MagicMock()\n').sites).toEqual([
      '2 patch code: –', '4 patch code: a', '6 double code: –',
    ])
  })

  it('above `it` and `describe` allows all that is in them', () => {
    const text = "// demock: allow(double) – a\nit('b', () => {\n  const a = vi.fn()\n  vi.spyOn(console, 'warn')\n})\ndescribe('c', () => {\n  /**\n   * demock: allow(spy): d\n   */\n  it('d', async () => {\n    vi.spyOn(console, 'warn')\n  })\n})\n"
    expect(typescript(text)).toEqual({ sites: ['4 double code: a', '5 spy logging: –', '12 spy logging: d'], findings: [] })
  })

  it('above a block allows its head only', () => {
    expect(python('def test_a():\n    # demock: allow – a\n    with patch("a.b") as b, patch("c.d"):\n        x = MagicMock()\n').sites).toEqual([
      '4 patch code: a', '4 patch code: a', '5 double code: –',
    ])
  })

  it('within an expression allows the line that follows', () => {
    expect(typescript('const socket = {\n  // demock: allow – a\n  send: vi.fn(),\n  close: vi.fn(),\n}\n').sites.map((site) => site.split(': ')[1])).toEqual(['a', '–'])
  })

  it('does not reach over an empty line, and says so', () => {
    const { sites, findings } = python('# demock: allow – a\n\nx = MagicMock()\n')
    expect(sites).toEqual(['4 double code: –'])
    expect(findings).toEqual(['2:3 "demock: allow – a" This directive allows nothing: there is no mock in what follows directly. Remove it.'])
  })

  it('works with every line end and in JSX', () => {
    expect(python('# demock: allow – a\r\nx = MagicMock()\r\n')).toEqual({ sites: ['3 double code: a'], findings: [] })
    expect(obeyed("import { vi } from 'vitest'\nexport const a = <A>\n  {/* demock: allow – b */}\n  <B on={vi.fn()} />\n</A>\n", 'test/a.test.tsx')).toEqual({ sites: ['4 double code: b'], findings: [] })
  })
})

describe('a directive for the file', () => {
  it('stands above all code but imports, and gives way to narrower ones', () => {
    expect(typescript("// demock: allow-file(code) – old tests\nconst a = vi.fn()\nconst b = vi.fn() // demock: allow – better\nvi.spyOn(console, 'warn')\n")).toEqual({
      sites: ['3 double code: old tests', '4 double code: better', '5 spy logging: –'], findings: [],
    })
  })

  it('is refused below', () => {
    const { sites, findings } = python('x = MagicMock()\n# demock: allow-file – late\ny = MagicMock()\n')
    expect(sites).toEqual(['2 double code: –', '4 double code: –'])
    expect(findings).toEqual([expect.stringMatching(/^3:3 "demock: allow-file – late" `allow-file` must stand on a line of its own above all code/)])
  })
})

describe('the form', () => {
  it.each(['– r', '— r', '- r', '-- r', ': r', '–r', 'until 2026-06-15 – r', '– r until 2026-06-15', '- reason: r'])('takes `allow(code) %s`', (rest) => {
    expect(python(`x = MagicMock()  # demock: allow(code) ${rest}\n`)).toEqual({ sites: ['2 double code: r'], findings: [] })
  })

  it.each([
    ['allow(code)', '2:20 "demock: allow(code)" Without a reason nothing is allowed.'],
    ['allow(code) –', '2:20 "demock: allow(code) –" Without a reason'],
    ['allow(code) – reason: ', '2:20 "demock: allow(code) – reason:" Without a reason'],
    ['allow(code) - TODO', '2:20 "demock: allow(code) - TODO" Without a reason'],
    ['allow – ...', '2:20 "demock: allow – ..." Without a reason'],
    ['allow(code) as it is old', '2:40 "as it is old" Put a dash before the reason'],
    ['allow code – r', '2:34 "code – r" Put a dash before the reason, and services in parentheses'],
    ['allow(code – r', '2:33 "(code – r" The parenthesis is not closed.'],
    ['allow() – r', '2:33 "()" The parentheses name nothing.'],
    ['ignore – r', '2:28 "ignore" `ignore` is no directive of Demock.'],
    ['', '2:20 "demock:" This is no directive of Demock.'],
    ['allow(websockets) – r', '2:34 "websockets" `websockets` is no service and no kind of mock. Did you mean `websocket`?'],
    ['allow(code-mock) – r', '2:34 "code-mock" `code-mock` is no service and no kind of mock. Did you mean `code`?'],
    ['allow(everything) – r', '2:34 "everything" `everything` is no service and no kind of mock. Services are websocket, http'],
    ['allow(code, until tomorrow) – r', '2:40 "until tomorrow" `until tomorrow` names no day.'],
    ['allow(code, until 2027-02-29) – r', '2:40 "until 2027-02-29" `until 2027-02-29` names no day.'],
    ['allow(code, until 2026-06-14) – r', '2:40 "until 2026-06-14" This exception expired on 2026-06-14.'],
    ['allow(code) – r until 2026-06-14', '2:44 "until 2026-06-14" This exception expired'],
    ['allow(websocket) – r', '2:20 "demock: allow(websocket) – r" This directive allows nothing: there is no mock of `websocket` on this line.'],
  ])('refuses `%s`', (directive, finding) => {
    const { sites, findings } = python(`x = MagicMock()  # demock: ${directive}\n`)
    expect(sites).toEqual(['2 double code: –'])
    expect(findings).toEqual([expect.stringContaining(finding)])
  })

  it('allows by the names that are right and tells of those that are not', () => {
    const { sites, findings } = python('x = MagicMock()  # demock: allow(code, tmie, time) – r\n')
    expect(sites).toEqual(['2 double code: r'])
    expect(findings).toEqual([
      expect.stringMatching(/^2:40 "tmie" .* Did you mean `time`\?$/),
      '2:46 "time" No mock on this line is one of `time`. Remove it from the list.',
    ])
  })

  it('leaves other comments, strings and marks of conversions alone', () => {
    const text = '"""demock: allow"""\n# see demock: allow\n# demock: finish – check this\nx = "# demock: allow"\n# not demock\n'
    expect(python(text)).toEqual({ sites: [], findings: [] })
  })

  it('is read in test files without any mock', () => {
    expect(obeyed('# demock: allow – a\ndef test_a(): ...\n', 'tests/test_a.py').findings).toHaveLength(1)
    expect(obeyed('# demock: allow – a\ndef main(): ...\n', 'app/main.py').findings).toEqual([])
  })

  it('never expires where the day is not known', () => {
    const text = 'from unittest.mock import Mock\nx = Mock()  # demock: allow(until 2001-01-01) – r\n'
    expect(analyse({ path: 'tests/test_a.py', text }, DEFAULT_SETTINGS).sites[0]?.allowed).toBe('r')
  })
})

describe('many directives', () => {
  it('are obeyed one by one', () => {
    const count = 3000
    const { sites, findings } = python('x = MagicMock()  # demock: allow – a\n# demock: allow – b\ny = MagicMock()\n'.repeat(count))
    expect(sites.filter((site) => site.endsWith(': a'))).toHaveLength(count)
    expect(sites.filter((site) => site.endsWith(': b'))).toHaveLength(count)
    expect(findings).toEqual([])
  })
})
