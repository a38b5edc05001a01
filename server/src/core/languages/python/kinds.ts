/** Kinds of Python tokens, as `Tokens.kinds` holds them. Every keyword and every operator the grammar turns on has a kind of its own. */

export const END = 0
/** End of a logical line; empty at the end of a text without a final line end. */
export const NEWLINE = 1
/** From the start of the line to its first token. */
export const INDENT = 2
/** Empty, before the first token of the line that dedents. */
export const DEDENT = 3
export const COMMENT = 4
/** An identifier, soft keywords included. */
export const NAME = 5
export const NUMBER = 6
/** A whole literal without interpolation, prefix and quotes included. */
export const STRING = 7
/** Prefix and opening quotes of an f-string or t-string. */
export const STRING_START = 8
/** Literal text, or literal text of a format specification. */
export const STRING_MIDDLE = 9
/** Closing quotes; empty when they are missing. */
export const STRING_END = 10
/** The braces of a replacement field. */
export const FIELD_OPEN = 11
export const FIELD_CLOSE = 12
/** A character that begins no token, or a closing bracket without an opening one. */
export const UNKNOWN = 13

export const PAREN_OPEN = 20
export const PAREN_CLOSE = 21
export const BRACKET_OPEN = 22
export const BRACKET_CLOSE = 23
export const BRACE_OPEN = 24
export const BRACE_CLOSE = 25
export const COMMA = 26
export const COLON = 27
export const SEMICOLON = 28
export const DOT = 29
export const ELLIPSIS = 30
export const EQUAL = 31
/** `+=` and its like. */
export const AUGMENTED = 32
export const WALRUS = 33
export const ARROW = 34
export const AT = 35
export const STAR = 36
export const DOUBLE_STAR = 37
/** The `!` of a conversion, in replacement fields only. */
export const EXCLAMATION = 38
/** Every other operator. */
export const OPERATOR = 39

export const AND = 50
export const AS = 51
export const ASSERT = 52
export const ASYNC = 53
export const AWAIT = 54
export const BREAK = 55
export const CLASS = 56
export const CONTINUE = 57
export const DEF = 58
export const DEL = 59
export const ELIF = 60
export const ELSE = 61
export const EXCEPT = 62
export const FALSE = 63
export const FINALLY = 64
export const FOR = 65
export const FROM = 66
export const GLOBAL = 67
export const IF = 68
export const IMPORT = 69
export const IN = 70
export const IS = 71
export const LAMBDA = 72
export const NONE = 73
export const NONLOCAL = 74
export const NOT = 75
export const OR = 76
export const PASS = 77
export const RAISE = 78
export const RETURN = 79
export const TRUE = 80
export const TRY = 81
export const WHILE = 82
export const WITH = 83
export const YIELD = 84

/** Flags of a NAME. */
export const NON_ASCII = 1
/** Flag of an opening bracket: a `for` clause stands directly in it. */
export const COMPREHENSION = 1
/** Flags of STRING, STRING_START and STRING_MIDDLE. The length of the prefix is added in units of PREFIX_UNIT. */
export const ESCAPED = 1
export const RAW = 2
export const BYTES = 4
export const TRIPLE = 8
export const UNTERMINATED = 16
export const TEMPLATE = 32
export const PREFIX_UNIT = 64
