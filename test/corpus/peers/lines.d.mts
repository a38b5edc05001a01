interface Place {
  readonly line: number
  readonly column?: number
}

interface Label {
  readonly line: number
  readonly column: number
  readonly kind: string
}

interface Comparison {
  readonly hits: readonly Label[]
  readonly misses: readonly Label[]
  readonly alarms: readonly Place[]
}

interface Sum {
  readonly labelled: number
  readonly reported: number
  readonly hits: number
  readonly precision: number | null
  readonly recall: number | null
  readonly filePrecision: number | null
  readonly fileRecall: number | null
  readonly kinds: Readonly<Record<string, { readonly labelled: number; readonly recall: number | null }>>
}

export function compareLines(labels: readonly Label[], reports: readonly Place[]): Comparison
export function sumOf(comparisons: readonly Comparison[]): Sum
