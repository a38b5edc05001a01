/** What Demock found in one labelled file, held against its labels: a site is the same when its first token is. */
export function compareSites(labels, found) {
  const at = new Map(found.map((site) => [`${site.line}:${site.column}`, site]))
  const hits = []
  const misses = []
  for (const label of labels) {
    const key = `${label.line}:${label.column}`
    const site = at.get(key)
    if (site === undefined) misses.push(label)
    else hits.push({ label, site })
    at.delete(key)
  }
  return { hits, misses, alarms: [...at.values()] }
}

/** The same for a file of the labels: sites outside of the labelled lines and at places labelled as optional are neither hits nor alarms nor misses. */
export function compareLabelled({ sites: labels, from = 1, to = Infinity }, found) {
  const optional = new Set(labels.filter((label) => label.optional).map(({ line, column }) => `${line}:${column}`))
  return compareSites(
    labels.filter((label) => !label.optional),
    found.filter(({ line, column }) => line >= from && line <= to && !optional.has(`${line}:${column}`)),
  )
}

/** Whether the service found is the label's, or another one that the label names as just as good. */
export function serviceAgrees(label, site) {
  return label.service === site.service || (label.also ?? []).includes(site.service)
}

/**
 * Adds up comparisons. A kind's precision counts sites by the kind found, its recall by the kind labelled; the accuracies are shares of the hits.
 * A share of nothing is null, not a number.
 */
export function tally(comparisons) {
  const hits = comparisons.flatMap((comparison) => comparison.hits)
  const misses = comparisons.flatMap((comparison) => comparison.misses)
  const alarms = comparisons.flatMap((comparison) => comparison.alarms)
  const kinds = [...new Set([...hits.flatMap(({ label, site }) => [label.kind, site.kind]), ...misses.map(({ kind }) => kind), ...alarms.map(({ kind }) => kind)])].sort()
  return {
    labelled: hits.length + misses.length,
    found: hits.length + alarms.length,
    hits: hits.length,
    precision: share(hits.length, hits.length + alarms.length),
    recall: share(hits.length, hits.length + misses.length),
    kindAccuracy: share(count(hits, ({ label, site }) => label.kind === site.kind), hits.length),
    serviceAccuracy: share(count(hits, ({ label, site }) => serviceAgrees(label, site)), hits.length),
    serviceFirstChoice: share(count(hits, ({ label, site }) => label.service === site.service), hits.length),
    byKind: kinds.map((kind) => ofKind(kind, { hits, misses, alarms })),
    kindConfusions: confusions(hits.filter(({ label, site }) => label.kind !== site.kind), 'kind'),
    serviceConfusions: confusions(hits.filter(({ label, site }) => !serviceAgrees(label, site)), 'service'),
  }
}

function ofKind(kind, { hits, misses, alarms }) {
  const right = count(hits, ({ label, site }) => label.kind === kind && site.kind === kind)
  const labelled = count(hits, ({ label }) => label.kind === kind) + count(misses, (label) => label.kind === kind)
  const found = count(hits, ({ site }) => site.kind === kind) + count(alarms, (site) => site.kind === kind)
  return { kind, labelled, found, precision: share(right, found), recall: share(right, labelled) }
}

function confusions(hits, property) {
  const counts = new Map()
  for (const { label, site } of hits) {
    const name = `${label[property]} → ${site[property]}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, times]) => ({ name, times })).sort((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1))
}

function count(list, is) {
  return list.filter(is).length
}

function share(part, whole) {
  return whole === 0 ? null : part / whole
}
