import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Contents by path; `{ linkTo }` makes a symbolic link, `null` an empty folder. */
export type Tree = Readonly<Record<string, string | Uint8Array | { readonly linkTo: string } | null>>

/** A folder with these files, removed when the running test is finished. */
export function temporaryFolder(tree: Tree): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'demock-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(tree)) {
    const absolute = join(root, path)
    mkdirSync(content === null ? absolute : dirname(absolute), { recursive: true })
    if (content === null) continue
    if (typeof content === 'object' && 'linkTo' in content) symlinkSync(content.linkTo, absolute)
    else writeFileSync(absolute, content)
  }
  return root
}
