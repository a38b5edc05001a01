export interface Creation {
  readonly file: string
  readonly line: number
  /** Null where the interpreter does not tell. */
  readonly column: number | null
  readonly endLine?: number | null
  readonly endColumn?: number | null
  readonly api: string
  readonly kind?: string | null
  readonly times: number
  readonly cause?: string
}

export interface FoundSite {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly kind: string
  readonly api: string
}

export interface CreationComparison {
  readonly matches: readonly { readonly creation: Creation; readonly site: FoundSite; readonly rightKind: boolean }[]
  readonly misses: readonly Creation[]
  readonly reached: readonly FoundSite[]
  readonly silent: readonly FoundSite[]
}

export interface CreationTally {
  readonly api: string
  readonly seen: number
  readonly times: number
  readonly matched: number
  readonly rightKind: number
  readonly causes: Readonly<Record<string, number>>
}

export function compareCreations(creations: readonly Creation[], sites: readonly FoundSite[], executed?: ReadonlySet<number>): CreationComparison
export function tallyCreations(comparisons: readonly Pick<CreationComparison, 'matches' | 'misses'>[]): readonly CreationTally[]
export function causeOf(creation: Creation, callee: string | undefined, explanation: string): string
export function calleeOf(creation: Creation, text: string): string | undefined
export function mergeRecords(records: readonly object[]): { readonly creations: readonly Creation[]; readonly lines: Readonly<Record<string, readonly number[]>> }
export function inReportColumns(creation: Creation, textOf: (file: string) => string): Creation
