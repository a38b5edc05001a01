import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { unifiedDiff } from '../../../server/src/core/reports/unified-diff.ts'
import { temporaryFolder } from '../../workspace/temporary-folder.ts'

const LONG = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('')

describe('a unified diff', () => {
  it('shows three lines around a change', () => {
    expect(unifiedDiff('a.py', 'a\nb\nc\nd\ne\nf\ng\nh\n', 'a\nb\nc\nd\nE\nf\ng\nh\n')).toBe(
      '--- a/a.py\n+++ b/a.py\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n')
  })

  it('joins changes whose surroundings meet', () => {
    const changed = LONG.replace('line 3\n', 'x\n').replace('line 9\n', '').replace('line 30\n', 'y\nz\n')
    expect(unifiedDiff('a.py', LONG, changed).split('\n').filter((line) => line.startsWith('@@'))).toEqual(['@@ -1,13 +1,12 @@', '@@ -28,7 +27,8 @@'])
  })

  it('tells a new file from one that was empty, and says nothing where nothing differs', () => {
    expect(unifiedDiff('n.py', undefined, 'a\n')).toBe('diff --git a/n.py b/n.py\nnew file mode 100644\n--- /dev/null\n+++ b/n.py\n@@ -0,0 +1 @@\n+a\n')
    expect(unifiedDiff('n.py', '', 'a\n')).toBe('--- a/n.py\n+++ b/n.py\n@@ -0,0 +1 @@\n+a\n')
    expect(unifiedDiff('n.py', 'a\n', 'a\n')).toBe('')
  })

  it.each<[string, string | undefined, string]>([
    ['a.py', LONG, LONG.replace('line 5\n', '').replace('line 38\n', 'x\n')],
    ['a.py', 'a\nb', 'a\nb\n'],
    ['a.py', 'a\nb\n', 'a\nc'],
    ['a.py', 'a\r\nb\r\n', 'a\r\nc\r\nd\r\n'],
    ['with a space/ä.py', 'a\n', 'b\n'],
    ['new/deep/n.py', undefined, 'one\ntwo'],
    ['"quoted\\".py', 'a\n', 'b\n'],
    ['a.py', 'x\n', ''],
  ])('is what git applies: %s %j', (path, before, after) => {
    const root = temporaryFolder(before === undefined ? {} : { [path]: before })
    execFileSync('git', ['apply', '--whitespace=nowarn'], { cwd: root, input: unifiedDiff(path, before, after), env: { ...process.env, GIT_DIR: join(root, 'none'), GIT_CEILING_DIRECTORIES: root } })
    expect(existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '').toBe(after)
  })
})
