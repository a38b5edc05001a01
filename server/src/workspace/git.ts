import { execFile } from 'node:child_process'

/** Git cannot answer; the message says why and what to do. */
export class GitError extends Error {
  override readonly name = 'GitError'
}

/** What changed since a state of the past. */
export interface Since {
  /** The commit at which the branch left the other one: its full name. */
  readonly base: string
  /** Absolute path of the work tree. */
  readonly top: string
  /** New paths by old ones, relative to the work tree, as git tells renames. */
  readonly renamed: ReadonlyMap<string, string>
}

/** Far more than the lists of a large repository. */
const MOST_OUTPUT = 256 * 1024 * 1024

/** The common ancestor of HEAD and a ref, and the renames between it and the files of today. Throws a GitError. */
export async function sinceRef(folder: string, ref: string): Promise<Since> {
  const top = (await git(folder, ['rev-parse', '--show-toplevel'], 'this folder is in no git work tree: "--since" compares with a commit')).trim()
  const isShallow = (await git(top, ['rev-parse', '--is-shallow-repository'])).trim() === 'true'
  const remedy = isShallow
    ? 'this clone is shallow: fetch the whole history ("fetch-depth: 0" of actions/checkout, GIT_DEPTH: 0 of GitLab, or "git fetch --unshallow")'
    : `fetch it ("git fetch origin ${ref}") or correct its name`
  await git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], `git knows no commit "${ref}": ${remedy}`)
  const base = (await git(top, ['merge-base', ref, 'HEAD'], `"${ref}" and HEAD have no common ancestor here: ${isShallow ? remedy : 'their histories are not related'}`)).trim()
  return { base, top, renamed: await renamesSince(top, base) }
}

/** Writes the files of a commit that match, as they are in it, below a folder; `patterns` are git's pathspecs. The index and the work tree are not touched. */
export async function writeTree(top: string, commit: string, patterns: readonly string[], into: string): Promise<void> {
  const environment = { GIT_INDEX_FILE: `${into}.index` }
  await git(top, ['read-tree', commit], undefined, environment)
  const paths = await git(top, ['ls-files', '--cached', '-z', '--', ...patterns], undefined, environment)
  await git(top, ['checkout-index', '-z', '--stdin', `--prefix=${into}/`], undefined, environment, paths)
}

async function renamesSince(top: string, base: string): Promise<Map<string, string>> {
  const output = await git(top, ['diff', '--name-status', '-M', '-z', '--diff-filter=R', base])
  const parts = output.split('\0')
  const renamed = new Map<string, string>()
  for (let index = 0; index + 2 < parts.length; index += 3) renamed.set(parts[index + 1] ?? '', parts[index + 2] ?? '')
  return renamed
}

/** The output of a git command. Throws a GitError with the remedy, or else with what git says. */
export function git(folder: string, args: readonly string[], remedy?: string, environment: Readonly<Record<string, string>> = {}, input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // Paths are told as they are, and no configuration of a pager, colours or renames changes the output.
    const child = execFile('git', ['-c', 'core.quotePath=false', '-c', 'diff.renames=true', ...args], {
      cwd: folder, maxBuffer: MOST_OUTPUT, encoding: 'utf8', env: { ...process.env, ...environment, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
    }, (error, out, message) => {
      if (!error) resolve(out)
      else if ('code' in error && error.code === 'ENOENT') reject(new GitError('git is not installed, or not on the PATH: "--since" needs it'))
      else reject(new GitError(remedy ?? `git ${args[0] ?? ''} failed: ${message.trim() || error.message}`))
    })
    if (input !== undefined) child.stdin?.end(input)
  })
}
