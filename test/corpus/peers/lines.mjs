/**
 * Holds what a peer reports in one file against the file's labels, by line alone and in the peer's favour: each report takes one label of its line, the one at its
 * column if there is one, whatever the report calls it.
 */
export function compareLines(labels, reports) {
  const open = [...labels]
  const hits = []
  const take = (index) => hits.push(...open.splice(index, 1))
  const rest = reports.filter(({ line, column }) => {
    const index = open.findIndex((label) => label.line === line && label.column === column)
    if (index >= 0) take(index)
    return index < 0
  })
  const alarms = rest.filter(({ line }) => {
    const index = open.findIndex((label) => label.line === line)
    if (index >= 0) take(index)
    return index < 0
  })
  return { hits, misses: open, alarms }
}

/** Adds up comparisons: shares of the sites, of each labelled kind and of the files that have a mock; a share of nothing is null. */
export function sumOf(comparisons) {
  const hits = comparisons.flatMap((comparison) => comparison.hits)
  const misses = comparisons.flatMap((comparison) => comparison.misses)
  const alarms = comparisons.flatMap((comparison) => comparison.alarms)
  const reported = comparisons.filter((comparison) => comparison.hits.length + comparison.alarms.length > 0)
  const mocked = comparisons.filter((comparison) => comparison.hits.length + comparison.misses.length > 0)
  const both = reported.filter((comparison) => mocked.includes(comparison))
  const ofKind = (list, kind) => list.filter((label) => label.kind === kind).length
  const kinds = [...new Set([...hits, ...misses].map(({ kind }) => kind))]
  return {
    labelled: hits.length + misses.length,
    reported: hits.length + alarms.length,
    hits: hits.length,
    precision: share(hits.length, hits.length + alarms.length),
    recall: share(hits.length, hits.length + misses.length),
    filePrecision: share(both.length, reported.length),
    fileRecall: share(both.length, mocked.length),
    kinds: Object.fromEntries(kinds.map((kind) => [kind, { labelled: ofKind(hits, kind) + ofKind(misses, kind), recall: share(ofKind(hits, kind), ofKind(hits, kind) + ofKind(misses, kind)) }])),
  }
}

function share(part, whole) {
  return whole === 0 ? null : part / whole
}
