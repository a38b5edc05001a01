import { describe, expect, it } from 'vitest'
import { analyse } from '../../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'

function sites(path: string, text: string): string[] {
  return analyse({ path, text }, DEFAULT_SETTINGS).sites.map(({ api, target, service }) => `${api} ${target} ${service}`)
}

describe('members of an object beside others', () => {
  it('say nothing of a module that also holds a logger', () => {
    const text = "import { vi } from 'vitest'\nvi.mock('../src/plans', () => ({ load: vi.fn(), store: vi.fn(), logger: { info: vi.fn(), warn: vi.fn(), error: vi.fn() } }))\n"
    expect(sites('a.test.ts', text)[0]).toBe('vi.mock ../src/plans code')
  })

  it('tell a client that is made of nothing but objects', () => {
    const text = "import { vi } from 'vitest'\nconst client = { chat: { completions: { create: vi.fn() } }, embeddings: { create: vi.fn() } }\n"
    expect(sites('a.test.ts', text)[0]).toBe('vi.fn client.chat.completions.create llm')
  })
})

describe('a sandbox of sinon', () => {
  it('is known by its type', () => {
    const text = "import * as sinon from 'sinon'\nexport function quiet(sandbox: sinon.SinonSandbox) { sandbox.stub(console, 'log') }\n"
    expect(sites('test/helpers.test.ts', text)).toEqual(['sandbox.stub console.log logging'])
  })
})

describe('a parameter named like a fixture', () => {
  it('is none in a method of unittest.TestCase, which pytest gives nothing to', () => {
    const text = 'from unittest import TestCase\nfrom unittest.mock import patch\n\nclass TestA(TestCase):\n    @patch("app.requests")\n    def test_a(self, requests_mock):\n        requests_mock.get("x")\n'
    expect(sites('tests/test_a.py', text)).toEqual(['unittest.mock.patch app.requests http'])
    expect(sites('tests/test_b.py', 'def test_a(requests_mock):\n    requests_mock.get("x")\n')).toHaveLength(1)
  })
})
