/** Adds members to the text of a JSON document without touching its layout. */
import type { Span } from './span.ts'
import { applyEdits } from './edits.ts'

/** A member of an object: its name, and where its key (with quotes) and its value stand. */
interface Member {
  readonly name: string
  readonly key: Span
  readonly value: Span
}

/** Members of a new value: names and texts. */
export type Members = readonly (readonly [name: string, value: string])[]

/**
 * The document with string members in an object that is a member of its outermost one, `devDependencies` for example; that object is made when it is missing, behind
 * the one called `behind` or at the end. Indentation, line ends and the end of the file stay; where the names there are sorted, new ones are put into their place.
 * Undefined when the text is not JSON or its outermost value, or the member, is no object.
 */
export function withMembers(text: string, object: string, behind: string, added: Members): string | undefined {
  if (!isObject(text)) return undefined
  const outer = membersOf(text, text.indexOf('{'))
  const own = outer.find(({ name }) => name === object)
  if (!own) return withObject(text, outer, object, behind, added)
  if (text[own.value.start] !== '{') return undefined
  return added.reduce((result, [name, value]) => withMember(result, own.value.start, name, JSON.stringify(value)), text)
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Adds one member to the object that begins at an offset. */
function withMember(text: string, start: number, name: string, value: string): string {
  const members = membersOf(text, start)
  if (members.some((member) => member.name === name)) return text
  const isSorted = members.every((member, index) => index === 0 || (members[index - 1]?.name ?? '') <= member.name)
  const next = isSorted ? members.find((member) => member.name > name) : undefined
  const last = members.at(-1)
  const member = `${JSON.stringify(name)}${colonOf(text, members)}${value}`
  if (next) return inserted(text, next.key.start, `${member},${spaceBefore(text, next)}`)
  if (last) return inserted(text, last.value.end, `,${spaceBefore(text, last)}${member}`)
  const end = text.indexOf('}', start)
  return applyEdits(text, [{ span: { start: start + 1, end }, text: around(text, member, `${indentAt(text, start)}${stepOf(text)}`, indentAt(text, start)) }])
}

/** Adds an object with members to the outermost one. */
function withObject(text: string, outer: readonly Member[], object: string, behind: string, added: Members): string {
  const sorted = [...added].sort(([a], [b]) => (a < b ? -1 : 1))
  const step = stepOf(text)
  const colon = colonOf(text, outer)
  const comma = isFlat(text) ? `,${colon.slice(1)}` : `,${lineEndOf(text)}${step}${step}`
  const inner = around(text, sorted.map(([name, value]) => `${JSON.stringify(name)}${colon}${JSON.stringify(value)}`).join(comma), step + step, step)
  const member = `${JSON.stringify(object)}${colon}{${inner}}`
  const before = outer.find(({ name }) => name === behind) ?? outer.at(-1)
  if (before) return inserted(text, before.value.end, `,${spaceBefore(text, before)}${member}`)
  const start = text.indexOf('{')
  return applyEdits(text, [{ span: { start: start + 1, end: text.indexOf('}', start) }, text: around(text, member, step, '') }])
}

function inserted(text: string, at: number, what: string): string {
  return applyEdits(text, [{ span: { start: at, end: at }, text: what }])
}

/** What stands between the braces of an object with one member. */
function around(text: string, member: string, indent: string, outside: string): string {
  const end = lineEndOf(text)
  return isFlat(text) ? ` ${member} ` : `${end}${indent}${member}${end}${outside}`
}

/** Whether the whole document stands on one line. */
function isFlat(text: string): boolean {
  const trimmed = text.trim()
  return !trimmed.includes('\n') && trimmed.length > 2
}

function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** The blanks and line ends in front of a member. */
function spaceBefore(text: string, { key }: Member): string {
  return /\s*$/.exec(text.slice(0, key.start))?.[0] ?? ''
}

function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? ''
}

/** What one level is indented by: that of the first member, or two blanks. */
function stepOf(text: string): string {
  return /^\uFEFF?\s*\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? '  '
}

/** What stands between a name and its value. */
function colonOf(text: string, members: readonly Member[]): string {
  const [first] = members
  return first ? text.slice(first.key.end, first.value.start) : ': '
}

/** The members of the object whose brace stands at an offset, of a text that is known to be JSON. */
function membersOf(text: string, start: number): Member[] {
  const members: Member[] = []
  let depth = 0
  let key: Span | undefined
  let value = -1
  const close = (end: number): void => {
    if (key && value >= 0) members.push({ name: nameOf(text, key), key, value: { start: value, end: text.slice(value, end).trimEnd().length + value } })
    key = undefined
    value = -1
  }
  for (let at = start; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '"') {
      const end = endOfString(text, at)
      if (depth === 1 && !key) key = { start: at, end }
      else if (depth === 1 && value < 0) value = at
      at = end - 1
    } else if (sign === '{' || sign === '[') {
      if (depth === 1 && key && value < 0) value = at
      depth++
    } else if (sign === '}' || sign === ']') {
      if (depth === 1) {
        close(at)
        return members
      }
      depth--
    } else if (sign === ',' && depth === 1) close(at)
    else if (depth === 1 && key && value < 0 && sign !== ':' && !/\s/.test(sign)) value = at
  }
  return members
}

function nameOf(text: string, { start, end }: Span): string {
  const name: unknown = JSON.parse(text.slice(start, end))
  return String(name)
}

/** Offset behind the string that begins at an offset. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}
