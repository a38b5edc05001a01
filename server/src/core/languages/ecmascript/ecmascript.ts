import type { Facts } from '../../model/facts.ts'
import type { Language, Tokens } from '../language.ts'
import { finished, newBuilding } from './building.ts'
import { leftHandSide } from './chains.ts'
import { classExpression } from './classes.ts'
import { assignment, expression } from './expressions.ts'
import { isLayout, layoutOf } from './layout.ts'
import type { Dialect, Grammar, Parser } from './parser.ts'
import { runDeferred } from './parser.ts'
import { closeScope, openScope } from './scopes.ts'
import { statements } from './statements.ts'
import type { TokenTable } from './token-table.ts'
import { tokenTableOf } from './tokenizer.ts'

const extensions = ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx'] as const

const grammar: Grammar = { assignment, expression, leftHandSide, statements, classValue: classExpression }

/** JavaScript and TypeScript with and without JSX. */
export const ecmascript: Language = {
  id: 'ecmascript',
  extensions,
  tokenize(text: string, path: string): Tokens {
    return tokenTableOf(text, dialectOf(path).jsx)
  },
  read(text: string, path: string): Facts {
    const dialect = dialectOf(path)
    const tokens = tokenTableOf(text, dialect.jsx)
    const p = parserOf(text, dialect, tokens)
    openScope(p, 'module', 0)
    statements(p, p.count)
    const [scope] = p.facts.scopes
    closeScope(p, -1)
    if (scope) scope.span = { start: 0, end: text.length }
    runDeferred(p)
    return finished(p.facts, tokens.comments, tokens.problems)
  },
  isLayout,
  layoutOf,
  emptyStatement: '{}',
}

/** TypeScript treats JavaScript files as JSX; in its own it tells them apart by the name. */
function dialectOf(path: string): Dialect {
  const name = path.toLowerCase()
  const typescript = name.endsWith('.ts') || name.endsWith('.mts') || name.endsWith('.cts') || name.endsWith('.tsx')
  return { jsx: !typescript || name.endsWith('.tsx'), typeArguments: typescript }
}

function parserOf(text: string, dialect: Dialect, tokens: TokenTable): Parser {
  return {
    text, dialect, kinds: tokens.kinds, starts: tokens.starts, ends: tokens.ends, breaks: tokens.breaks, partners: tokens.partners, count: tokens.count,
    grammar, facts: newBuilding(), typeEnds: new Int32Array(tokens.count + 1), at: 0, scope: -1, statement: -1, class: -1, depth: 0,
    noIn: false, noIndex: false, trueBranches: 0, awaits: true, yields: false, openExpressions: [], openStatements: [], deferred: [],
  }
}
