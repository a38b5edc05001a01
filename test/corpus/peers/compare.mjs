// npm run corpus:peers -- <folder> [--labels <folder>] [--list <tool>] [--times <n>] [--dry-run]: runs Demock and its peers on the labelled files and writes the tables of docs/comparison.md.
// The folder is that of `npm run corpus`. Peers are installed into the cache on first use. Exit code 2 when a labelled file or a peer is missing; then nothing is written, nor with other labels.
import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Missing, ROOT } from '../../../scripts/installed-folder.mjs'
import { checkoutOf, differenceOf } from '../checkouts.mjs'
import { readLabels } from '../labels.mjs'
import { compareLines, sumOf } from './lines.mjs'
import { TOOLS } from './tools.mjs'

const PAGE = path.join(ROOT, 'docs', 'comparison.md')
const START = '<!-- measured -->'
const END = '<!-- /measured -->'
const KINDS = ['double', 'patch', 'spy', 'intercept', 'fake', 'timer', 'env']
const TITLES = { python: 'Python', ecmascript: 'JavaScript and TypeScript' }

const { values: options, positionals: [folder] } = parseArgs({
  allowPositionals: true, options: { labels: { type: 'string' }, list: { type: 'string' }, times: { type: 'string', default: '3' }, 'dry-run': { type: 'boolean' } },
})

if (folder === undefined) {
  console.error('npm run corpus:peers -- <folder with checkouts or git directories named owner+name> [--labels folder] [--list tool] [--times n] [--dry-run]')
  process.exitCode = 2
} else await compareAll()

async function compareAll() {
  const missing = []
  const groups = readLabels(options.labels).flatMap((labels) => groupsOf(labels, missing))
  const sections = []
  for (const language of ['python', 'ecmascript']) {
    const ours = groups.filter((group) => group.language === language)
    const rows = []
    for (const tool of TOOLS.filter(({ languages, name }) => languages.includes(language) && (options.list === undefined || options.list === name))) {
      try {
        rows.push({ tool, ...await measured(tool, ours) })
      } catch (error) {
        if (!(error instanceof Missing)) throw error
        missing.push(`${tool.name}: ${error.message}`)
      }
    }
    if (ours.length > 0 && rows.length > 0) sections.push(table(language, ours, rows))
  }
  const versions = TOOLS.filter(({ name }) => !/, (?:fast|imports)/.test(name)).map((tool) => `${tool.name.replace(/,.*/, '')} ${tool.version()}`)
  const text = [...sections, `Versions: ${versions.join('; ')}. Node ${process.versions.node}.`].join('\n\n')
  console.log(text)
  for (const line of missing) console.error(`missing  ${line}`)
  if (missing.length > 0) process.exitCode = 2
  else if (!options['dry-run'] && options.list === undefined && options.labels === undefined) writeFileSync(PAGE, replaced(readFileSync(PAGE, 'utf8'), text))
}

function groupsOf(labels, missing) {
  const checkout = checkoutOf(path.resolve(folder), labels)
  if (checkout === undefined) {
    missing.push(`${labels.name}: neither a checkout nor a git directory with ${labels.commit.slice(0, 10)} (${labels.repository})`)
    return []
  }
  const present = labels.files.filter((file) => {
    const difference = differenceOf(checkout, file)
    if (difference !== undefined) missing.push(`${labels.name}/${file.path}: ${difference}`)
    return difference === undefined
  })
  return ['python', 'ecmascript'].flatMap((language) => {
    const files = present.filter((file) => file.path.endsWith('.py') === (language === 'python'))
    return files.length === 0 ? [] : [{ name: labels.name, checkout: realpathSync(checkout), language, files }]
  })
}

/** Scores a tool on all files; the time is the sum over the repositories of the fastest of several runs, each a process of its own. */
async function measured(tool, groups) {
  const analyse = await tool.install(console.error)
  const comparisons = []
  let milliseconds = 0
  for (const { name, checkout, files } of groups) {
    const times = []
    let found = new Map()
    for (let time = 0; time < Number(options.times); time++) {
      const start = performance.now()
      found = await analyse(checkout, files.map((file) => file.path), name)
      times.push(performance.now() - start)
    }
    milliseconds += Math.min(...times)
    for (const file of files) {
      const comparison = compareLines(file.sites.filter(({ optional }) => !optional), counted(file, found.get(file.path) ?? []))
      comparisons.push(comparison)
      if (options.list !== undefined) printDifferences(`${name}/${file.path}`, comparison)
    }
  }
  return { sum: sumOf(comparisons), milliseconds }
}

/** The reports of the labelled lines, without those of a line whose only label is an optional one. */
function counted({ from = 1, to = Infinity, sites }, reports) {
  const optional = new Set(sites.filter((site) => site.optional).map(({ line }) => line))
  for (const { line } of sites.filter((site) => !site.optional)) optional.delete(line)
  return reports.filter(({ line }) => line >= from && line <= to && !optional.has(line))
}

function printDifferences(place, { misses, alarms }) {
  for (const { line, kind } of misses) console.log(`miss         ${place}:${line}  ${kind}`)
  for (const { line } of alarms) console.log(`false alarm  ${place}:${line}`)
}

function table(language, groups, rows) {
  const { labelled, kinds } = rows[0].sum
  const columns = KINDS.filter((kind) => kinds[kind] !== undefined)
  const files = groups.flatMap((group) => group.files)
  const head = ['tool', 'reports', 'right', 'precision', 'recall', ...columns.map((kind) => `${kind} (${kinds[kind].labelled})`), 'files: precision', 'files: recall', 'time']
  const body = rows.map(({ tool, sum, milliseconds }) => [
    tool.name, sum.reported, sum.hits, percent(sum.precision), percent(sum.recall), ...columns.map((kind) => percent(sum.kinds[kind].recall)),
    percent(sum.filePrecision), percent(sum.fileRecall), `${(milliseconds / 1000).toFixed(2)} s`,
  ])
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...body].map((cells) => `| ${cells.join(' | ')} |`)
  return `### ${TITLES[language]}\n\n${files.length} files of ${groups.length} repositories, ${labelled} sites.\n\n${lines.join('\n')}`
}

function percent(share) {
  return share === null ? '–' : `${(share * 100).toFixed(1)}%`
}

function replaced(page, text) {
  const start = page.indexOf(START)
  const end = page.indexOf(END)
  if (start < 0 || end < start) throw new Error('docs/comparison.md has lost its markers')
  return `${page.slice(0, start + START.length)}\n\n${text}\n\n${page.slice(end)}`
}
