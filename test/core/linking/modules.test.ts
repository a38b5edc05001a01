import { describe, expect, it } from 'vitest'
import { ecmascriptModule } from '../../../server/src/core/linking/ecmascript-modules.ts'
import { pythonModule } from '../../../server/src/core/linking/python-modules.ts'
import { workspaceOf } from './workspace.ts'

function filesAt(...paths: readonly (string | readonly [string, string])[]) {
  return workspaceOf(new Map(paths.map((path) => (typeof path === 'string' ? [path, ''] : [path[0], path[1]]))))
}

describe('a Python module', () => {
  const files = filesAt('app/__init__.py', 'app/chat.py', 'tests/__init__.py', 'tests/helpers.py', 'tests/unit/__init__.py', 'tests/unit/test_x.py', 'src/lib/__init__.py', 'space/part.py',
    'services/a/tests/conftest.py', 'services/a/tests/local.py', 'services/a/app/chat.py', 'docs/readme.md', 'both.py', 'both/__init__.py', 'stubs.pyi', 'tests/mock.py')
  it.each([
    ['tests/unit/test_x.py', 'app.chat', 'app/chat.py'],
    ['tests/unit/test_x.py', 'app', 'app/__init__.py'],
    ['tests/unit/test_x.py', '..helpers', 'tests/helpers.py'],
    ['tests/unit/test_x.py', '.', 'tests/unit/__init__.py'],
    ['tests/unit/test_x.py', 'lib', 'src/lib/__init__.py'],
    ['tests/unit/test_x.py', 'both', 'both/__init__.py'],
    ['tests/unit/test_x.py', 'stubs', 'stubs.pyi'],
    ['services/a/tests/conftest.py', 'local', 'services/a/tests/local.py'],
    ['services/a/tests/conftest.py', 'app.chat', 'services/a/app/chat.py'],
    ['tests/unit/test_x.py', 'space.part', 'space/part.py'],
    ['tests/unit/test_x.py', 'mock', undefined],
    ['tests/unit/test_x.py', 'helpers', undefined],
    ['tests/unit/test_x.py', 'docs', undefined],
    ['tests/unit/test_x.py', 'app.missing', undefined],
    ['tests/unit/test_x.py', 'pytest', undefined],
    ['tests/unit/test_x.py', '.....up', undefined],
    ['tests/unit/test_x.py', '', undefined],
  ])('from %s: %s', (from, module, file) => {
    expect(pythonModule(from, module, files).file).toBe(file)
  })

  it('without __init__.py is a folder', () => {
    expect(pythonModule('a.py', 'space', files)).toMatchObject({ file: undefined, folder: 'space' })
  })

  it('tells what it looked for in vain', () => {
    expect(pythonModule('a.py', 'other', files).tried).toEqual(['other.py', 'other/__init__.py', 'src/other.py', 'src/other/__init__.py'])
  })
})

describe('an ECMAScript module', () => {
  const files = filesAt('src/chat.ts', 'src/view.tsx', 'src/old.js', 'src/pair.mts', 'src/lib/index.ts', 'test/x.test.ts', 'test/setup/index.js', 'test/data.json.ts',
    ['tsconfig.json', '{"extends": "./base.json", "compilerOptions": {"paths": {"@/*": ["./src/*"], "@/special": ["./test/setup"], "exact": ["./missing", "./src/old.js"]}}}'],
    ['base.json', '{"compilerOptions": {"baseUrl": ".", "paths": {"~/*": ["lost/*"]}}}'],
    ['web/jsconfig.json', '{"extends": ["./loop.json"], "compilerOptions": {"baseUrl": "."}}'], ['web/loop.json', '{"extends": "./jsconfig.json", "compilerOptions": {"paths": {"w/*": ["own/*"]}}}'],
    'web/own/one.js', 'web/test/y.test.js',
    ['package.json', '{"workspaces": ["packages/*", "tool"], "imports": {"#a": {"node": "./src/chat.ts"}, "#lib/*": "./src/*/index.ts", "#out": "external"}}'],
    ['packages/one/package.json', '{"name": "@acme/one"}'], 'packages/one/src/index.ts', 'packages/one/testing.ts', ['tool/package.json', '{"name": "tool"}'], 'tool/index.js')
  it.each([
    ['test/x.test.ts', '../src/chat', 'src/chat.ts'],
    ['test/x.test.ts', '../src/chat.js', 'src/chat.ts'],
    ['test/x.test.ts', '../src/view.js', 'src/view.tsx'],
    ['test/x.test.ts', '../src/old.js', 'src/old.js'],
    ['test/x.test.ts', '../src/pair.mjs', 'src/pair.mts'],
    ['test/x.test.ts', '../src/lib', 'src/lib/index.ts'],
    ['test/x.test.ts', './setup/', 'test/setup/index.js'],
    ['test/setup/index.js', '.', 'test/setup/index.js'],
    ['test/x.test.ts', './data.json', 'test/data.json.ts'],
    ['test/x.test.ts', '@/chat', 'src/chat.ts'],
    ['test/x.test.ts', '@/special', 'test/setup/index.js'],
    ['test/x.test.ts', 'exact', 'src/old.js'],
    ['test/x.test.ts', 'src/chat', 'src/chat.ts'],
    ['web/test/y.test.js', 'w/one', 'web/own/one.js'],
    ['web/test/y.test.js', 'own/one', 'web/own/one.js'],
    ['test/x.test.ts', '#a', 'src/chat.ts'],
    ['test/x.test.ts', '#lib/lib', 'src/lib/index.ts'],
    ['test/x.test.ts', '@acme/one', 'packages/one/src/index.ts'],
    ['test/x.test.ts', '@acme/one/testing', 'packages/one/testing.ts'],
    ['test/x.test.ts', 'tool', 'tool/index.js'],
    ['test/x.test.ts', '~/chat', undefined],
    ['test/x.test.ts', '#out', undefined],
    ['test/x.test.ts', '#none', undefined],
    ['test/x.test.ts', '../../../up', undefined],
    ['test/x.test.ts', 'vitest', undefined],
    ['test/x.test.ts', 'node:fs', undefined],
    ['test/x.test.ts', './missing', undefined],
    ['test/x.test.ts', '', undefined],
  ])('from %s: %s', (from, specifier, file) => {
    expect(ecmascriptModule(from, specifier, files).file).toBe(file)
  })
})
