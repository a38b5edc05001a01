const IDENTIFIER = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/g
const CAST = /\s*\)?\s*as\s+(?:unknown\s+as\s+|any\s+as\s+|never\s+as\s+)?([\w$.<>[\], |&]{1,120})/y
const MOCK_TYPES: ReadonlySet<string> = new Set([
  'jest', 'vi', 'Mock', 'Mocked', 'MockedObject', 'MockedClass', 'MockedFunction', 'MockInstance', 'Partial', 'Pick', 'Record', 'any', 'unknown', 'never',
  'string', 'number', 'boolean', 'void', 'Promise', 'ReturnType', 'typeof', 'keyof', 'Array', 'MagicMock', 'AsyncMock', 'Optional', 'Any', 'object',
])

/** Names in the text of a type, mock wrappers and primitives left out; a string annotation is read like a type. */
export function identifiers(text: string): string[] {
  return (text.slice(0, 200).match(IDENTIFIER) ?? []).filter((name) => !MOCK_TYPES.has(name) && !name.startsWith('jest.') && !name.startsWith('sinon.'))
}

/** Names in the type that an expression ending at an offset is cast to: `as unknown as WebSocket`. */
export function castAt(text: string, end: number): string[] {
  CAST.lastIndex = end
  const type = CAST.exec(text)?.[1]
  return type === undefined ? [] : identifiers(type)
}
