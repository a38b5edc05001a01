const IDENTIFIER = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/g
const CAST = /\s*\)?\s*as\s+(?:unknown\s+as\s+|any\s+as\s+|never\s+as\s+)?([\w$.<>[\]'", |&]{1,120})/y
const MOCK_TYPES: ReadonlySet<string> = new Set([
  'jest', 'vi', 'Mock', 'Mocked', 'MockedObject', 'MockedClass', 'MockedFunction', 'MockInstance', 'SpyInstance', 'MockProxy', 'DeepMocked', 'DeepMockProxy', 'SinonStub', 'SinonSpy',
  'SinonStubbedInstance', 'Partial', 'Pick', 'Omit', 'Record', 'Required', 'Readonly', 'any', 'unknown', 'never', 'string', 'number', 'boolean', 'void', 'null', 'undefined', 'Promise', 'Awaited',
  'ReturnType', 'Parameters', 'InstanceType', 'typeof', 'keyof', 'Array', 'Map', 'Set', 'const', 'is', 'in', 'Function', 'Object', 'Error', 'Date', 'MagicMock', 'AsyncMock', 'NonCallableMock', 'Optional', 'Union', 'Any',
  'object', 'None', 'Generator', 'AsyncGenerator', 'Iterator', 'AsyncIterator', 'Iterable', 'Callable', 'Awaitable', 'Coroutine', 'dict', 'list', 'tuple', 'str', 'int', 'bool', 'Dict', 'List', 'Tuple', 'Type', 'type',
])

/** Names in the text of a type, mock wrappers and primitives left out; a string annotation is read like a type. */
export function identifiers(text: string): string[] {
  return (text.slice(0, 200).match(IDENTIFIER) ?? []).filter((name) => !MOCK_TYPES.has(name) && !MOCK_NAMESPACE.test(name))
}

const MOCK_NAMESPACE = /^(?:jest|sinon|vi|vitest|mock|Mock)\./

/** Whether a type is that of a function: its names are of parameters and results, not of what it stands for. */
export function isFunctionType(text: string): boolean {
  return text.includes('=>') || text.includes('Callable') || text.includes('typeof')
}

/** Names in the type that an expression ending at an offset is cast to: `WebSocket` of `x as unknown as WebSocket`. */
export function castAt(text: string, end: number): string[] {
  const type = castTypeAt(text, end)
  return type === undefined ? [] : identifiers(type)
}

/** The type, as written, that an expression ending at an offset is cast to. */
export function castTypeAt(text: string, end: number): string | undefined {
  CAST.lastIndex = end
  return CAST.exec(text)?.[1]
}
