import { git } from '../git.ts'

export interface Commit {
  /** Full name. */
  readonly commit: string
  /** Full name of its tree. */
  readonly tree: string
  /** The day in UTC. */
  readonly date: string
}

/** One commit that is no merge, with what it did to files. */
export interface ChangedFiles {
  readonly commit: string
  /** The day of its author's date in UTC. */
  readonly date: string
  /** `Name <address>`. */
  readonly author: string
  readonly message: string
  /** Names of contents before and after; undefined where there is no such file. Paths are relative to the work tree, with `/`. */
  readonly files: readonly { readonly before: FileVersion | undefined; readonly after: FileVersion | undefined }[]
}

export interface FileVersion {
  readonly path: string
  /** Full name of the content. */
  readonly blob: string
}

/** A file of a tree: `kind` is `other` for links and submodules. */
export interface TreeFile extends FileVersion {
  readonly kind: 'file' | 'other'
}

export interface Repository {
  /** Absolute path of the work tree. */
  readonly top: string
  /** The folder that was asked about, relative to the work tree, with `/`; empty for the work tree itself. */
  readonly prefix: string
  readonly shallow: boolean
}

const NO_REPOSITORY = 'this folder is in no git work tree: "--history" reads commits'

/** The repository around a folder. Throws a GitError. */
export async function repositoryAround(folder: string): Promise<Repository> {
  const [top = '', prefix = '', shallow] = (await git(folder, ['rev-parse', '--show-toplevel', '--show-prefix', '--is-shallow-repository'], NO_REPOSITORY)).split('\n')
  return { top, prefix: prefix.replace(/\/$/, ''), shallow: shallow === 'true' }
}

/** The commits from the first one to HEAD by first parents, the oldest first. Throws a GitError where there is none. */
export async function firstParents(top: string): Promise<Commit[]> {
  const output = await git(top, ['log', '--first-parent', '--reverse', '--format=%H %T %ct', 'HEAD', '--'], 'there is no commit yet: "--history" reads commits')
  return output.split('\n').filter((line) => line !== '').map((line) => {
    const [commit = '', tree = '', seconds] = line.split(' ')
    return { commit, tree, date: dayOf(Number(seconds)) }
  })
}

/** The names of all commits that are no merges, the newest first. */
export async function commitsWithoutMerges(top: string): Promise<string[]> {
  return (await git(top, ['rev-list', '--no-merges', 'HEAD', '--'])).split('\n').filter((name) => name !== '')
}

/** The files of a tree in a folder of it, with paths relative to that folder. */
export async function filesOf(top: string, tree: string, prefix: string): Promise<TreeFile[]> {
  const output = await git(top, ['ls-tree', '-r', '-z', '--full-tree', tree, ...(prefix === '' ? [] : [`${prefix}/`])])
  return output.split('\0').filter((entry) => entry !== '').map((entry) => {
    const tab = entry.indexOf('\t')
    const [mode, type, blob = ''] = entry.slice(0, tab).split(' ')
    return { path: entry.slice(tab + 1 + (prefix === '' ? 0 : prefix.length + 1)), blob, kind: type === 'blob' && mode !== '120000' ? 'file' : 'other' }
  })
}

const COMMIT_MARK = '\u0001'

/** What some commits did, in their order. A renamed file is one that has gone and one that has come: to tell renames, git would read contents, which a partial clone may lack. */
export async function changesOf(top: string, commits: readonly string[]): Promise<ChangedFiles[]> {
  const format = ['%H', '%at', '%an <%ae>', '%B'].join('%x00')
  const output = await git(top, ['diff-tree', '--stdin', '-r', '--no-renames', '--root', '--always', '--raw', '-z', '--no-abbrev', `--format=${COMMIT_MARK}${format}`], undefined, {}, `${commits.join('\n')}\n`)
  const changes: (Omit<ChangedFiles, 'files'> & { readonly files: ChangedFiles['files'][number][] })[] = []
  const parts = output.split('\0')
  for (let at = 0; at < parts.length; at++) {
    const part = (parts[at] ?? '').replace(/^\n/, '')
    if (part.startsWith(COMMIT_MARK)) {
      changes.push({ commit: part.slice(1), date: dayOf(Number(parts[at + 1])), author: parts[at + 2] ?? '', message: parts[at + 3] ?? '', files: [] })
      at += 3
    } else if (part.startsWith(':')) {
      const [, , before = '', after = ''] = part.split(' ')
      const path = parts[++at] ?? ''
      const version = (blob: string): FileVersion | undefined => (/^0+$/.test(blob) ? undefined : { path, blob })
      changes.at(-1)?.files.push({ before: version(before), after: version(after) })
    }
  }
  return changes
}

function dayOf(seconds: number): string {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString().slice(0, 10) : ''
}
