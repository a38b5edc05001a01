import { LIBRARIES } from '../catalogue/libraries.ts'
import type { LanguageId } from '../model/facts.ts'

const TRIGGERS: Readonly<Record<LanguageId, RegExp>> = { python: expressionOf('python'), ecmascript: expressionOf('ecmascript') }

/** One expression for the triggers of all libraries of a language: a text that it does not match holds no site of them. */
export function triggersOf(language: LanguageId): RegExp {
  return TRIGGERS[language]
}

function expressionOf(language: LanguageId): RegExp {
  const all = LIBRARIES.filter((library) => library.languages.includes(language)).flatMap((library) => library.triggers)
  return new RegExp([...new Set(all)].join('|'), 'i')
}
