import { ecmascript } from './ecmascript/ecmascript.ts'
import type { Language } from './language.ts'
import { python } from './python/python.ts'

/** Every language that Demock reads. */
export const LANGUAGES: readonly Language[] = [python, ecmascript]
