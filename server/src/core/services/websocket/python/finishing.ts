/** What is left to do in a file when everything in it is converted. */
import { contains } from '../../../text/span.ts'
import { makeAsync } from './awaiting.ts'
import { makeBlocking } from './blocking.ts'
import { finishDeletions, type Draft } from './draft.ts'
import { fixImports } from './imports.ts'

/** `module` is the module path of the support file as this file imports it. */
export function finishFile(draft: Draft, module: string): void {
  if (draft.stack.isBlocking) makeBlocking(draft)
  else makeAsync(draft)
  finishDeletions(draft)
  dropInner(draft)
  fixImports(draft, module)
}

/** Edits inside of text that goes away as a whole say nothing. */
function dropInner(draft: Draft): void {
  const removed = draft.edits.filter(({ span, text }) => text === '' && span.end > span.start)
  const kept = draft.edits.filter((edit) => !removed.some((outer) => outer !== edit && contains(outer.span, edit.span) && edit.span.end > edit.span.start && outer.span.end - outer.span.start > edit.span.end - edit.span.start))
  draft.edits.splice(0, draft.edits.length, ...kept)
}
