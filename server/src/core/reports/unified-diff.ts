import { diffLines, linesWithEnds } from '../text/line-diff.ts'
import type { Hunk } from '../text/line-diff.ts'

/** Lines shown around a change, as `diff -u` and `git diff` do. */
const CONTEXT = 3

/** The unified diff of one file, that `git apply` and `patch -p1` take; `before` is undefined for a new file. Empty when nothing differs. */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const [old, now] = [linesWithEnds(before ?? ''), linesWithEnds(after)]
  const groups = grouped(diffLines(old, now), old.length)
  if (groups.length === 0) return ''
  const from = before === undefined ? '/dev/null' : `a/${path}`
  const head = `--- ${named(from)}\n+++ ${named(`b/${path}`)}\n`
  const made = before === undefined ? `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}\nnew file mode 100644\n` : ''
  return made + head + groups.map((group) => textOfGroup(group, old, now)).join('')
}

/** A name with a blank in it ends with a tab, so that no date is looked for behind it. */
function named(name: string): string {
  const safe = quoted(name)
  return safe === name && name.includes(' ') ? `${name}\t` : safe
}

/** Control characters, quotes and backslashes in names are written as git does: `\t`, `\033`. */
function quoted(name: string): string {
  const written = JSON.stringify(name)
  return written === `"${name}"` ? name : written.replace(/\\u00([0-9a-f]{2})/g, (_, hex: string) => `\\${Number.parseInt(hex, 16).toString(8).padStart(3, '0')}`)
}

/** Hunks whose contexts meet go together. */
function grouped(hunks: readonly Hunk[], count: number): Hunk[][] {
  const groups: Hunk[][] = []
  for (const hunk of hunks) {
    const last = groups.at(-1)
    const end = last?.at(-1)?.beforeEnd
    if (last && end !== undefined && hunk.beforeStart - end <= 2 * CONTEXT && hunk.beforeStart <= count) last.push(hunk)
    else groups.push([hunk])
  }
  return groups
}

function textOfGroup(group: readonly Hunk[], old: readonly string[], now: readonly string[]): string {
  const [first, last] = [group[0], group.at(-1)]
  if (!first || !last) return ''
  const before = Math.min(CONTEXT, first.beforeStart)
  const behind = Math.min(CONTEXT, old.length - last.beforeEnd)
  const lines: string[] = []
  let at = first.beforeStart - before
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of group) {
    lines.push(...old.slice(at, beforeStart).map((line) => shown(' ', line)))
    lines.push(...old.slice(beforeStart, beforeEnd).map((line) => shown('-', line)))
    lines.push(...now.slice(afterStart, afterEnd).map((line) => shown('+', line)))
    at = beforeEnd
  }
  lines.push(...old.slice(at, at + behind).map((line) => shown(' ', line)))
  const from = rangeOf(first.beforeStart - before, last.beforeEnd + behind)
  const to = rangeOf(first.afterStart - before, last.afterEnd + behind)
  return `@@ -${from} +${to} @@\n${lines.join('')}`
}

function rangeOf(start: number, end: number): string {
  const count = end - start
  return count === 1 ? `${start + 1}` : `${count === 0 ? start : start + 1},${count}`
}

function shown(sign: string, line: string): string {
  return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`
}
