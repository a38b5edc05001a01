interface Labelled {
  readonly line: number
  readonly column: number
  readonly kind: string
  readonly service: string
  readonly also?: readonly string[]
}

interface LabelledPart {
  readonly from?: number
  readonly to?: number
  readonly sites: readonly (Labelled & { readonly optional?: true })[]
}

interface Comparison {
  readonly hits: readonly { readonly label: Labelled; readonly site: Labelled }[]
  readonly misses: readonly Labelled[]
  readonly alarms: readonly Labelled[]
}

interface Tally {
  readonly labelled: number
  readonly found: number
  readonly hits: number
  readonly precision: number | null
  readonly recall: number | null
  readonly kindAccuracy: number | null
  readonly serviceAccuracy: number | null
  readonly serviceFirstChoice: number | null
  readonly byKind: readonly { readonly kind: string; readonly labelled: number; readonly found: number; readonly precision: number | null; readonly recall: number | null }[]
  readonly kindConfusions: readonly { readonly name: string; readonly times: number }[]
  readonly serviceConfusions: readonly { readonly name: string; readonly times: number }[]
}

export function compareSites(labels: readonly Labelled[], found: readonly Labelled[]): Comparison
export function compareLabelled(file: LabelledPart, found: readonly Labelled[]): Comparison
export function serviceAgrees(label: Labelled, site: Labelled): boolean
export function tally(comparisons: readonly Comparison[]): Tally
