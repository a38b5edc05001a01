/** The brackets that are open at a point of the scan, with what is known about the code inside each. */
import type { Problem } from '../../model/facts.ts'
import type { GrowingTable } from './token-table.ts'

// What an open bracket is. The order groups the families a closing bracket can close.
export const BLOCK = 0
export const CLASS_BODY = 1
export const OBJECT = 2
/** The body of a function or class expression: a value ends with it. */
export const VALUE_BODY = 3
export const TEMPLATE_SLOT = 4
export const JSX_SLOT = 5
export const PAREN = 6
/** The parentheses of if, for, while and with: a statement follows. */
export const CONTROL_PAREN = 7
export const BRACKET = 8
export const JSX_TAG = 9
export const JSX_CHILDREN = 10
export const JSX_CLOSING_TAG = 11
export const JSX_TYPES = 12

const BRACES = 0
const PARENS = 1
const BRACKETS = 2
const JSX = 3
const familyOf = [BRACES, BRACES, BRACES, BRACES, BRACES, BRACES, PARENS, PARENS, BRACKETS, JSX, JSX, JSX, JSX]

export interface Frames {
  /** Index of the innermost frame; frame 0 is the text itself. */
  top: number
  kinds: number[]
  /** The opening token, -1 for the text. */
  tokens: number[]
  /** Conditional operators whose colon has not come yet; angle brackets open in JSX_TYPES. */
  counts: number[]
  /** The kind of body that a `function` or `class` seen in this frame still waits for, or -1. */
  bodies: number[]
  /** 1 behind a `case` whose colon has not come yet. */
  cases: number[]
  /** How many frames of each family are open. */
  families: number[]
}

export function newFrames(): Frames {
  return { top: 0, kinds: [BLOCK], tokens: [-1], counts: [0], bodies: [-1], cases: [0], families: [0, 0, 0, 0] }
}

/** Opens a frame at a token. */
export function openFrame(frames: Frames, kind: number, token: number): void {
  const top = ++frames.top
  frames.kinds[top] = kind
  frames.tokens[top] = token
  frames.counts[top] = 0
  frames.bodies[top] = -1
  frames.cases[top] = 0
  const family = familyOf[kind] as number
  frames.families[family] = (frames.families[family] as number) + 1
}

/** Closes the innermost frame at token `at` and gives its kind. */
export function closeFrame(frames: Frames, table: GrowingTable, at: number): number {
  const kind = frames.kinds[frames.top] as number
  const open = frames.tokens[frames.top] as number
  table.partners[open] = at
  table.partners[at] = open
  const family = familyOf[kind] as number
  frames.families[family] = (frames.families[family] as number) - 1
  frames.top--
  return kind
}

/**
 * Drops the frames above the innermost one of the same family as `kind`, whose closing bracket is token `at`; each is a problem. False when no such
 * frame is open, and then nothing happens.
 */
export function unwindTo(frames: Frames, table: GrowingTable, kind: number, at: number, problems: Problem[]): boolean {
  const family = familyOf[kind] as number
  if (frames.families[family] === 0) return false
  while (familyOf[frames.kinds[frames.top] as number] !== family) dropFrame(frames, table, at, problems)
  return true
}

/** Drops every frame at the end of the text. */
export function unwindAll(frames: Frames, table: GrowingTable, problems: Problem[]): void {
  while (frames.top > 0) dropFrame(frames, table, table.count, problems)
}

/** Drops the innermost frame as never closed. */
export function dropFrame(frames: Frames, table: GrowingTable, at: number, problems: Problem[]): void {
  const kind = frames.kinds[frames.top] as number
  const open = frames.tokens[frames.top] as number
  const family = familyOf[kind] as number
  table.partners[open] = at
  frames.families[family] = (frames.families[family] as number) - 1
  frames.top--
  problems.push({ span: { start: table.starts[open] as number, end: table.ends[open] as number }, message: 'This is never closed.' })
}
