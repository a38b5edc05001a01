import type { Diagnostic } from 'vscode-languageserver'
import type { Analysis } from './analyses.ts'
import type { Validation } from './publish.ts'

/** The latest diagnostics of each document, so that an edit that changes none of them is answered by their old name alone. */
export interface Validations {
  /** Diagnostics with the name of this state of them: the one they had before when they are still the same. */
  named(uri: string, view: Analysis['view'] | undefined, diagnostics: () => Diagnostic[]): Validation
  drop(uri: string): void
}

export function createValidations(): Validations {
  const latest = new Map<string, Validation & { readonly view: Analysis['view'] | undefined }>()
  let count = 0
  return {
    named(uri, view, diagnosticsOf) {
      const known = latest.get(uri)
      if (known && view && known.view === view) return known
      const diagnostics = diagnosticsOf()
      const validation = known && equal(known.diagnostics, diagnostics) ? { ...known, view } : { id: String(++count), diagnostics, view }
      latest.set(uri, validation)
      return validation
    },
    drop: (uri) => void latest.delete(uri),
  }
}

/** Whether two values of plain data are the same. Makes no objects: it compares hundreds of diagnostics at every keystroke. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!equal(a[i], b[i])) return false
    return true
  }
  let keys = 0
  for (const key in a) {
    if (!equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])) return false
    keys++
  }
  for (const _ in b) keys--
  return keys === 0
}
