import type { Scripting } from './scripting.ts'

/**
 * What one library's socket is to the rewrites: its members, what a double of it is taken for, and how the support file of the library names things. The
 * rewrites know no library; everything that differs between libraries stands in an object of this type (`STACKS` in all.ts lists them).
 *
 * Paths of members are written with dots as the test writes them behind the double: `request.path`, `client_state.name`.
 */
export interface Stack {
  /** `starlette`, `websockets`. */
  readonly id: string
  /** How a message to the user names the socket: "Starlette's WebSocket". */
  readonly title: string
  readonly proof: Proof
  readonly support: SupportNames
  /** Arguments that the opening call is always given, by name: `legacy`, `True`. */
  readonly presets: readonly (readonly [string, string])[]
  /** The last part of the name that the far end gets in the test: `ws_client`, `ws_server`. */
  readonly farEnd: 'client' | 'server'

  readonly sends: Readonly<Record<string, Send>>
  /** Methods of a server by which it reaches clients, which the far end keeps in logs; undefined for a socket. */
  readonly logs?: Readonly<Record<string, ServerCall>>
  /** Members that give the next message, and its form. */
  readonly receives: Readonly<Record<string, Form>>
  /** Members that are walked through by `async for`, and the path below them at which a double is given its messages. */
  readonly iterators: Readonly<Record<string, string>>
  /** The member that completes the handshake; undefined where a socket is always open. */
  readonly accept: string | undefined
  readonly close: Closing
  /** Other methods that the real socket does by itself: a double of one goes, as that of `close` does. They cannot be verified. */
  readonly actions: ReadonlySet<string>
  /** Members that tell whether the connection is open, with what a value of them says; undefined for a value that is not understood. */
  readonly states: Readonly<Record<string, (value: string) => State | undefined>>
  /** Properties without a setter, by their path, and what of the handshake gives them their value. */
  readonly properties: Readonly<Record<string, Property>>
  /** Properties on which code may set attributes of its own: Starlette's `state`. */
  readonly bags: ReadonlySet<string>
  /** Everything else that code can reach on the real object. */
  readonly others: ReadonlySet<string>

  /** What makes sends fail as a double did that raised `exception`; `isExpected` tells that the test expects an exception. Undefined: no real connection does. */
  readonly failure: (exception: string, isExpected: boolean) => Failure | undefined
  /** What the client does behind the last message, when the double raised `exception` then; `code` is its first argument. Undefined: not known, the client hangs up. */
  readonly ending: (exception: string, code: string | undefined) => string | undefined

  /** Set where the far end is told beforehand what to say; otherwise play() runs the call that is given the socket. */
  readonly script?: Scripting
  /** Methods of which the far end can tell that they were called: `expect_…`, and what expects that they were not. */
  readonly told?: Readonly<Record<string, readonly [called: string, notCalled: string]>>
  /** Arguments of the opening call for a socket that is closed or lost from the start. */
  readonly opened?: { readonly closed: string, readonly lost: string }
  /** Set where the far end can be asked for what one method sent: `received_json(by="send_json")`. */
  readonly tellsSends?: boolean
  /** Set where nothing is awaited: the code blocks. */
  readonly isBlocking?: boolean
}

/** Text frames that carry JSON, text frames, binary frames, or both kinds as they come. */
export type Form = 'json' | 'text' | 'bytes' | 'any'

export interface Send {
  /** Coroutine of the far end that gives a list of what was sent in this way. */
  readonly read: string
  readonly form: Form
  /** The keyword by which the message can be given. */
  readonly parameter: string
  /** Coroutine of the far end that is given a list of messages, which must have arrived one behind the other. */
  readonly sequence: string
}

export interface ServerCall {
  /** The log of the far end that tells what became of it. */
  readonly log: string
  /** Its parameters in their order, as the entries of the log name them. */
  readonly parameters: readonly string[]
}

export interface Closing {
  readonly member: string
  /** Its parameters in their order. */
  readonly parameters: readonly string[]
  /** The arguments of `expect_close` for those of a call, as they are written. */
  readonly expected: (given: ReadonlyMap<string, string>) => string
}

/** Not yet open, open, or closed by one of the two ends: the code under test is the near end. */
export type State = 'waiting' | 'open' | 'left by the far end' | 'closed by the near end'

export interface Property {
  /** The argument of the opening call; undefined where the handshake alone decides. */
  readonly option: string | undefined
  /** What the value must be: a dict with plain keys, a text, anything that is no double. */
  readonly value: 'dict' | 'text' | 'plain'
  /** Set where the real value always differs, which is told: an address. */
  readonly doubt?: string
}

export interface Failure {
  /** The statement that makes the next send fail. */
  readonly act: (ends: { readonly server: string, readonly client: string }) => string
  /** Whether the connection must be open for it. */
  readonly needsOpen: boolean
  /** What the user must check. */
  readonly doubt: string | undefined
}

/** By what a double is taken for this library's socket. */
export interface Proof {
  /** Whether a class is this socket: its full path as the imports of the file give it, `websockets.asyncio.server.ServerConnection`. */
  readonly isSpec: (path: string) => boolean
  /** Top-level modules whose sockets are of this stack. */
  readonly modules: ReadonlySet<string>
  /** Members that no other stack's socket has. */
  readonly own: ReadonlySet<string>
  /** Whether those say nothing where the library is not imported, because other things have them as well: `recv` of a plain socket. */
  readonly needsImport?: boolean
  /** Text of a test file in which members and names say nothing, because another part of the library has the same: its API without asyncio. */
  readonly unlessText?: RegExp
  /** Members that it shares with some others. */
  readonly shared: ReadonlySet<string>
  /** Members of other libraries' sockets: a double with one of them is none of these. */
  readonly foreign: ReadonlySet<string>
  /** Names that a double of this library's socket alone has. */
  readonly names?: RegExp
  /** What the test file must say besides, where members alone do not tell which of a library's sockets it is. */
  readonly hint?: RegExp
}

export interface SupportNames {
  /** The support file without `.py`. */
  readonly module: string
  /** Its text: the constant of support-files.ts. */
  readonly text: string
  /** The fixture that gives one open pair. */
  readonly pair: string
  /** The fixture that opens pairs, and the method of the mixin that does. */
  readonly open: string
  /** The mixin for unittest classes. */
  readonly mixin: string
  /** The field of a pair that holds the end for the code under test; `server` unless it says otherwise. */
  readonly near?: 'client'
}

/** The field of a pair that holds the end for the code under test. */
export function nearEnd({ support }: Stack): 'client' | 'server' {
  return support.near ?? 'server'
}

/** The field of a pair that holds the end for the test. */
export function farField(stack: Stack): 'client' | 'server' {
  return nearEnd(stack) === 'server' ? 'client' : 'server'
}

/** Whether a member is part of the real socket. */
export function isReal(stack: Stack, member: string): boolean {
  return stack.sends[member] !== undefined || stack.logs?.[member] !== undefined || stack.receives[member] !== undefined || stack.iterators[member] !== undefined || stack.states[member] !== undefined
    || isProperty(stack, member) || isAction(stack, member) || stack.bags.has(member) || stack.others.has(member)
}

/** Whether it is the first part of a property's path. */
export function isProperty(stack: Stack, member: string): boolean {
  return Object.keys(stack.properties).some((path) => path === member || path.startsWith(`${member}.`))
}

/** Accept, close, and whatever else is called without giving anything back. */
export function isAction(stack: Stack, member: string): boolean {
  return member === stack.accept || member === stack.close.member || stack.actions.has(member)
}
