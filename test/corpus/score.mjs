// npm run corpus -- <folder> [--list] [--only <owner+name>] [--cli <file>] [--labels <folder>]: scores dist/cli.cjs on the labelled corpus. The folder holds checkouts or git
// directories named <owner>+<name>, at the commits in the labels; nothing is fetched. Exit code 2 when a labelled file is missing.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../scripts/installed-folder.mjs'
import { checkoutOf, differenceOf } from './checkouts.mjs'
import { readLabels } from './labels.mjs'
import { compareLabelled, serviceAgrees, tally } from './scoring.mjs'

const { values: options, positionals: [folder] } = parseArgs({
  allowPositionals: true, options: { list: { type: 'boolean' }, only: { type: 'string' }, cli: { type: 'string' }, labels: { type: 'string' } },
})
const CLI = path.resolve(options.cli ?? path.join(ROOT, 'dist', 'cli.cjs'))

if (folder === undefined) {
  console.error('npm run corpus -- <folder with checkouts or git directories named owner+name> [--list] [--only owner+name] [--cli file] [--labels folder]')
  process.exitCode = 2
} else scoreAll(readLabels(options.labels).filter(({ name }) => options.only === undefined || name === options.only))

function scoreAll(repositories) {
  const missing = []
  const results = []
  for (const labels of repositories) {
    const checkout = checkoutOf(path.resolve(folder), labels)
    if (checkout === undefined) {
      missing.push(`${labels.name}: neither a checkout nor a git directory with ${labels.commit.slice(0, 10)} (${labels.repository})`)
      continue
    }
    const present = labels.files.filter((file) => {
      const difference = differenceOf(checkout, file)
      if (difference !== undefined) missing.push(`${labels.name}/${file.path}: ${difference}`)
      return difference === undefined
    })
    if (present.length > 0) results.push(...scoreFiles(labels.name, checkout, present))
  }
  if (options.list) results.forEach(printDifferences)
  for (const language of ['python', 'ecmascript']) printTally(language, results.filter((result) => result.language === language))
  for (const line of missing) console.error(`missing  ${line}`)
  if (missing.length > 0 || results.length === 0) process.exitCode = 2
}

/** Runs Demock once in the repository's root, so that it can look up helpers and conftest files there. */
function scoreFiles(name, checkout, files) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'scan', ...files.map((file) => file.path), '--format', 'json', '--no-progress'], {
    cwd: checkout, encoding: 'utf8', maxBuffer: 1 << 28,
  })
  if (status !== 0 && status !== 1) throw new Error(`demock ended with ${status} in ${checkout}: ${stderr}`)
  const found = new Map(JSON.parse(stdout).files.map((file) => [file.path, file.sites]))
  return files.map((file) => ({
    place: `${name}/${file.path}`,
    language: file.path.endsWith('.py') ? 'python' : 'ecmascript',
    comparison: compareLabelled(file, (found.get(file.path) ?? []).filter(({ confidence }) => confidence !== 'low')),
  }))
}

function printDifferences({ place, comparison: { hits, misses, alarms } }) {
  const line = (what, { line: at, column }, text) => console.log(`${what}  ${place}:${at}:${column}  ${text}`)
  for (const label of misses) line('miss        ', label, `${label.kind} ${label.service}${label.note ? ` – ${label.note}` : ''}`)
  for (const site of alarms) line('false alarm ', site, `${site.kind} ${site.service} ${site.api} ${site.target ?? ''}`)
  for (const { label, site } of hits) {
    if (label.kind !== site.kind) line('wrong kind  ', label, `${label.kind} → ${site.kind} ${site.api}`)
    if (!serviceAgrees(label, site)) line('wrong service', label, `${label.service} → ${site.service} (${(site.evidence ?? []).join('; ')})`)
  }
}

function printTally(language, results) {
  if (results.length === 0) return
  const sum = tally(results.map(({ comparison }) => comparison))
  console.log(`\n${language}: ${results.length} files, ${sum.labelled} labelled, ${sum.found} found, ${sum.hits} the same`)
  console.log(`  precision ${percent(sum.precision)}  recall ${percent(sum.recall)}  kind ${percent(sum.kindAccuracy)}  service ${percent(sum.serviceAccuracy)} (first choice ${percent(sum.serviceFirstChoice)})`)
  for (const { kind, labelled, found, precision, recall } of sum.byKind) {
    console.log(`  ${kind.padEnd(10)} labelled ${String(labelled).padStart(4)}  found ${String(found).padStart(4)}  precision ${percent(precision)}  recall ${percent(recall)}`)
  }
  for (const { name, times } of sum.kindConfusions) console.log(`  kind     ${name}: ${times}`)
  for (const { name, times } of sum.serviceConfusions) console.log(`  service  ${name}: ${times}`)
}

function percent(share) {
  return share === null ? '     –' : `${(share * 100).toFixed(1).padStart(5)}%`
}
