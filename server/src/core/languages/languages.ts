import { ecmascript } from './ecmascript/ecmascript.ts'
import type { Language } from './language.ts'
import { python } from './python/python.ts'

/** Every language that Demock reads. */
export const LANGUAGES: readonly Language[] = [python, ecmascript]

const BY_EXTENSION: ReadonlyMap<string, Language> = new Map(LANGUAGES.flatMap((language) => language.extensions.map((extension) => [extension, language])))

/** The language that reads a path, by its extension; undefined when none does. */
export function languageAt(path: string): Language | undefined {
  const dot = path.lastIndexOf('.')
  return dot <= path.lastIndexOf('/') ? undefined : BY_EXTENSION.get(path.slice(dot).toLowerCase())
}
