import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { problemsOf, readLabels } from '../corpus/labels.mjs'
import { compareLabelled, compareSites, serviceAgrees, tally } from '../corpus/scoring.mjs'

const at = (place: string, kind: string, service: string, also?: string[]) => {
  const [line = 0, column = 0] = place.split(':').map(Number)
  return { line, column, kind, service, ...(also && { also }) }
}

describe('comparing found sites with labels', () => {
  it('takes sites for the same when line and column are', () => {
    const labels = [at('1:1', 'double', 'code'), at('2:5', 'patch', 'http')]
    const found = [at('1:1', 'double', 'code'), at('2:6', 'patch', 'http')]
    expect(compareSites(labels, found)).toEqual({ hits: [{ label: labels[0], site: found[0] }], misses: [labels[1]], alarms: [found[1]] })
  })

  it('looks only at the lines that were labelled', () => {
    const labels = [at('5:1', 'double', 'code'), at('7:1', 'double', 'code')]
    const found = [at('4:1', 'double', 'code'), at('5:1', 'double', 'code'), at('6:1', 'double', 'code'), at('9:1', 'double', 'code')]
    expect(compareLabelled({ from: 5, to: 8, sites: labels }, found)).toEqual({ hits: [{ label: labels[0], site: found[1] }], misses: [labels[1]], alarms: [found[2]] })
  })

  it('leaves out places at which a site may be or not', () => {
    const sites = [{ ...at('1:1', 'double', 'llm'), optional: true as const }, { ...at('2:1', 'double', 'llm'), optional: true as const }]
    expect(compareLabelled({ sites }, [at('1:1', 'double', 'code')])).toEqual({ hits: [], misses: [], alarms: [] })
  })

  it('accepts a service that the label names as just as good', () => {
    const label = at('1:1', 'double', 'http', ['code'])
    expect(['http', 'code', 'cache'].map((service) => serviceAgrees(label, at('1:1', 'double', service)))).toEqual([true, true, false])
  })
})

describe('adding up', () => {
  const labels = [at('1:1', 'double', 'http', ['code']), at('2:1', 'double', 'cache'), at('3:1', 'patch', 'time'), at('4:1', 'patch', 'time')]
  const found = [at('1:1', 'double', 'code'), at('2:1', 'double', 'database'), at('3:1', 'spy', 'time'), at('9:1', 'double', 'code'), at('9:9', 'double', 'code')]
  const sum = tally([compareSites(labels, found)])

  it('counts hits once, and misses and false alarms against it', () => {
    expect(sum).toMatchObject({ labelled: 4, found: 5, hits: 3, precision: 3 / 5, recall: 3 / 4 })
  })

  it('takes the accuracies over the hits', () => {
    expect(sum).toMatchObject({ kindAccuracy: 2 / 3, serviceAccuracy: 2 / 3, serviceFirstChoice: 1 / 3 })
  })

  it('counts precision by the kind found and recall by the kind labelled', () => {
    expect(sum.byKind).toEqual([
      { kind: 'double', labelled: 2, found: 4, precision: 2 / 4, recall: 1 },
      { kind: 'patch', labelled: 2, found: 0, precision: null, recall: 0 },
      { kind: 'spy', labelled: 0, found: 1, precision: 0, recall: null },
    ])
  })

  it('names what was taken for what', () => {
    expect(sum.kindConfusions).toEqual([{ name: 'patch → spy', times: 1 }])
    expect(sum.serviceConfusions).toEqual([{ name: 'cache → database', times: 1 }])
  })

  it('adds up over files', () => {
    const other = compareSites([at('1:1', 'env', 'environment')], [at('1:1', 'env', 'environment')])
    expect(tally([compareSites(labels, found), other])).toMatchObject({ labelled: 5, found: 6, hits: 4 })
  })

  it('has no shares where there is nothing to share', () => {
    expect(tally([])).toMatchObject({ labelled: 0, precision: null, recall: null, kindAccuracy: null, byKind: [] })
  })
})

describe('the labels', () => {
  it('can be right, and are enough of each language', () => {
    const files = readLabels().flatMap((repository) => repository.files)
    const python = files.filter((file) => file.path.endsWith('.py')).length
    expect([python, files.length - python].every((number) => number >= 30)).toBe(true)
  })

  it.each(['dev', 'heldout', 'round-2', 'round-3'])('can be right in the fresh %s sample, too', (half) => {
    const files = readLabels(path.join(import.meta.dirname, '..', 'corpus', 'fresh', half)).flatMap((repository) => repository.files)
    expect(files.length).toBeGreaterThanOrEqual(60)
  })

  it('are refused when they cannot be right', () => {
    const site = { line: 3, column: 1, kind: 'double', service: 'http' }
    const file = { path: 'a.py', blob: '0'.repeat(40), lines: 3, sites: [site, site, { ...site, line: 4 }, { ...site, line: 1, kind: 'mock', also: ['redis'] }] }
    expect(problemsOf({ commit: 'main', files: [file] })).toEqual([
      'the commit is no full hash', 'a.py:3:1: labelled twice', 'a.py:4:1: outside of the labelled lines', 'a.py:1:1: there is no kind mock', 'a.py:1:1: there is no service redis',
    ])
    expect(problemsOf({ commit: '0'.repeat(40), files: [{ ...file, from: 2, to: 3, sites: [{ ...site, line: 1 }, site] }] })).toEqual(['a.py:1:1: outside of the labelled lines'])
  })
})
