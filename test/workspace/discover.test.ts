import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../server/src/core/model/settings.ts'
import type { Settings } from '../../server/src/core/model/settings.ts'
import { discover } from '../../server/src/workspace/discover.ts'
import { createNodeHost } from '../../server/src/workspace/node-host.ts'
import { temporaryFolder } from './temporary-folder.ts'
import type { Tree } from './temporary-folder.ts'

const host = createNodeHost(() => {})

function discovered(root: string, paths: readonly string[] = [], settings: Partial<Settings> = {}): string[] {
  const candidates = [...discover({ root, paths, settings: { ...DEFAULT_SETTINGS, ...settings }, host })].flat()
  return candidates.map(({ path, reason }) => (reason === undefined ? path : `${path}: ${reason}`)).sort()
}

function checkFound(tree: Tree, expected: readonly string[], paths?: readonly string[], settings?: Partial<Settings>): void {
  expect(discovered(temporaryFolder(tree), paths, settings)).toEqual(expected)
}

describe('discover', () => {
  it('finds source files of every language in folders at any depth', () => {
    checkFound({ 'a.py': '', 'b/c.ts': '', 'b/d/e.tsx': '', 'b/d/f.mjs': '', 'README.md': '', 'g.json': '', h: '' }, ['a.py', 'b/c.ts', 'b/d/e.tsx', 'b/d/f.mjs'])
  })

  it('leaves out foreign, built and hidden folders, and virtual environments whatever their name', () => {
    checkFound(
      {
        'node_modules/x/a.js': '', 'build/a.js': '', 'dist/a.js': '', 'coverage/a.js': '', '.tox/a.py': '', '__pycache__/a.py': '', 'venv/lib/a.py': '',
        'lib/site-packages/a.py': '', 'my-env/pyvenv.cfg': '', 'my-env/lib/a.py': '', 'env/a.py': '', 'tests/a.py': '',
      },
      ['env/a.py', 'tests/a.py'],
    )
  })

  it('obeys nested .gitignore files: the innermost rule that speaks decides', () => {
    checkFound(
      {
        '.gitignore': '*_gen.py\n/tmp/\nlogs\n!keep_gen.py\n', 'a_gen.py': '', 'keep_gen.py': '', 'tmp/a.py': '', 'b/tmp/a.py': '', 'b/logs/a.py': '',
        'c/.gitignore': '!a_gen.py\nb.py\n', 'c/a_gen.py': '', 'c/b.py': '', 'c/d/b.py': '', 'b.py': '',
      },
      ['b.py', 'b/tmp/a.py', 'c/a_gen.py', 'keep_gen.py'],
    )
  })

  it('obeys the rules of the repository around the folder, .git/info/exclude among them', () => {
    const root = temporaryFolder({
      '.git/info/exclude': 'private.py\n', '.gitignore': 'a/b/x.py\n', 'a/.gitignore': 'y.py\n', 'a/b/x.py': '', 'a/b/y.py': '', 'a/b/z.py': '', 'a/b/private.py': '',
    })
    expect(discovered(join(root, 'a', 'b'))).toEqual(['z.py'])
    expect(discovered(root, ['a/b'])).toEqual(['a/b/z.py'])
  })

  it('ignores the same files as git', () => {
    const root = temporaryFolder({
      '.gitignore': '# comment\n*.gen.ts\n!important.gen.ts\ndocs/**/draft\n/top.py\ndeep/**/x.py\ntrailing.py   \n\\#odd.py\nfoo/*\n!foo/keep\n',
      'a.gen.ts': '', 'important.gen.ts': '', 'docs/a/draft/a.py': '', 'docs/draft.py': '', 'top.py': '', 'sub/top.py': '', 'deep/x.py': '', 'deep/a/b/x.py': '',
      'trailing.py': '', '#odd.py': '', 'foo/a.py': '', 'foo/keep/a.py': '', 'foo/drop/a.py': '', 'sub/.gitignore': '*.py\n!/yes.py\n', 'sub/no.py': '', 'sub/yes.py': '',
    })
    execFileSync('git', ['init', '-q', root])
    const listed = execFileSync('git', ['-C', root, 'ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' }).split('\0')
    expect(discovered(root)).toEqual(listed.filter((path) => /\.(?:py|ts)$/.test(path)).sort())
  })

  it('leaves out what the exclude globs name, whole folders too', () => {
    checkFound({ 'a/x.py': '', 'a/legacy/y.py': '', 'b/z_snapshot.ts': '', 'b/z.ts': '' }, ['a/x.py', 'b/z.ts'], [], { exclude: ['a/legacy/**', '**/*_snapshot.ts'] })
  })

  it('always takes named files and enters named folders, each file once', () => {
    const tree = { '.git/config': '', '.gitignore': 'gen\nx.py\n', 'x.py': '', 'gen/a.py': '', 'dist/b.py': '', 'c/d.py': '' }
    checkFound(tree, ['c/d.py', 'dist/b.py', 'gen/a.py', 'x.py'], ['x.py', 'gen', 'dist', 'c', 'c/d.py', './c/../x.py'], { exclude: ['x.py'] })
  })

  it('says why a named path cannot be taken', () => {
    checkFound({ 'a.md': '' }, ['a.md: not a Python, JavaScript or TypeScript file', 'nowhere.py: there is no such file or folder'], ['a.md', 'nowhere.py'])
  })

  it('names files outside of the root by a path that leads to them', () => {
    const root = temporaryFolder({ 'in/a.py': '', 'out-of-it/b.py': '' })
    expect(discovered(join(root, 'in'), ['../out-of-it'])).toEqual(['../out-of-it/b.py'])
  })

  it('enters a folder named like a source file', () => {
    checkFound({ 'x.py/a.py': '', 'y.ts': null }, ['x.py/a.py'])
  })

  it('never follows linked folders, and takes linked files once', () => {
    checkFound(
      {
        'a/b.py': '', 'a/loop': { linkTo: '..' }, 'other': { linkTo: 'a' }, 'a/again.py': { linkTo: 'b.py' }, '.hidden/h.py': '', 'shown.py': { linkTo: '.hidden/h.py' },
        'shown2.py': { linkTo: '.hidden/h.py' }, 'broken.py': { linkTo: 'nowhere.py' }, 'folder.py': { linkTo: 'a' },
        'itself.py': { linkTo: 'itself.py' },
      },
      ['a/b.py', 'shown.py'],
    )
  })

  it('leaves out what is neither a file nor a folder, and says so when it is named', () => {
    const root = temporaryFolder({ 'a.py': '' })
    execFileSync('mkfifo', [join(root, 'pipe.py')])
    expect(discovered(root)).toEqual(['a.py'])
    expect(discovered(root, ['pipe.py'])).toEqual(['pipe.py: neither a file nor a folder'])
  })
})
