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

/** Whether two values of plain data are the same. */
function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index]))
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}
