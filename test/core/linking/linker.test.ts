import { describe, expect, it } from 'vitest'
import { linkerOf } from './workspace.ts'

describe('whether a dotted path names something', () => {
  const from = 'tests/test_x.py'
  const linker = linkerOf({
    'app/__init__.py': 'from .chat import send\nimport os\n',
    'app/chat.py': 'import redis\nfrom app.models import User, gone\nimport app.models as m\n\n\ndef send(): ...\n\n\nclass Room:\n    size = 1\n    def close(self): ...\n\n\nclass Sub(Room): ...\n\n\nclass Kept:\n    def __init__(self):\n        self.x = 1\n',
    'app/models.py': 'class User:\n    name = ""\n',
    'app/stars.py': 'from app.models import *\n',
    'app/lazy.py': 'def __getattr__(name): ...\n',
    'app/dynamic.py': 'globals()["x"] = 1\n',
    'app/outer.py': 'from redis import *\n',
    'app/fast.so': '',
    'space/part.py': 'x = 1\n',
    [from]: '',
  })
  it.each([
    ['app.chat.send', 'yes'], ['app.send', 'yes'], ['app.chat', 'yes'], ['app', 'yes'], ['app.os', 'yes'], ['app.os.path', 'unknown'], ['app.chat.redis', 'yes'], ['app.chat.redis.Redis', 'unknown'],
    ['app.chat.User', 'yes'], ['app.chat.User.name', 'yes'], ['app.chat.User.nme', 'no'], ['app.chat.m.User', 'yes'], ['app.chat.m.Uesr', 'no'], ['app.chat.Room.close', 'yes'],
    ['app.chat.Room.__init__', 'yes'], ['app.chat.Room.clsoe', 'no'], ['app.chat.Sub.anything', 'unknown'], ['app.chat.Kept.x', 'unknown'], ['app.chat.sned', 'no'], ['app.caht.send', 'no'],
    ['app.stars.User', 'yes'], ['app.stars.Uesr', 'no'], ['app.lazy.x', 'unknown'], ['app.dynamic.y', 'unknown'], ['app.outer.Redis', 'unknown'], ['app.fast.x', 'unknown'], ['app._version.x', 'unknown'],
    ['app.thing_pb2.X', 'unknown'], ['space.part.x', 'yes'], ['space.other.x', 'unknown'], ['requests.get', 'unknown'], ['', 'unknown'], ['app.chat.__file__', 'unknown'],
  ] as const)('%s: %s', (path, answer) => {
    expect(linker.surroundingsOf(from).has(from, path)).toBe(answer)
  })
})

