import type { Chain } from '../../../model/facts.ts'
import type { Span } from '../../../text/span.ts'
import type { Place } from './bound.ts'
import type { Container } from './several.ts'

/** How one double comes into being. */
export interface Mock {
  readonly place: 'test' | 'fixture' | 'helper' | 'attribute' | 'container'
  readonly site: number
  readonly creation: Chain
  /** The innermost function that makes it. */
  readonly home: number
  /** Its name there; undefined for `return AsyncMock()` and for a double that is an argument. */
  readonly name: string | undefined
  readonly statement: number
  /** Its name's place in `a, b = AsyncMock(), AsyncMock()`. */
  readonly slot?: Span
  readonly container?: Container
  /** Where a test puts it, when that is more than a name: `name` is then how it is written. */
  readonly bound?: Place
}
