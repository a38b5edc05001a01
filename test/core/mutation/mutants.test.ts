import { describe, expect, it } from 'vitest'
import { codeUnderTest } from '../../../server/src/core/mutation/code-under-test.ts'
import { mutantsOf } from '../../../server/src/core/mutation/mutants.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'
import { applyEdits } from '../../../server/src/core/text/edits.ts'

/** Each mutant as `line operator: the text of its lines`. */
function mutants(path: string, text: string): string[] {
  return mutantsOf(path, text).map(({ line, operator, edit }) => `${line} ${operator}: ${applyEdits(text, [edit]).split('\n').slice(1).join('\n').trim()}`)
}

describe('mutants of Python', () => {
  it('leave out, alter, double and swap what the other end sees', () => {
    const text = 'async def f(ws):\n    await ws.accept()\n    await ws.send_json({"type": "a"})\n'
    expect(mutants('app.py', text)).toEqual([
      '2 left out: pass\n    await ws.send_json({"type": "a"})',
      '2 doubled: await ws.accept(); await ws.accept()\n    await ws.send_json({"type": "a"})',
      '2 swapped: await ws.send_json({"type": "a"})\n    await ws.accept()',
      '3 left out: await ws.accept()\n    pass',
      '3 altered: await ws.accept()\n    await ws.send_json({"type": "a~"})',
      '3 doubled: await ws.accept()\n    await ws.send_json({"type": "a"}); await ws.send_json({"type": "a"})',
    ])
  })

  it.each([
    ['await ws.send_json(event)', 'await ws.send_json({"~": event})'],
    ['await ws.send_text(text)', 'await ws.send_text(str(text) + "~")'],
    ['await ws.send_bytes(data)', 'await ws.send_bytes(data + b"~")'],
    ['await ws.send_text(f"""a {b}""")', 'await ws.send_text(f"""a {b}~""")'],
    ['await ws.send_json(dict(type="a"))', 'await ws.send_json(dict(type="a~"))'],
    ['await ws.send_json({"n": 1, "m": [x, "y"]})', 'await ws.send_json({"n": 1, "m": [x, "y~"]})'],
    ['await ws.close(1000)', 'await ws.close(4999)'],
  ])('alter the message of %s', (statement, altered) => {
    expect(mutants('app.py', `def f():\n    ${statement}\n`)).toContain(`2 altered: ${altered}`)
  })

  it('leave everything else alone, and swap only what stands together', () => {
    expect(mutants('app.py', 'def f():\n    x = ws.send("a")\n    send("a")\n    log.info("a")\n')).toEqual([])
    const apart = 'def f():\n    ws.send("a")\n    x = 1\n    ws.send("b")\n'
    expect(mutants('app.py', apart).filter((mutant) => mutant.includes('swapped'))).toEqual([])
    const otherBlock = 'def f():\n    if x:\n        ws.send("a")\n    ws.send("b")\n'
    expect(mutants('app.py', otherBlock).filter((mutant) => mutant.includes('swapped'))).toEqual([])
  })
})

describe('mutants of TypeScript', () => {
  it('keep the text readable', () => {
    const text = 'function f(ws) {\n  ws.send(JSON.stringify({ type: `a` }));\n  ws.close(1000)\n}\n'
    expect(mutants('app.ts', text)).toEqual([
      '2 left out: ;\n  ws.close(1000)\n}',
      '2 altered: ws.send(JSON.stringify({ type: `a~` }));\n  ws.close(1000)\n}',
      '2 doubled: ws.send(JSON.stringify({ type: `a` })); ws.send(JSON.stringify({ type: `a` }));\n  ws.close(1000)\n}',
      '2 swapped: ws.close(1000)\n  ws.send(JSON.stringify({ type: `a` }));\n}',
      '3 left out: ws.send(JSON.stringify({ type: `a` }));\n  ;\n}',
      '3 altered: ws.send(JSON.stringify({ type: `a` }));\n  ws.close(4999)\n}',
      '3 doubled: ws.send(JSON.stringify({ type: `a` }));\n  ws.close(1000); ws.close(1000)\n}',
    ])
  })
})

describe('codeUnderTest', () => {
  it('follows imports through the workspace, without test code and foreign packages', () => {
    const texts: Readonly<Record<string, string>> = {
      'tests/test_a.py': 'import httpx\nfrom app import hub\nfrom tests.helpers import make\n', 'tests/helpers.py': 'import pytest\nfrom app.deep import x\n',
      'app/__init__.py': '', 'app/hub.py': 'from .session import Session\n', 'app/session.py': 'from . import hub\n', 'app/deep.py': '', 'app/other.py': '',
      'web/chat.test.ts': "import { hub } from './hub'\nimport ws from 'ws'\n", 'web/hub.ts': "export * from './session'\n", 'web/session.ts': '',
    }
    const files = {
      read: (path: string) => texts[path],
      entries(folder: string) {
        const inside = Object.keys(texts).filter((path) => folder === '' || path.startsWith(`${folder}/`)).map((path) => path.slice(folder === '' ? 0 : folder.length + 1))
        return inside.length === 0 ? undefined : new Map(inside.map((rest) => [rest.split('/')[0] ?? '', rest.includes('/') ? 'folder' as const : 'file' as const]))
      },
      json: () => undefined,
    }
    expect(codeUnderTest(['tests/test_a.py'], files, DEFAULT_SETTINGS)).toEqual(['app/__init__.py', 'app/hub.py', 'app/session.py', 'app/deep.py'])
    expect(codeUnderTest(['web/chat.test.ts'], files, DEFAULT_SETTINGS)).toEqual(['web/hub.ts', 'web/session.ts'])
  })
})
