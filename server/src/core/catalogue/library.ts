/**
 * The form of a catalogue entry: one mock library, as data. A library exports names; a name denotes an Api; calling an Api makes a site,
 * or gives an object (a sandbox, a fixture's value) whose members are Apis again. Nothing here knows a grammar.
 */
import type { LanguageId } from '../model/facts.ts'
import type { Kind, ServiceId } from '../model/finding.ts'

/** What a name of a mock library denotes. */
export interface Api {
  /** Calling it (or constructing it) makes a site of this kind; without a kind it makes none. */
  readonly kind?: Kind
  /** The first refinement whose conditions all hold overrides the fields above and below. */
  readonly refinements?: readonly Refinement[]
  /** Set when the API itself tells the service: a fake clock, a mock WebSocket server. */
  readonly service?: ServiceId
  /** What its leading arguments name; see Replaced. */
  readonly replaces?: Replaced
  /** Which argument tells what the double stands for: a position, or one of these keywords. */
  readonly spec?: { readonly position?: number; readonly keywords?: readonly string[] }
  /** As a decorator it hands the double to the function: one positional argument, or keywords; nothing when a replacement is given at `unlessAt` or by `new`. */
  readonly injects?: { readonly as: 'argument' | 'keywords'; readonly unlessAt?: number }
  /** It is no mock: what really runs (`the application itself, called in process`), for those who take it for one. It never makes a site. */
  readonly real?: string
  /** Also makes a site without a call, as a decorator (`@responses.activate`), as a context (`with respx.mock:`) or as a mark of a module. */
  readonly bare?: boolean
  /** Also makes a site as a base class: it starts by itself. */
  readonly base?: boolean
  /** Assigning to a constant of it (`settings.DEBUG = True`) makes a site of this kind. */
  readonly assigned?: Kind
  /** For fixtures: others use the name as well, so that a parameter is this one only where a member of it is reached whose name matches. */
  readonly known?: RegExp
  /** Also makes a site by its name alone, as a module that is listed in another one (`imports: [HttpClientTestingModule]`). */
  readonly mention?: boolean
  /** Providers among its arguments replace what they name: `{ provide: X, useValue: double }`. */
  readonly providers?: boolean
  /** It is an object of this name (key of `Library.objects`), under which its members are documented. */
  readonly is?: string
  /** Calling it gives an object of this name; for a class, instances, parameters annotated with it and the `self` of Python classes that derive from it are one too. */
  readonly returns?: string
  /** Calling it hands objects of these names to the callback among its arguments, by position. */
  readonly callback?: readonly string[]
  readonly members?: Members
}

export type Members = Readonly<Record<string, Api>>

/**
 * What the leading arguments of a patching API name. `path`: a dotted path (`'app.chat.redis'`); `member`: an object and the name of a member,
 * or a dotted path in place of both; `module`: a module specifier (or a call of `import`), or like `member`;
 * `modules`: the keys of the first object literal; `global`: a global name; `dictionary`: a mapping
 * and perhaps a key; `variable`: an environment variable.
 */
export type Replaced = 'path' | 'member' | 'module' | 'modules' | 'global' | 'dictionary' | 'variable'

/** Changes what a call is by its arguments or by what is chained on it. All conditions given must hold. */
export interface Refinement {
  /** Least and greatest number of arguments. */
  readonly count?: readonly [number, number]
  /** One of these keyword arguments is given. */
  readonly keyword?: readonly string[]
  /** Least and greatest number of positional arguments. */
  readonly positional?: readonly [number, number]
  /** The argument at `position`, or under a keyword, names one of `paths` (`os.environ`) as a string, an expression or a literal; `memory://*` stands for all that begin so, `*.os.environ` for all that end so. */
  readonly argument?: { readonly position?: number; readonly keyword?: string; readonly paths: readonly string[] }
  /** The argument at `position` is itself an object of this library that has this name. */
  readonly object?: { readonly position: number; readonly name: string }
  /** The object literal at `position` has the key. */
  readonly property?: { readonly position: number; readonly key: string }
  /** One of these members is chained directly on the call, or a member of a member (`and.callFake`). */
  readonly chained?: readonly string[]
  readonly kind: Kind | 'none'
  readonly service?: ServiceId
}

