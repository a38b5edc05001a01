/** What a value looks like after the wire. */
import type { Value } from '../../../model/facts.ts'
import { written, type Draft } from './draft.ts'

/** Whether JSON keeps the value exactly as written (matchers such as ANY included); anything else is compared through `as_json`. */
export function isJsonLiteral(draft: Draft, value: Value): boolean {
  switch (value.kind) {
    case 'string':
      return !/^[a-zA-Z]*[bB]/.test(written(draft, value).slice(0, 3).split(/['"]/)[0] ?? '')
    case 'literal':
      return /^(?:-?[\d.]|True|False|None)/.test(written(draft, value))
    case 'object':
      return value.entries.every((entry) => entry.key !== undefined && /^['"]/.test(draft.text.slice(entry.keySpan.start, entry.keySpan.end)) && isJsonLiteral(draft, entry.value))
    case 'list':
      return written(draft, value).startsWith('[') && value.items.every((item) => item.kind !== 'compound' && isJsonLiteral(draft, item))
    case 'chain':
      return value.links.length === 0 && value.root === 'ANY'
    default:
      return false
  }
}