describe('the answers', () => {
  const TEST = 'tests/test_x.py'
  const texts = (): Map<string, string> => new Map([
    ['tests/__init__.py', ''],
    ['tests/a.py', 'from tests.b import make\n'],
    ['tests/b.py', 'from unittest import mock\n\ndef make():\n    return mock.Mock()\n'],
    ['tests/c.py', 'x = 1\n'],
    ['src/app.py', 'def make(): ...\n'],
    [TEST, ''],
  ])

  it('tell which files decided them', () => {
    const surroundings = linkerOf(texts()).surroundingsOf(TEST)
    expect(surroundings.exportOf(TEST, 'tests.a', 'make')).toMatchObject({ kind: 'maker', path: 'tests/b.py', name: 'make', fingerprint: expect.stringMatching(/^\w+$/) })
    expect(surroundings.lookedAt()).toEqual(expect.arrayContaining(['tests/a.py', 'tests/b.py']))
    expect(surroundings.lookedAt()).not.toContain('tests/c.py')
    expect(surroundings.lookedAt()).not.toContain(TEST)
  })

  it('are the same whichever file of a cycle is asked first', () => {
    const cycle = { 'tests/a.py': 'from tests.b import b\nfrom unittest.mock import Mock\n\ndef a():\n    return Mock()\n\ndef c():\n    return b()\n', 'tests/b.py': 'from tests.a import a, c\n\ndef b():\n    return a()\n\nd = c\n', [TEST]: '' }
    const ask = (order: readonly string[]): unknown[] => {
      const surroundings = linkerOf(cycle).surroundingsOf(TEST)
      for (const module of order) surroundings.exportOf(TEST, module, 'x')
      return ['tests.a', 'tests.b'].flatMap((module) => ['a', 'b', 'c', 'd'].map((name) => surroundings.exportOf(TEST, module, name)))
    }
    expect(ask(['tests.a', 'tests.b'])).toEqual(ask(['tests.b', 'tests.a']))
    expect(ask([])[0]).toMatchObject({ kind: 'maker' })
  })

  it('are the same when one cycle lies within another', () => {
    const fixture = (name: string, takes: string, result: string): string => `@pytest.fixture\ndef ${name}(${takes}):\n    return ${result}\n\n\n`
    const nested = {
      'tests/conftest.py': `import pytest\nfrom unittest.mock import Mock\n\n\n${fixture('base', '', 'Mock()')}${fixture('outer', 'base', 'base')}`,
      'tests/api/conftest.py': `import pytest\n\n\n${fixture('inner', 'outer', 'outer')}${fixture('innermost', 'inner', 'inner')}`,
      [TEST]: '',
      'tests/api/test_y.py': '',
    }
    const ask = (order: readonly string[]): unknown[] => {
      const linker = linkerOf(nested)
      const of = (path: string): unknown[] => ['base', 'outer', 'inner', 'innermost'].map((name) => linker.surroundingsOf(path).fixtureOf(path, name))
      for (const path of order) of(path)
      return [of(TEST), of('tests/api/test_y.py')]
    }
    expect(ask(['tests/api/test_y.py'])).toEqual(ask([TEST]))
    expect(ask(['tests/api/test_y.py'])[1]).toMatchObject([{ kind: 'double' }, { kind: 'double' }, { kind: 'double' }, { kind: 'double' }])
  })

  it('of a cycle go when a file changes that one of its files looked at', () => {
    const all = new Map([['tests/a.py', 'from tests.b import b\nfrom tests.c import c\n\ndef a():\n    return c()\n'], ['tests/b.py', 'from tests.a import a\n\ndef b():\n    return a()\n'],
      ['tests/c.py', 'from unittest.mock import Mock\n\ndef c():\n    return Mock()\n'], [TEST, '']])
    const linker = linkerOf(all)
    const kinds = (): unknown[] => ['a', 'b'].map((name) => linker.surroundingsOf(TEST).exportOf(TEST, `tests.${name}`, name)?.kind)
    expect(kinds()).toEqual(['maker', 'maker'])
    all.set('tests/c.py', 'def c(): ...\n')
    expect(linker.changed('tests/c.py')).toBe(true)
    expect(kinds()).toEqual(['real', 'real'])
  })

  it('stay when a file changes that tells the others the same, and only then', () => {
    const all = texts()
    const linker = linkerOf(all)
    const kindOf = (): string | undefined => linker.surroundingsOf(TEST).exportOf(TEST, 'tests.a', 'make')?.kind
    expect(kindOf()).toBe('maker')
    all.set('tests/b.py', `# more\n${all.get('tests/b.py')}`)
    expect(linker.changed('tests/b.py')).toBe(false)
    expect(kindOf()).toBe('maker')
    all.set('tests/b.py', 'def make(): ...\n')
    expect(linker.changed('tests/b.py')).toBe(true)
    expect(kindOf()).toBe('real')
    expect(linker.changed('tests/c.py')).toBe(false)
  })

  it('see files that come and go', () => {
    const all = texts()
    const linker = linkerOf(all)
    const surroundings = linker.surroundingsOf(TEST)
    expect(surroundings.exportOf(TEST, 'tests.later', 'make')).toBeUndefined()
    expect(surroundings.lookedAt()).toContain('tests/later.py')
    all.set('tests/later.py', 'from tests.b import make\n')
    linker.moved('tests/later.py')
    expect(surroundings.exportOf(TEST, 'tests.later', 'make')?.kind).toBe('maker')
    all.delete('tests/b.py')
    linker.moved('tests/b.py')
    expect(surroundings.exportOf(TEST, 'tests.later', 'make')?.kind).not.toBe('maker')
  })

  it('tell at a glance whether imports lead to a mock', () => {
    const surroundings = linkerOf(texts()).surroundingsOf(TEST)
    expect(surroundings.leadsToMocks(TEST, 'from tests.a import (\n    make,\n)\n')).toBe(true)
    expect(surroundings.leadsToMocks(TEST, 'import tests.a\n')).toBe(true)
    expect(surroundings.leadsToMocks(TEST, 'from tests.c import x\n')).toBe(false)
    expect(surroundings.leadsToMocks(TEST, 'from app import make\nimport os\n')).toBe(false)
  })
})
