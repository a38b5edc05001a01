import { describe, expect, it } from 'vitest'
import { isTestFile } from '../../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'

describe('test files', () => {
  it.each([
    'test_chat.py', 'app/tests/test_chat.py', 'chat_test.py', 'app/tests.py', 'conftest.py', 'app/conftest.py', 'tests/helpers.py', 'tests/__init__.py',
    'tests/unit/fake_server.py', 'src/chat.test.ts', 'src/chat.spec.tsx', 'src/chat.test.mjs', 'src/__tests__/chat.js', 'src/__mocks__/ws.ts',
    'e2e/login.spec.ts', 'jest.setup.ts', 'vitest.setup.ts', 'src/setupTests.ts', 'test-chat.mjs', 'src/test/mock-model.ts', 'cypress/login.cy.ts',
    'lib/room-test.js', 'lib/room_test.ts', 'src/api.mock.ts', 'packages/x/tests/helpers/polyfills.ts', 'test/support/rooms.js', 'tests/helpers/rooms.py', 'app/tests/support/a/rooms.py',
  ])('%s is one by its name', (path) => {
    expect(isTestFile({ path, text: '' }, DEFAULT_SETTINGS)).toBe(true)
  })

  it.each([
    ['tests/rooms.py', 'import pytest\n'],
    ['t/unit/rooms.py', 'from unittest.mock import Mock\n'],
    ['tests/rooms.py', 'async def test_x():\n    pass\n'],
    ['test/rooms.js', "const assert = require('assert')\ndescribe('x', () => {})\n"],
    ['test/rooms.ts', "import { test } from 'node:test'\n"],
    ['integration/rooms.ts', "import { vi } from 'vitest'\n"],
    ['src/test/rooms.ts', "import * as assert from 'node:assert'\n"],
  ])('%s is one by what it uses: %j', (path, text) => {
    expect(isTestFile({ path, text }, DEFAULT_SETTINGS)).toBe(true)
  })

  it.each([
    ['src/chat.py', 'from unittest.mock import Mock\n'],
    ['src/chat.ts', "import { vi } from 'vitest'\n"],
    ['src/latest.ts', ''],
    ['src/contest.py', ''],
    ['tests/rooms.py', 'x = 1\n'],
    ['test/data.ts', 'export const rooms = []\n'],
    ['test/fixtures/rooms.js', ''],
    ['src/helpers/rooms.ts', ''],
    ['node_modules/x/a.test.js', ''],
    ['src/types.d.ts', ''],
    ['docs/testing.md', ''],
    ['src/mockup.ts', ''],
  ])('%s is none: %j', (path, text) => {
    expect(isTestFile({ path, text }, DEFAULT_SETTINGS)).toBe(false)
  })

  it('are added by globs', () => {
    const settings = { ...DEFAULT_SETTINGS, include: ['checks/**/*.py', '**/*.feature.ts'] }
    expect(isTestFile({ path: 'checks/a/b.py', text: '' }, settings)).toBe(true)
    expect(isTestFile({ path: 'a/b.feature.ts', text: '' }, settings)).toBe(true)
    expect(isTestFile({ path: 'src/b.py', text: '' }, settings)).toBe(false)
  })
})
