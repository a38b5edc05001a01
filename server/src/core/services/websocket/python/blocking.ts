/** Code that blocks: its tests wait for nothing, and stay the functions that they are. */
import type { Draft } from './draft.ts'

/** Takes back what makes tests, fixtures and helpers coroutines. */
export function makeBlocking(draft: Draft): void {
  draft.awaiting.clear()
  const kept = draft.edits.filter(({ text }) => text !== 'async ' && text !== 'unittest.IsolatedAsyncioTestCase')
  const edits = kept.map(({ span, text }) => ({ span, text: withoutWaiting(text) }))
  draft.edits.splice(0, draft.edits.length, ...edits)
  draft.modules.delete('unittest')
  if (draft.modules.delete('pytest_asyncio')) draft.modules.add('pytest')
}

function withoutWaiting(text: string): string {
  return text.replace(/\bawait /g, '').replace(/\bpytest_asyncio\b/g, 'pytest').replace(/\basync def /g, 'def ').replace(/\basyncSetUp\b/g, 'setUp')
}
