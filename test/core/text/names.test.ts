import { describe, expect, it } from 'vitest'
import { namePattern } from '../../../server/src/core/text/names.ts'

describe('a name in a text', () => {
  it('is a word of its own, and may hold $', () => {
    for (const text of ['$ws.send(1)', 'use($ws)', '`${$ws}`', '[$ws] = 1', 'f(...$ws)']) expect(namePattern('$ws').test(text), text).toBe(true)
    for (const text of ['a$ws', '$ws2', 'x.$ws', "'$ws'", '$$ws', '$ws$']) expect(namePattern('$ws').test(text), text).toBe(false)
    expect(namePattern('ws').test('$ws')).toBe(false)
  })
})
