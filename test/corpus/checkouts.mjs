import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../scripts/installed-folder.mjs'

/** What the analysis may look at beside the labelled files: sources and the files that configure test runners. */
const WANTED = /\.(?:py|[cm]?[jt]sx?|json|toml|cfg|ini)$/
const GIT_BUFFER = 1 << 30

/**
 * The folder with the files of a labelled repository: the checkout `<folder>/<owner>+<name>`, or what its git directory (that folder
 * itself, or `repo` in it) holds at the commit, written once into the cache. Undefined when there is neither.
 */
export function checkoutOf(folder, { name, commit }) {
  const place = path.join(folder, name)
  for (const git of [place, path.join(place, 'repo')]) {
    if (existsSync(path.join(git, 'HEAD')) && existsSync(path.join(git, 'objects'))) return extracted(git, name, commit)
  }
  return existsSync(place) ? place : undefined
}

/** Why a file is not the one that was labelled; undefined when it is. The hash is git's own for the content of a file. */
export function differenceOf(checkout, { path: file, blob }) {
  const place = path.join(checkout, file)
  if (!existsSync(place)) return 'missing'
  const content = readFileSync(place)
  const hash = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
  return hash === blob ? undefined : `other content (${hash.slice(0, 10)} instead of ${blob.slice(0, 10)})`
}

function extracted(git, name, commit) {
  const target = path.join(ROOT, '.cache', 'corpus', `${name}@${commit.slice(0, 10)}`)
  if (existsSync(target)) return target
  const tree = gitOutput(git, ['ls-tree', '-r', '-z', '--name-only', commit])
  if (tree === undefined) return undefined
  const files = tree.toString('utf8').split('\0').filter((file) => WANTED.test(file) && !file.includes('\n'))
  const batch = gitOutput(git, ['cat-file', '--batch'], files.map((file) => `${commit}:${file}\n`).join(''))
  const draft = `${target}.part`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  writeBatch(batch, files, draft)
  renameSync(draft, target)
  return target
}

/** The answers of `git cat-file --batch` stand in the order of the questions: a header line, the content, a line break. */
function writeBatch(batch, files, folder) {
  let at = 0
  for (const file of files) {
    const end = batch.indexOf(10, at)
    const header = batch.toString('utf8', at, end).split(' ')
    at = end + 1
    if (header.at(-1) === 'missing') continue
    const size = Number(header[2])
    const place = path.join(folder, file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, batch.subarray(at, at + size))
    at += size + 1
  }
}

function gitOutput(git, args, input) {
  const { status, stdout } = spawnSync('git', ['--git-dir', git, ...args], { input, maxBuffer: GIT_BUFFER, stdio: ['pipe', 'pipe', 'ignore'] })
  return status === 0 ? stdout : undefined
}
