import { describe, expect, it } from 'vitest'
import { withMembers } from '../../../server/src/core/text/json-members.ts'

const add = (text: string, ...names: string[]): string | undefined => withMembers(text, 'devDependencies', 'dependencies', names.map((name) => [name, '^1.0.0']))

describe('members added to a JSON document', () => {
  it.each([
    ['between sorted ones', '{\n  "devDependencies": {\n    "vitest": "3",\n    "zod": "4"\n  }\n}\n', '{\n  "devDependencies": {\n    "vitest": "3",\n    "ws": "^1.0.0",\n    "zod": "4"\n  }\n}\n'],
    ['before sorted ones', '{\n  "devDependencies": {\n    "zod": "4"\n  }\n}\n', '{\n  "devDependencies": {\n    "ws": "^1.0.0",\n    "zod": "4"\n  }\n}\n'],
    ['behind unsorted ones', '{\n  "devDependencies": {\n    "zod": "4",\n    "vitest": "3"\n  }\n}\n', '{\n  "devDependencies": {\n    "zod": "4",\n    "vitest": "3",\n    "ws": "^1.0.0"\n  }\n}\n'],
    ['with tabs, and without an end of the last line', '{\n\t"devDependencies": {\n\t\t"vitest": "3"\n\t}\n}', '{\n\t"devDependencies": {\n\t\t"vitest": "3",\n\t\t"ws": "^1.0.0"\n\t}\n}'],
    ['with CRLF', '{\r\n    "devDependencies": {\r\n        "vitest": "3"\r\n    }\r\n}\r\n', '{\r\n    "devDependencies": {\r\n        "vitest": "3",\r\n        "ws": "^1.0.0"\r\n    }\r\n}\r\n'],
    ['into an empty object', '{\n  "devDependencies": {},\n  "name": "a"\n}\n', '{\n  "devDependencies": {\n    "ws": "^1.0.0"\n  },\n  "name": "a"\n}\n'],
    ['into a new object behind the dependencies', '{\n  "dependencies": {\n    "a": "1"\n  },\n  "files": ["{", "}"]\n}\n', '{\n  "dependencies": {\n    "a": "1"\n  },\n  "devDependencies": {\n    "ws": "^1.0.0"\n  },\n  "files": ["{", "}"]\n}\n'],
    ['into a new object at the end', '{\n   "name": "a",\n   "private": true\n}\n', '{\n   "name": "a",\n   "private": true,\n   "devDependencies": {\n      "ws": "^1.0.0"\n   }\n}\n'],
    ['on one line', '{ "type": "module" }\n', '{ "type": "module", "devDependencies": { "ws": "^1.0.0" } }\n'],
    ['on one line, beside others', '{ "devDependencies": { "a": "1" } }', '{ "devDependencies": { "a": "1", "ws": "^1.0.0" } }'],
    ['to an empty document', '{}\n', '{\n  "devDependencies": {\n    "ws": "^1.0.0"\n  }\n}\n'],
    ['whatever the strings of others hold', '{\n  "a\\"b": "},{\\\\",\n  "devDependencies": {\n    "x": "{\\""\n  }\n}\n', '{\n  "a\\"b": "},{\\\\",\n  "devDependencies": {\n    "ws": "^1.0.0",\n    "x": "{\\""\n  }\n}\n'],
  ])('%s', (_, before, after) => {
    expect(add(before, 'ws')).toBe(after)
    expect(JSON.parse(after)).toMatchObject({ devDependencies: { ws: '^1.0.0' } })
    expect(add(after, 'ws')).toBe(after)
  })

  it('each in its place', () => {
    expect(add('{\n  "devDependencies": {\n    "vitest": "3"\n  }\n}\n', 'ws', '@types/ws')).toBe('{\n  "devDependencies": {\n    "@types/ws": "^1.0.0",\n    "vitest": "3",\n    "ws": "^1.0.0"\n  }\n}\n')
    expect(add('{\n  "name": "a"\n}\n', 'ws', '@types/ws')).toBe('{\n  "name": "a",\n  "devDependencies": {\n    "@types/ws": "^1.0.0",\n    "ws": "^1.0.0"\n  }\n}\n')
  })

  it.each(['{ "devDependencies": { "a": } }', '[]', '', '{ "devDependencies": [] }', 'null'])('not to %s', (text) => {
    expect(add(text, 'ws')).toBeUndefined()
  })
})
