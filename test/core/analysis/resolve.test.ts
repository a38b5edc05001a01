import { describe, expect, it } from 'vitest'
import { placesOf } from '../../../server/src/core/analysis/places.ts'
import { resolverOf } from '../../../server/src/core/analysis/resolve.ts'
import { languageOf } from '../../../server/src/core/demock.ts'

/** What the last chain of a text denotes: the documented name, the real path, or the reason of a no. */
function denote(text: string, path: string): string {
  const facts = languageOf(path)?.read(text, path)
  const chain = facts?.chains.findLast((candidate) => typeof candidate.root === 'string')
  if (!facts || !chain) throw new Error('the text holds no chain')
  const denotation = resolverOf(facts, placesOf(facts)).denote(chain)
  if (denotation.kind === 'api') return denotation.name
  if (denotation.kind === 'real') return [denotation.module, ...denotation.members].join('.')
  return denotation.kind === 'namespace' ? denotation.path : denotation.reason
}

describe('a Python name denotes', () => {
  it.each([
    ['from unittest import mock\nmock.patch.object', 'unittest.mock.patch.object'],
    ['import unittest.mock\nunittest.mock.Mock', 'unittest.mock.Mock'],
    ['import unittest.mock as um\num', 'unittest.mock'],
    ['from mock import mock\nmock.Mock', 'unittest.mock.Mock'],
    ['from fastapi import WebSocket\nWebSocket', 'fastapi.WebSocket'],
    ['from redis import asyncio as r\nr.Redis', 'redis.asyncio.Redis'],
    ['def test(mocker):\n    mocker.patch.dict', 'mocker.patch.dict'],
    ['from tests.compat import AsyncMock\nAsyncMock', 'unittest.mock.AsyncMock'],
    ['from app.factories import AsyncMock\nAsyncMock', 'app.factories.AsyncMock'],
    ['import pytest\nwith pytest.MonkeyPatch.context() as m:\n    m.setenv', 'monkeypatch.setenv'],
  ])('%s', (text, expected) => expect(denote(text, 'tests/test_a.py')).toBe(expected))
})

describe('an ECMAScript name denotes', () => {
  it.each([
    ["import { vi as v } from 'vitest'\nv.fn", 'vi.fn'],
    ["import * as sinon from 'sinon'\nsinon.stub", 'sinon.stub'],
    ["const { createSandbox } = require('sinon')\nconst s = createSandbox()\ns.spy", 'sandbox.spy'],
    ['jest.fn', 'jest.fn'],
    ["import WebSocket from 'ws'\nWebSocket", 'ws.default'],
    ["import { mock } from 'node:test'\nconst { fn } = mock\nfn", 'mock.fn'],
  ])('%s', (text, expected) => expect(denote(text, 'test/a.test.ts')).toBe(expected))
})

describe('a no has its reason', () => {
  it.each([
    ['ws', 'ws is bound nowhere in this file', 'tests/test_a.py'],
    ['def test(mock):\n    mock', 'mock is a parameter', 'tests/test_a.py'],
    ['from unittest.mock import Mock\nm = Mock()\nm', 'what unittest.mock.Mock gives is a double, not an API', 'tests/test_a.py'],
    ['from unittest import mock\nmock.sentinel', 'sentinel of unittest.mock starts no double', 'tests/test_a.py'],
    ['def vi(): pass\nvi', 'vi is a function', 'tests/test_a.py'],
    ["import { vi } from 'vitest'\nvi.mocked", 'mocked of vi starts no double', 'test/a.test.ts'],
  ])('%s', (text, reason, path) => expect(denote(text, path)).toBe(reason))
})
