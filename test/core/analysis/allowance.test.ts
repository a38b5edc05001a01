import { describe, expect, it } from 'vitest'
import { allowanceFor, analyse } from '../../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'
import { applyEdits } from '../../../server/src/core/text/edits.ts'

/** The text with a directive for the site of a target (the first one when none is named), `NEEDED` where the reason goes; undefined where there is no place. */
function allowed(path: string, text: string, target: string | undefined): string | undefined {
  const source = { path, text }
  const report = analyse(source, DEFAULT_SETTINGS)
  const site = target === undefined ? 0 : report.sites.findIndex((each) => each.target === target)
  expect(report.sites[site]).toBeDefined()
  const allowance = allowanceFor(source, report, site)
  if (!allowance) return undefined
  const { edit, reasonAt } = allowance
  const after = applyEdits(text, [{ span: edit.span, text: `${edit.text.slice(0, reasonAt)}NEEDED${edit.text.slice(reasonAt)}` }])
  const { sites, findings } = analyse({ path, text: after }, DEFAULT_SETTINGS)
  expect(sites.filter((each) => each.allowed === 'NEEDED').map((each) => each.target)).toEqual([report.sites[site]?.target])
  expect(findings.filter(({ code }) => code === 'directive')).toEqual([])
  return after
}

const PYTHON = 'from unittest.mock import MagicMock, patch\n'
const python = (text: string, target: string | undefined) => allowed('tests/test_a.py', PYTHON + text, target)?.slice(PYTHON.length)
const IMPORT = "import { vi } from 'vitest'\n"
const ecmascript = (text: string, target: string | undefined) => allowed('test/a.test.tsx', IMPORT + text, target)?.slice(IMPORT.length)

describe('the directive that allows one mock stands', () => {
  it('above it, as far to the right', () => {
    expect(python('def test_a():\n\tx = MagicMock()\n', 'x')).toBe('def test_a():\n\t# demock: allow(code) – NEEDED\n\tx = MagicMock()\n')
    expect(ecmascript('const x = {\n  a: 1,\n  b: vi.fn(),\n}\n', 'x.b')).toBe('const x = {\n  a: 1,\n  // demock: allow(code) – NEEDED\n  b: vi.fn(),\n}\n')
  })

  it('with the line ends of the text', () => {
    expect(allowed('tests/test_a.py', `${PYTHON}x = MagicMock()`.replaceAll('\n', '\r\n'), 'x')).toContain('\r\n# demock: allow(code) – NEEDED\r\nx =')
  })

  it('behind the first decorator, and between decorators', () => {
    const text = '@patch("a.b")\n@patch("c.d")  # noqa\ndef test_a(d, b):\n    x = MagicMock()\n'
    expect(python(text, 'a.b')).toBe(text.replace('"a.b")', '"a.b")  # demock: allow(code) – NEEDED'))
    expect(python(text, 'c.d')).toBe(text.replace('@patch("c', '# demock: allow(code) – NEEDED\n@patch("c'))
    expect(python(text.replace('@patch("a.b")\n', ''), 'c.d')).toBe(text.replace('@patch("a.b")\n', '').replace('# noqa', '# noqa  # demock: allow(code) – NEEDED'))
  })

  it('never behind a backslash, in a string or in JSX', () => {
    expect(python('def test_a():\n    y = 1 + \\\n        len(str(x := MagicMock()))\n', 'x')).toBe('def test_a():\n    # demock: allow(code) – NEEDED\n    y = 1 + \\\n        len(str(x := MagicMock()))\n')
    expect(ecmascript('const x = `\n  ${vi.fn()}`\n', undefined)).toBe('// demock: allow(code) – NEEDED\nconst x = `\n  ${vi.fn()}`\n')
    expect(ecmascript('const x = <A>\n  <B a={vi.fn()} />\n</A>\n', undefined)).toBe('// demock: allow(code) – NEEDED\nconst x = <A>\n  <B a={vi.fn()} />\n</A>\n')
  })
})

describe('no directive is offered', () => {
  it('for what is allowed already', () => {
    expect(python('x = MagicMock()\ny = MagicMock()  # demock: allow – NEEDED\n', 'y')).toBeUndefined()
  })
})
