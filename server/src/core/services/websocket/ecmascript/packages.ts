/** The packages that a support file imports, as development dependencies of the package that the test belongs to. */
import type { FileChange, ListFolder, ReadFile, Replacement } from '../../../model/replacement.ts'
import { withMembers } from '../../../text/json-members.ts'
import { folderOf } from './origin.ts'

const LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const

/** Ranges of the versions that the support files are run with. */
const RANGES: Readonly<Record<string, string>> = { ws: '^8.18.0', '@types/ws': '^8.5.10', 'socket.io': '^4.8.1', 'socket.io-client': '^4.8.1' }

/** Released together, with the same numbers. */
const TOGETHER: Readonly<Record<string, string>> = { 'socket.io': 'socket.io-client', 'socket.io-client': 'socket.io' }

/** What a package manager leaves beside package.json, and how it installs what that says. Sources: docs.npmjs.com, pnpm.io, yarnpkg.com, bun.sh. */
const LOCK_FILES: readonly (readonly [file: string, install: string])[] = [
  ['pnpm-lock.yaml', 'pnpm install'], ['yarn.lock', 'yarn install'], ['bun.lock', 'bun install'], ['bun.lockb', 'bun install'], ['package-lock.json', 'npm install'], ['npm-shrinkwrap.json', 'npm install'],
]

interface Manifest {
  readonly path: string
  readonly text: string
  readonly json: object
}

/**
 * The replacement with the packages of its new support file in the `devDependencies` of the nearest package.json, and the command that installs them, where no
 * package.json between the test and the workspace's root lists them. A support file that was there before adds nothing: its user has decided already.
 */
export function withPackages(replacement: Replacement, path: string, read: ReadFile, list: ListFolder | undefined): Replacement {
  if (replacement.safety === 'refused') return replacement
  const needed = new Set(replacement.files.flatMap((file) => (file.expected === undefined ? packagesOf(file) : [])))
  if (needed.size === 0) return replacement
  const manifests = manifestsAround(path, read)
  const own = manifests.find(({ json }) => ['name', 'scripts', ...LISTS].some((key) => Object.hasOwn(json, key))) ?? manifests[0]
  const missing = [...needed].filter((name) => manifests.every((manifest) => rangeIn(manifest, name) === undefined))
  if (!own || missing.length === 0) return replacement
  const text = withMembers(own.text, 'devDependencies', 'dependencies', missing.map((name) => [name, rangeFor(name, manifests)]))
  if (text === undefined) return replacement
  const install = installCommand(own.path, manifests, read, list)
  return {
    ...replacement,
    title: `${replacement.title} (adds ${missing.join(' and ')} to ${own.path}, then run: ${install})`,
    files: [...replacement.files, { path: own.path, expected: own.text, text }],
    install,
  }
}

/** The packages that a support file imports. */
function packagesOf({ path, text }: FileChange): string[] {
  const imported = [...text.matchAll(/^(?:import|const|let)\b[^\n]*?(?:from |require\(|import\()'((?:@[\w.-]+\/)?[\w.-]+)'/gm)].map(([, name]) => name ?? '')
  const names = imported.filter((name) => Object.hasOwn(RANGES, name))
  return /\.[cm]?ts$/.test(path) && names.includes('ws') ? [...names, '@types/ws'] : names
}

/** The package.json files around a file that are JSON, the nearest first. */
function manifestsAround(path: string, read: ReadFile): Manifest[] {
  const found: Manifest[] = []
  for (let folder = path; folder !== '';) {
    folder = folderOf(folder)
    const file = inFolder(folder, 'package.json')
    const text = read(file)
    const json = text === undefined ? undefined : objectIn(text)
    if (text !== undefined && json) found.push({ path: file, text, json })
  }
  return found
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function rangeIn({ json }: Manifest, name: string): string | undefined {
  for (const list of LISTS) {
    const range = member(member(json, list), name)
    if (typeof range === 'string') return range
  }
  return undefined
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined
}

function rangeFor(name: string, manifests: readonly Manifest[]): string {
  const twin = TOGETHER[name]
  const known = twin === undefined ? undefined : manifests.map((manifest) => rangeIn(manifest, twin)).find((range) => range !== undefined)
  return known !== undefined && /^[~^]?4\.\d/.test(known) ? known : RANGES[name] ?? '*'
}

/** The command of the package manager that a package.json names, or whose lock file lies nearest; that of npm otherwise. */
function installCommand(path: string, manifests: readonly Manifest[], read: ReadFile, list: ListFolder | undefined): string {
  for (let folder = path; folder !== '';) {
    folder = folderOf(folder)
    const manifest = manifests.find((each) => each.path === inFolder(folder, 'package.json'))
    const named = /^(npm|pnpm|yarn|bun)@/.exec(String(member(manifest?.json, 'packageManager')))?.[1]
    const entries = list?.(folder)
    const command = named === undefined ? LOCK_FILES.find(([file]) => (list ? entries?.has(file) : read(inFolder(folder, file)) !== undefined))?.[1] : `${named} install`
    if (command !== undefined) return command
  }
  return 'npm install'
}

function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
