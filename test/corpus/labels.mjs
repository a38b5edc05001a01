import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const FOLDER = path.join(import.meta.dirname, 'labels')
const KINDS = ['double', 'patch', 'spy', 'intercept', 'fake', 'timer', 'env']
const SERVICES = [
  'websocket', 'http', 'database', 'cache', 'queue', 'llm', 'auth', 'email', 'storage', 'filesystem', 'process', 'time', 'environment', 'logging', 'ui', 'code',
]

/** All labels in the folder, one entry a repository: {name: 'owner+name', repository, commit, files}. Throws when labels cannot be right. */
export function readLabels(folder = FOLDER) {
  return readdirSync(folder).filter((file) => file.endsWith('.json')).sort().map((file) => {
    const labels = { name: path.basename(file, '.json'), ...JSON.parse(readFileSync(path.join(folder, file), 'utf8')) }
    for (const problem of problemsOf(labels)) throw new Error(`${file}: ${problem}`)
    return labels
  })
}

/** What is wrong with the labels of a repository, as sentences. */
export function problemsOf({ commit, files }) {
  const problems = []
  if (!/^[0-9a-f]{40}$/.test(commit)) problems.push('the commit is no full hash')
  for (const { path: file, blob, lines, from = 1, to = lines, sites } of files) {
    if (!/^[0-9a-f]{40}$/.test(blob)) problems.push(`${file}: the blob is no full hash`)
    const seen = new Set()
    for (const { line, column, kind, service, also = [] } of sites) {
      const place = `${file}:${line}:${column}`
      if (seen.has(place)) problems.push(`${place}: labelled twice`)
      seen.add(place)
      if (line < from || line > to || column < 1) problems.push(`${place}: outside of the labelled lines`)
      if (!KINDS.includes(kind)) problems.push(`${place}: there is no kind ${kind}`)
      for (const name of [service, ...also]) if (!SERVICES.includes(name)) problems.push(`${place}: there is no service ${name}`)
    }
  }
  return problems
}
