import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../workspace/temporary-folder.ts'

/** A real git repository in a temporary folder. */
export interface GitFolder {
  readonly root: string
  /** Runs git there: its output. Throws with its message when it fails. */
  git(...args: readonly string[]): string
  /** Writes files (null removes one), and commits everything. */
  commit(message: string, files: Readonly<Record<string, string | null>>): void
}

/** The settings of the user and of the machine do not count: names, signing, line ends, default branch. */
const ENVIRONMENT = {
  ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org',
}

/** A new repository on the branch `main` with one commit of these files. */
export function gitFolder(files: Readonly<Record<string, string>>): GitFolder {
  const folder = existingGitFolder(temporaryFolder({}))
  folder.git('init', '-q', '-b', 'main')
  folder.commit('Begin', files)
  return folder
}

/** A repository that is there already, as after a clone. */
export function existingGitFolder(root: string): GitFolder {
  const git = (...args: readonly string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8', env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] })
  return {
    root,
    git,
    commit(message, changes) {
      for (const [path, text] of Object.entries(changes)) {
        const absolute = join(root, path)
        if (text === null) rmSync(absolute)
        else {
          mkdirSync(dirname(absolute), { recursive: true })
          writeFileSync(absolute, text)
        }
      }
      git('add', '-A')
      git('commit', '-q', '-m', message)
    },
  }
}
