interface LabelledSite {
  readonly line: number
  readonly column: number
  readonly kind: string
  readonly service: string
  readonly also?: readonly string[]
  readonly note?: string
}

interface LabelledFile {
  readonly path: string
  readonly blob: string
  readonly lines: number
  readonly sites: readonly LabelledSite[]
}

export interface RepositoryLabels {
  readonly name: string
  readonly repository: string
  readonly commit: string
  readonly files: readonly LabelledFile[]
}

export function readLabels(): RepositoryLabels[]
export function problemsOf(labels: Pick<RepositoryLabels, 'commit' | 'files'>): string[]
