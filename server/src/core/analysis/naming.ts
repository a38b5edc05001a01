import { wordsOf } from './words.ts'

/** What a name says about the thing it names: its telling words, and whether it names a thing at all. */
export interface Naming {
  /** Lower-case, without those that only say that it is a double. */
  readonly words: readonly string[]
  /** `thing`: `redis_client`; `action`: `fetchData`, which does something to what it names; `value`: `redis_url`, data about it; `reaction`: `onToken`, called by it. */
  readonly form: 'thing' | 'action' | 'value' | 'reaction'
}

/** Words that say nothing about the thing: that it is a double, whose it is, which one of several. */
const FILLERS: ReadonlySet<string> = new Set([
  'mock', 'mocks', 'mocked', 'mocker', 'mocking', 'fake', 'faked', 'stub', 'stubs', 'stubbed', 'spy', 'spied', 'dummy', 'double', 'fn', 'func', 'function', 'impl',
  'my', 'the', 'a', 'an', 'test', 'tests', 'testing', 'spec', 'custom', 'original', 'orig', 'old', 'new', 'other', 'another', 'first', 'second', 'last',
  'instance', 'inst', 'obj', 'object', 'cls', 'class', 'patched', 'patch', 'return', 'returned', 'value', 'noop', 'failing', 'broken', 'default', 'local', 'base',
  'async', 'sync', 'simple', 'self', 'this', 'm', 'magic',
])

/** Last words of names of data about something, not of the thing itself. */
const VALUES: ReadonlySet<string> = new Set([
  'id', 'ids', 'key', 'keys', 'name', 'names', 'url', 'urls', 'uri', 'uris', 'config', 'configuration', 'configs', 'options', 'opts', 'args', 'params', 'parameters', 'kwargs', 'count',
  'counter', 'counts', 'size', 'length', 'limit', 'type', 'types', 'kind', 'version', 'host', 'port', 'address', 'addr', 'prefix', 'suffix', 'format', 'flag',
  'enabled', 'disabled', 'timeout', 'interval', 'ttl', 'error', 'errors', 'exception', 'err', 'code', 'codes', 'status', 'state', 'mode', 'level', 'event', 'events', 'data', 'info', 'metadata',
  'schema', 'constants', 'constant', 'index', 'number', 'total', 'result', 'results', 'message', 'messages', 'warning', 'warnings', 'warned', 'dir', 'directory', 'folder', 'line', 'lines', 'text', 'label',
  'title', 'field', 'fields', 'header', 'headers', 'body', 'payload', 'scope', 'secret', 'token', 'tokens', 'hook', 'callback', 'callbacks', 'cb', 'listener', 'listeners', 'handler',
  'handlers', 'observer', 'predicate', 'validator', 'converter', 'serializer', 'formatter', 'mapper', 'resolver', 'reducer', 'selector', 'comparator', 'date', 'rule', 'policy', 'entry', 'entries', 'item', 'items', 'row', 'rows', 'column', 'columns',
])

/** First words of names of functions that something else calls. */
const REACTIONS: ReadonlySet<string> = new Set(['on', 'handle', 'before', 'after', 'when', 'did', 'will', 'should', 'is', 'has', 'can', 'callback', 'if', 'no'])

/** First words of names of functions that do something to what the other words name; those that hand the thing out (`get_redis`) are none. */
const ACTIONS: ReadonlySet<string> = new Set([
  'set', 'register', 'unregister', 'load', 'save', 'fetch', 'send', 'update', 'delete', 'remove', 'add', 'clear', 'reset', 'close', 'open', 'render', 'validate', 'verify', 'check', 'parse',
  'run', 'start', 'stop', 'find', 'list', 'read', 'write', 'emit', 'log', 'process', 'execute', 'exec', 'perform', 'call', 'invoke', 'apply', 'build', 'generate', 'compute', 'calculate', 'convert',
  'transform', 'format', 'encode', 'decode', 'extract', 'filter', 'map', 'merge', 'copy', 'move', 'rename', 'show', 'hide', 'toggle', 'select', 'insert', 'append', 'push', 'pop', 'wait', 'retry',
  'ensure', 'resolve', 'refresh', 'sync', 'download', 'upload', 'upsert', 'refetch', 'prefetch', 'invalidate', 'store', 'record', 'report', 'track', 'raise', 'throw', 'assert', 'expect', 'cancel', 'abort', 'submit', 'schedule', 'trigger',
  'notify', 'publish', 'subscribe', 'unsubscribe', 'connect', 'disconnect', 'receive', 'import', 'export', 'install', 'uninstall', 'setup', 'teardown', 'init', 'initialize', 'configure', 'get', 'create', 'make', 'with', 'to',
  'from', 'as', 'use', 'query', 'search', 'lookup', 'count', 'request', 'post', 'put', 'delay', 'sleep', 'sign', 'sort', 'split', 'join', 'print', 'prompt', 'monitor', 'restart', 'kill', 'spawn', 'navigate', 'scroll', 'focus', 'click', 'throttle', 'consume', 'produce', 'dispatch', 'enqueue', 'reorder', 'change', 'replace',
])

/** Last words of names of what gives a service to others: `email_service`. */
const GIVERS: ReadonlySet<string> = new Set(['service', 'client', 'sender', 'backend', 'provider', 'connection', 'conn', 'pool', 'driver', 'adapter', 'gateway', 'manager'])

/** The word of a thing that tells what it is: the last one, or the one before it when that only says that it gives it to others. */
export function headOf({ words }: Naming): readonly [pair: string, word: string] | undefined {
  const given = words.length > 1 && GIVERS.has(words.at(-1) ?? '')
  const at = given ? words.length - 2 : words.length - 1
  const word = words[at]
  return word === undefined || (given && SUBJECTS.has(word)) ? undefined : [`${words[at - 1] ?? ''}${word}`, word]
}

/** What applications are about: a `RequestService` or a `document_manager` looks after requests and documents of its own. */
const SUBJECTS: ReadonlySet<string> = new Set([
  'request', 'response', 'req', 'res', 'resp', 'document', 'component', 'element', 'date', 'time', 'window', 'screen', 'process', 'span', 'path', 'webhook', 'canvas',
  'env', 'settings',
])

/** Reads a name. Linear in the name. */
export function namingOf(name: string): Naming {
  const all = wordsOf(name)
  const told = all.filter((word, index) => !FILLERS.has(word) || (word === 'object' && all[index + 1]?.startsWith('stor')))
  const cut = told.findIndex((word, index) => index > 0 && PREPOSITIONS.has(word))
  const words = cut < 0 ? told : told.slice(0, cut)
  return { words, form: isConstant(name) && words.length > 1 ? 'value' : formOf(words) }
}

/** What follows one is about something else: `send_email_to_user`, `getModelByName`. */
const PREPOSITIONS: ReadonlySet<string> = new Set(['by', 'for', 'from', 'with', 'to', 'of', 'in', 'at', 'as', 'into', 'without'])

/** `WORKER_SQS_ACTORS`. */
function isConstant(name: string): boolean {
  return name === name.toUpperCase() && name !== name.toLowerCase()
}

function formOf(words: readonly string[]): Naming['form'] {
  const [first] = words
  const last = words.at(-1)
  if (first === undefined || last === undefined || words.length === 1) return 'thing'
  if (REACTIONS.has(first)) return 'reaction'
  if (VALUES.has(last)) return 'value'
  return ACTIONS.has(first) && !GIVERS.has(last) ? 'action' : 'thing'
}
