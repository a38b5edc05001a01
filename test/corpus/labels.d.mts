interface LabelledSite {
  readonly line: number
  readonly column: number
  readonly kind: string
  readonly service: string
  readonly also?: readonly string[]
  readonly note?: string
  /** May be found or not. */
  readonly optional?: true
}

interface LabelledFile {
  readonly path: string
  readonly blob: string
  readonly lines: number
  /** First and last line that were labelled; without them the whole file. */
  readonly from?: number
  readonly to?: number
  readonly sites: readonly LabelledSite[]
}

export interface RepositoryLabels {
  readonly name: string
  readonly repository: string
  readonly commit: string
  readonly files: readonly LabelledFile[]
}

export function readLabels(folder?: string): RepositoryLabels[]
export function problemsOf(labels: Pick<RepositoryLabels, 'commit' | 'files'>): string[]
