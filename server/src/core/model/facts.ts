/**
 * What a language reader tells about one text. Languages only write facts; everything after them only reads facts and knows no grammar.
 *
 * The unit of an expression is the *chain*: a root followed by members, calls and indexes – `vi.fn().mockReturnValue(1)`, `self.ws.send`,
 * `expect(ws.send).not.toHaveBeenCalled()`. Operators are not modelled: what they join is a `compound` of operands, and the text between
 * two operands tells the operator. All lists are in source order (by start, outer before inner). Indexes point into the lists of the same Facts.
 */
import type { Span } from '../text/span.ts'

export type LanguageId = 'python' | 'ecmascript'

export interface Facts {
  readonly language: LanguageId
  readonly imports: readonly Import[]
  readonly scopes: readonly Scope[]
  readonly bindings: readonly Binding[]
  readonly statements: readonly Statement[]
  readonly assignments: readonly Assignment[]
  readonly withItems: readonly WithItem[]
  readonly functions: readonly FunctionFact[]
  readonly classes: readonly ClassFact[]
  readonly decorators: readonly Decorator[]
  /** Every chain of the text, nested ones too. A bare name is a chain without links; declared names (targets of `def`, parameters) are not chains. */
  readonly chains: readonly Chain[]
  /** Every call of the text: each is also a link of one chain. */
  readonly calls: readonly Call[]
  readonly comments: readonly Span[]
  /** Places the reader could not make sense of (unterminated string, unmatched bracket). Facts around them are still given. */
  readonly problems: readonly Problem[]
}

export interface Problem {
  readonly span: Span
  readonly message: string
}

/** One imported name. `import a.b as c, d` and `import x, {y as z} from 'm'` give one Import for each name. */
export interface Import {
  /** As written: `unittest.mock`, `..helpers`, `node:fs`, `./socket.js`. */
  readonly module: string
  /** Span of the module text (without quotes in ECMAScript). */
  readonly moduleSpan: Span
  /** `module`: the module itself (`import a.b`, `import * as x`, `const x = require('m')`); `name`: one export (`default` for a default import); `star`: `from m import *`; `bare`: `import 'm'`; `dynamic`: `import('m')`, `require('m')` not bound to a name; `reexport`: `export {x} from 'm'`, `export * from 'm'`. */
  readonly form: 'module' | 'name' | 'star' | 'bare' | 'dynamic' | 'reexport'
  /** Name in the exporting module, for `name` and `reexport` (`*` for `export *`). */
  readonly imported: string | undefined
  /** Name bound here. `import a.b` binds `a`, `import a.b as c` binds `c`; undefined when nothing is bound. */
  readonly local: string | undefined
  /** `import type`, `import {type X}`. */
  readonly typeOnly: boolean
  /** The specifier alone: `y as z`. */
  readonly span: Span
  readonly statement: number
  readonly scope: number
}

export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'block'
  /** Index of the enclosing scope; -1 for the module. */
  readonly parent: number
  readonly span: Span
}

/**
 * One place at which a name comes to denote something, in the scope in which the language puts it (Python: function-wide, `global`/`nonlocal`
 * obeyed, class bodies not seen from methods; ECMAScript: block scope of let/const/class, hoisted var and function).
 */
export interface Binding {
  readonly name: string
  readonly span: Span
  readonly scope: number
  readonly kind: 'import' | 'parameter' | 'assignment' | 'function' | 'class' | 'with' | 'loop' | 'except' | 'pattern' | 'type'
  /** Index into imports, functions (for `parameter` and `function`), assignments, classes, withItems; -1 where there is no such list. */
  readonly index: number
}

export type Value = Chain | StringLiteral | Literal | ObjectLiteral | ListLiteral | FunctionValue | ClassValue | Compound

export interface Chain {
  readonly kind: 'chain'
  /** From the root (or `new`) to the last link; without a leading `await`. */
  readonly span: Span
  /** A name (`ws`, `self`, `this`, `super`, `import`), or any other value that is linked on: `"x".join(...)`, `(a or b).c`. */
  readonly root: string | Value
  readonly rootSpan: Span
  readonly links: readonly Link[]
  /** Offset of the keyword of a leading `await`, or -1. */
  readonly awaitAt: number
  readonly scope: number
  /** Index of the innermost statement that holds the chain. */
  readonly statement: number
}

export type Link = MemberLink | CallLink | IndexLink

export interface MemberLink {
  readonly kind: 'member'
  /** `#name` for private names. */
  readonly name: string
  /** The name alone, without the dot. */
  readonly span: Span
}

export interface CallLink {
  readonly kind: 'call'
  readonly call: Call
}

export interface IndexLink {
  readonly kind: 'index'
  /** Brackets included. */
  readonly span: Span
  readonly items: readonly Value[]
}

export interface Call {
  /** From the callee's first token (or `new`) to the closing parenthesis. */
  readonly span: Span
  /** The callee alone, without `new` and without type arguments. */
  readonly callee: Span
  /** Type arguments with their angle brackets: `<Foo>` of `mock<Foo>()`. */
  readonly typeArguments: Span | undefined
  /** Parentheses included (the template for a tagged template); empty, at the callee's end, for `new X` without them. */
  readonly argumentsSpan: Span
  readonly arguments: readonly Argument[]
  readonly form: 'call' | 'new' | 'template' | 'jsx'
  /** Index into chains of the chain it is a link of. */
  readonly chain: number
  /** Index among that chain's links. */
  readonly link: number
  readonly scope: number
  readonly statement: number
}

