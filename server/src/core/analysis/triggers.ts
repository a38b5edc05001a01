import { LIBRARIES } from '../catalogue/libraries.ts'
import type { LanguageId } from '../model/facts.ts'

/** Something to test a text with, like a regular expression. */
export interface Trigger {
  test(text: string): boolean
}

/** How the triggers begin that are module specifiers. */
const SPECIFIER = '[\'"]'
const TRIGGERS: Readonly<Record<LanguageId, Trigger>> = { python: triggerOf('python'), ecmascript: triggerOf('ecmascript') }

/** One test for the triggers of all libraries of a language: a text that it does not match holds no site of them. */
export function triggersOf(language: LanguageId): Trigger {
  return TRIGGERS[language]
}

/** Module specifiers are looked for on their own: that nearly every position of a text is no quote makes the whole twice as fast. */
function triggerOf(language: LanguageId): Trigger {
  const all = [...new Set(LIBRARIES.filter((library) => library.languages.includes(language)).flatMap((library) => library.triggers))]
  const specifiers = all.filter((source) => source.startsWith(SPECIFIER)).map((source) => source.slice(SPECIFIER.length))
  const anywhere = new RegExp(all.filter((source) => !source.startsWith(SPECIFIER)).join('|'), 'i')
  if (specifiers.length === 0) return anywhere
  const quoted = new RegExp(`${SPECIFIER}(?:npm:/?)?(?:${specifiers.join('|')})`)
  return { test: (text) => anywhere.test(text) || quoted.test(text) }
}
