/** What has changed between the mocks of before and those of today, file by file. */
import type { Comparison } from '../gate/compare.ts'
import type { ServiceId } from '../model/finding.ts'
import { changesByService, type Against } from '../gate/verdict.ts'

export interface Change {
  readonly against: Against
  readonly before: number
  readonly after: number
  readonly byService: readonly { readonly service: ServiceId; readonly more: number; readonly fewer: number }[]
  /** Every file of which a mock has come or gone, the largest change first. */
  readonly files: readonly ChangedFile[]
}

export interface ChangedFile {
  /** Of today. */
  readonly path: string
  /** Null when the file has not moved. */
  readonly formerly: string | null
  readonly before: number
  readonly after: number
  readonly more: number
  readonly fewer: number
}

/** The change, of the mocks that are asked for. */
export function changeOf(
  { against, comparison: { added, kept, gone, moved } }: { readonly against: Against; readonly comparison: Comparison }, isWanted: (of: { readonly service: ServiceId }) => boolean,
): Change {
  const more = added.filter(({ site }) => isWanted(site))
  const same = kept.filter(({ current }) => isWanted(current.site))
  const fewer = gone.filter(isWanted)
  const formerly = new Map([...moved].map(([from, to]) => [to, from]))
  const files = new Map<string, { same: number; more: number; fewer: number }>()
  const at = (path: string): { same: number; more: number; fewer: number } => {
    const known = files.get(path) ?? { same: 0, more: 0, fewer: 0 }
    files.set(path, known)
    return known
  }
  for (const { current } of same) at(current.entry.file).same++
  for (const { entry } of more) at(entry.file).more++
  for (const { file } of fewer) at(moved.get(file) ?? file).fewer++
  const changed = [...files].map(([path, count]): ChangedFile =>
    ({ path, formerly: formerly.get(path) ?? null, before: count.same + count.fewer, after: count.same + count.more, more: count.more, fewer: count.fewer }))
  return {
    against,
    before: same.length + fewer.length,
    after: same.length + more.length,
    byService: changesByService({ added: more, gone: fewer }),
    files: changed.filter((file) => file.more + file.fewer > 0)
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || b.more + b.fewer - a.more - a.fewer || (a.path < b.path ? -1 : 1)),
  }
}