export interface Argument {
  /** The whole argument: `name=value`, `*rest`, `...rest`. */
  readonly span: Span
  /** Keyword name (Python). */
  readonly name: string | undefined
  /** `*`, `**`, `...`, or undefined. */
  readonly spread: string | undefined
  readonly value: Value
}

export interface StringLiteral {
  readonly kind: 'string'
  readonly span: Span
  /** The value, when it is plain (no interpolation); adjacent Python literals are joined. */
  readonly text: string | undefined
  /** Values interpolated into an f-string or template. */
  readonly parts: readonly Value[]
}

/** Numbers, true/false, None/null/undefined, regular expressions, bytes. */
export interface Literal {
  readonly kind: 'literal'
  readonly span: Span
}

/** A dictionary or object literal. */
export interface ObjectLiteral {
  readonly kind: 'object'
  readonly span: Span
  readonly entries: readonly Entry[]
}

export interface Entry {
  readonly span: Span
  /** The key when it is a plain name, string or number; undefined when computed or a spread. */
  readonly key: string | undefined
  readonly keySpan: Span
  readonly value: Value
}

/** A list, tuple, set or array literal, and every comprehension (one item: the compound of its clauses). */
export interface ListLiteral {
  readonly kind: 'list'
  readonly span: Span
  readonly items: readonly Value[]
}

/** A lambda, arrow function, function expression or object-literal method. */
export interface FunctionValue {
  readonly kind: 'function'
  readonly span: Span
  /** Index into functions. */
  readonly function: number
}

export interface ClassValue {
  readonly kind: 'class'
  readonly span: Span
  readonly class: number
}

/** Operands joined by operators, keywords, casts (`x as T` has the one operand x), or wrapped in parentheses. */
export interface Compound {
  readonly kind: 'compound'
  readonly span: Span
  readonly operands: readonly Value[]
}

export interface Statement {
  /** `block` stands for every compound statement (if, for, while, with, try, match, switch …) and `definition` for functions and classes. */
  readonly kind: 'expression' | 'assignment' | 'import' | 'export' | 'return' | 'assert' | 'raise' | 'delete' | 'definition' | 'block' | 'other'
  /** From the first token (a decorator's `@` included) to the last one; a compound statement includes its blocks. A closing `;` of ECMAScript is included. */
  readonly span: Span
  readonly scope: number
  /** Index of the enclosing statement, -1 at the top. */
  readonly parent: number
  /** Value of an expression, return, assert (the condition) or raise statement. */
  readonly value: Value | undefined
}

/** `a = b = value`, `a: T = value`, `a += value`, `(a := value)`, `const {a} = value`, a class field, a default of a destructured name is not one. */
export interface Assignment {
  readonly span: Span
  readonly targets: readonly Value[]
  readonly annotation: Value | undefined
  readonly value: Value | undefined
  readonly operator: string
  /** `const`, `let`, `var`, `field`, or undefined. */
  readonly declaration: string | undefined
  readonly scope: number
  readonly statement: number
}

/** One item of a Python `with` (or ECMAScript `using x = …`). */
export interface WithItem {
  readonly span: Span
  readonly context: Value
  readonly target: Value | undefined
  readonly async: boolean
  readonly scope: number
  readonly statement: number
}

export interface FunctionFact {
  readonly form: 'function' | 'method' | 'lambda' | 'arrow' | 'constructor' | 'getter' | 'setter'
  readonly name: string | undefined
  readonly nameSpan: Span | undefined
  /** From the first token without decorators (`async`, `def`, `function`, the method's name or modifiers, the arrow's parameters) to the last of the body. */
  readonly span: Span
  readonly async: boolean
  /** Indexes into decorators, outermost first. */
  readonly decorators: readonly number[]
  /** Parentheses included; for a Python lambda or a bare arrow parameter, the parameters alone. */
  readonly parametersSpan: Span
  readonly parameters: readonly Parameter[]
  readonly returns: Value | undefined
  /** Python: from the first statement to the last token of the block. ECMAScript: braces included, or the arrow's expression. */
  readonly body: Span
  /** The expression that is the whole body of an ECMAScript arrow function. */
  readonly value?: Value
  /** Scope of its parameters and body. */
  readonly scope: number
  /** Scope it is defined in. */
  readonly parent: number
  /** Index into classes of the class whose body it stands in directly, or -1. */
  readonly class: number
  readonly statement: number
}

export interface Parameter {
  readonly name: string
  readonly span: Span
  readonly nameSpan: Span
  readonly spread: string | undefined
  readonly annotation: Value | undefined
  readonly default: Value | undefined
}

export interface ClassFact {
  readonly name: string | undefined
  readonly nameSpan: Span | undefined
  /** From the `class` keyword (modifiers such as `abstract` before it left out) to the last token of the body. */
  readonly span: Span
  readonly decorators: readonly number[]
  /** Python: bases and keywords. ECMAScript: the `extends` value; `implements` names follow with name `implements`. */
  readonly bases: readonly Argument[]
  readonly body: Span
  readonly scope: number
  readonly parent: number
  readonly statement: number
}

export interface Decorator {
  /** From the `@` to the last token of the expression. */
  readonly span: Span
  readonly value: Value
}
