import type { LibraryIndex } from '../analysis/library-index.ts'
import type { LanguageId } from '../model/facts.ts'

/** An import as the text of a file tells it at a glance: nothing is read but the words. */
export interface ImportText {
  readonly module: string
  /** Names taken from it; `*` for the module as a whole. */
  readonly names: readonly string[]
}

const PYTHON_IMPORT = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(?:\(([^)]{0,2000})\)?|([^\n(#;]*))|import[ \t]+([^\n#;]+))/gm
const ECMASCRIPT_IMPORT = /(?:\bimport\s+(?:type\s+)?([\w$*{}\s,]{1,2000}?)\s*from|\bexport\s*(\*|\{[^}]{0,2000}\})\s*(?:as\s+[\w$]+\s*)?from|(?:\bimport|\brequire)\s*\()\s*['"]([^'"\n]+)['"]/g

/** The imports of a text; comments and strings that look like one are taken as well. */
export function modulesNamedIn(text: string, language: LanguageId): ImportText[] {
  const imports: ImportText[] = []
  if (language === 'python') {
    for (const [, from, block, line, whole] of text.matchAll(PYTHON_IMPORT)) {
      if (from !== undefined) imports.push({ module: from, names: namesIn(block ?? line ?? '') })
      else for (const module of namesIn(whole ?? '')) imports.push({ module, names: ['*'] })
    }
    return imports
  }
  for (const [, clause, list, module] of text.matchAll(ECMASCRIPT_IMPORT)) {
    if (module === undefined) continue
    const names = clause ?? list
    imports.push({ module, names: names === undefined ? ['*'] : clauseNames(names) })
  }
  return imports
}

/** `a, b as c` as the names that are taken. */
function namesIn(list: string): string[] {
  return list.split(',').flatMap((part) => /^\s*(?:#[^\n]*\n\s*)*([.\w$]+|\*)/.exec(part)?.[1] ?? [])
}

/** `React, { a, b as c }` and `* as helpers`. */
function clauseNames(clause: string): string[] {
  const open = clause.indexOf('{')
  const list = open < 0 ? [] : namesIn(clause.slice(open + 1).replace(/\btype\s+/g, '').replace('}', ''))
  const before = (open < 0 ? clause : clause.slice(0, open)).trim()
  return [...list, ...(before.includes('*') ? ['*'] : before === '' ? [] : ['default'])]
}

const expressions = new WeakMap<LibraryIndex, RegExp>()

/** Whether a text imports a module that is of a mock library as a whole. */
export function importsAModuleOf(text: string, libraries: LibraryIndex): boolean {
  let expression = expressions.get(libraries)
  if (!expression) expressions.set(libraries, (expression = expressionOf(libraries)))
  return expression.test(text)
}

function expressionOf({ python, libraries }: LibraryIndex): RegExp {
  const modules = libraries.filter(({ partial }) => !partial).flatMap((library) => library.modules)
  const names = [...new Set([...modules, ...(python ? ['unittest'] : ['vitest', '@jest/globals'])])].map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return python ? new RegExp(`^[ \\t]*(?:from|import)[ \\t]+(?:${names.join('|')})\\b`, 'm') : new RegExp(`['"](?:${names.join('|')})['"]`)
}