/** Hand-written doubles: classes recognised by a word of their name, or by deriving from a mock class. */
export interface ClassRule {
  /** Lower-case words of a class name. */
  readonly words: readonly string[]
  /** Names of this form are test suites, not doubles. */
  readonly suites: RegExp
  /** Deriving from one of these makes a test suite, not a double. */
  readonly suiteBases: readonly string[]
}

/**
 * A way to replace something real without a mock library: writing over a place that is not the test's own. It makes a site only when what is put there is
 * made by hand in the same text (a function, a class, an object literal of functions, the result of a maker): a double put there is a site of its own.
 */
export interface Overwriting {
  readonly kind: Kind
  readonly service?: ServiceId
  /** As the documentation names it: `Object.defineProperty`, `sys.modules`. */
  readonly name: string
  /** `member`: `globalThis.fetch = …`; `key`: `sys.modules['redis'] = …`; `call`: `Object.defineProperty(window, 'fetch', …)`. */
  readonly by: 'member' | 'key' | 'call'
  /**
   * The objects that are written into. `member`: names that nothing binds. `key`: paths with imports written out, or the last name on any object
   * (`*.dependency_overrides`). `call`: names that nothing binds, `*` for any other global or imported object.
   */
  readonly into: readonly string[]
  /** Globals that `*` leaves out. */
  readonly except?: readonly string[]
  /** `call`: the callees. Their arguments are the object, a name and the value, or the object and an object literal of values. */
  readonly calls?: readonly string[]
  /** `call`: the values are property descriptors. */
  readonly descriptors?: boolean
  /** Calls whose result is made by hand, by their path: `types.ModuleType`. */
  readonly makers?: readonly string[]
}

/** How a library that stands in for several services is told which one: by the leading argument of calls of these names (`boto3.client('sqs')`). */
export interface ToldService {
  readonly calls: readonly string[]
  readonly services: Readonly<Record<string, ServiceId>>
  /** What it is when no call tells. */
  readonly otherwise?: ServiceId
}

export interface Library {
  /** File name, fixture folder, documentation anchor. */
  readonly id: string
  readonly title: string
  readonly documentation: string
  readonly languages: readonly LanguageId[]
  /** Module paths (Python) or specifiers (ECMAScript) that export this API; empty when it comes without an import. */
  readonly modules: readonly string[]
  /** The modules hold much else: importing one of them as a whole is no use of a mock library. */
  readonly partial?: boolean
  /** How its documentation prefixes exported names: `unittest.mock` in `unittest.mock.Mock`. */
  readonly name: string
  readonly exports: Members
  readonly objects?: Readonly<Record<string, Api>>
  /** Names of fixtures (parameters of tests) and the object each one is; with a kind, taking the fixture is a site. */
  readonly fixtures?: Members
  /** Marks of pytest that start it: `vcr` of `@pytest.mark.vcr`. */
  readonly marks?: Members
  /** Members of any object to which assigning `True` makes a site: `task_always_eager`. */
  readonly assigned?: Members
  readonly told?: ToldService
  /** Its runner takes the files of a folder `__mocks__` in place of the modules next to it. */
  readonly manualMocks?: boolean
  /** Modules whose import alone makes a site (`fake-indexeddb/auto`). */
  readonly effects?: Members
  /** Names that denote something where nothing binds them: globals of the runner. A dotted one is a path from a keyword (`import.meta.vitest`). */
  readonly globals?: Members
  /** Names so much its own that an import of them from a helper of the tests (`from tests.compat import AsyncMock`) is taken for a re-export. */
  readonly reexports?: readonly string[]
  /** They are taken for re-exports from whatever module they come: packages of fixtures hand them on. */
  readonly reexportedAnywhere?: boolean
  /** Members of a double, or of a chain on one, that set its behaviour. */
  readonly configuration: readonly string[]
  /** Members and matchers that read or check what a double recorded. */
  readonly verification: readonly string[]
  readonly classes?: ClassRule
  readonly overwritings?: readonly Overwriting[]
  /**
   * Sources of regular expressions, none for a library of real things only; every text with a site of this library matches at least one of them. Scanned
   * over every file: keep them cheap. Those of module specifiers begin with `['"]` and are the cheapest; the others match in any case of letters.
   */
  readonly triggers: readonly string[]
}
