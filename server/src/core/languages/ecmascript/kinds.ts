/**
 * The kinds of tokens. The order matters: words come first (names, then contextual keywords that may be names, then reserved words), literals next,
 * then punctuators, with the assignment operators together at the end. `>` is always a token of its own, as only the grammar knows whether
 * `>>=` closes type arguments; `<` likewise (`<<` may open two lists), except in `<=`.
 */

/** The end of the text; also the kind of every slot behind the last token. */
export const END = 0
export const IDENTIFIER = 1

// Contextual keywords: names wherever the grammar expects a name.
export const ABSTRACT = 2
export const ACCESSOR = 3
export const AS = 4
export const ASSERT = 5
export const ASSERTS = 6
export const ASYNC = 7
export const AWAIT = 8
export const DECLARE = 9
export const FROM = 10
export const GET = 11
export const GLOBAL = 12
export const IMPLEMENTS = 13
export const INFER = 14
export const INTERFACE = 15
export const IS = 16
export const KEYOF = 17
export const LET = 18
export const MODULE = 19
export const NAMESPACE = 20
export const OF = 21
export const OUT = 22
export const OVERRIDE = 23
export const PRIVATE = 24
export const PROTECTED = 25
export const PUBLIC = 26
export const READONLY = 27
export const SATISFIES = 28
export const SET = 29
export const STATIC = 30
export const TYPE = 31
export const UNDEFINED = 32
export const UNIQUE = 33
export const USING = 34
export const YIELD = 35
export const LAST_NAME = 35

// Reserved words: names only behind a dot and as keys.
export const BREAK = 36
export const CASE = 37
export const CATCH = 38
export const CLASS = 39
export const CONST = 40
export const CONTINUE = 41
export const DEBUGGER = 42
export const DEFAULT = 43
export const DELETE = 44
export const DO = 45
export const ELSE = 46
export const ENUM = 47
export const EXPORT = 48
export const EXTENDS = 49
export const FALSE = 50
export const FINALLY = 51
export const FOR = 52
export const FUNCTION = 53
export const IF = 54
export const IMPORT = 55
export const IN = 56
export const INSTANCEOF = 57
export const NEW = 58
export const NULL = 59
export const RETURN = 60
export const SUPER = 61
export const SWITCH = 62
export const THIS = 63
export const THROW = 64
export const TRUE = 65
export const TRY = 66
export const TYPEOF = 67
export const VAR = 68
export const VOID = 69
export const WHILE = 70
export const WITH = 71
export const LAST_WORD = 71

// Literals, template pieces and JSX pieces. JSX_OPEN is the `<` that begins an element, JSX_CLOSE is `</`.
export const PRIVATE_NAME = 72
export const NUMBER = 73
export const BIGINT = 74
export const STRING = 75
export const REGEX = 76
export const TEMPLATE = 77
export const TEMPLATE_HEAD = 78
export const TEMPLATE_MIDDLE = 79
export const TEMPLATE_TAIL = 80
export const JSX_NAME = 81
export const JSX_TEXT = 82
export const JSX_OPEN = 83
export const JSX_CLOSE = 84

// Punctuators.
export const BRACE_OPEN = 85
export const BRACE_CLOSE = 86
export const PAREN_OPEN = 87
export const PAREN_CLOSE = 88
export const BRACKET_OPEN = 89
export const BRACKET_CLOSE = 90
export const DOT = 91
export const ELLIPSIS = 92
export const SEMICOLON = 93
export const COMMA = 94
export const LESS = 95
export const GREATER = 96
export const LESS_EQUALS = 97
export const EQUALS_EQUALS = 98
export const NOT_EQUALS = 99
export const STRICT_EQUALS = 100
export const STRICT_NOT_EQUALS = 101
export const ARROW = 102
export const PLUS = 103
export const MINUS = 104
export const STAR = 105
export const POWER = 106
export const SLASH = 107
export const PERCENT = 108
export const INCREMENT = 109
export const DECREMENT = 110
export const AND = 111
export const OR = 112
export const XOR = 113
export const NOT = 114
export const TILDE = 115
export const AND_AND = 116
export const OR_OR = 117
export const QUESTION = 118
export const QUESTION_QUESTION = 119
export const QUESTION_DOT = 120
export const COLON = 121
export const AT = 122
export const FIRST_ASSIGNMENT = 123
export const EQUALS = 123
export const PLUS_EQUALS = 124
export const MINUS_EQUALS = 125
export const STAR_EQUALS = 126
export const POWER_EQUALS = 127
export const SLASH_EQUALS = 128
export const PERCENT_EQUALS = 129
export const AND_EQUALS = 130
export const OR_EQUALS = 131
export const XOR_EQUALS = 132
export const AND_AND_EQUALS = 133
export const OR_OR_EQUALS = 134
export const QUESTION_QUESTION_EQUALS = 135
export const LAST_ASSIGNMENT = 135
/** A character that begins no token. */
export const UNKNOWN = 136
export const KINDS = 137

/** The keywords of the language by their text. */
export const KEYWORDS: ReadonlyMap<string, number> = new Map([
  ['abstract', ABSTRACT], ['accessor', ACCESSOR], ['as', AS], ['assert', ASSERT], ['asserts', ASSERTS], ['async', ASYNC], ['await', AWAIT],
  ['declare', DECLARE], ['from', FROM], ['get', GET], ['global', GLOBAL], ['implements', IMPLEMENTS], ['infer', INFER], ['interface', INTERFACE],
  ['is', IS], ['keyof', KEYOF], ['let', LET], ['module', MODULE], ['namespace', NAMESPACE], ['of', OF], ['out', OUT], ['override', OVERRIDE],
  ['private', PRIVATE], ['protected', PROTECTED], ['public', PUBLIC], ['readonly', READONLY], ['satisfies', SATISFIES], ['set', SET],
  ['static', STATIC], ['type', TYPE], ['undefined', UNDEFINED], ['unique', UNIQUE], ['using', USING], ['yield', YIELD], ['break', BREAK],
  ['case', CASE], ['catch', CATCH], ['class', CLASS], ['const', CONST], ['continue', CONTINUE], ['debugger', DEBUGGER], ['default', DEFAULT],
  ['delete', DELETE], ['do', DO], ['else', ELSE], ['enum', ENUM], ['export', EXPORT], ['extends', EXTENDS], ['false', FALSE], ['finally', FINALLY],
  ['for', FOR], ['function', FUNCTION], ['if', IF], ['import', IMPORT], ['in', IN], ['instanceof', INSTANCEOF], ['new', NEW], ['null', NULL],
  ['return', RETURN], ['super', SUPER], ['switch', SWITCH], ['this', THIS], ['throw', THROW], ['true', TRUE], ['try', TRY], ['typeof', TYPEOF],
  ['var', VAR], ['void', VOID], ['while', WHILE], ['with', WITH],
])
