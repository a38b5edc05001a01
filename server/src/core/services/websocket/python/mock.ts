import type { Chain } from '../../../model/facts.ts'
import type { Span } from '../../../text/span.ts'
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
  /** Set where the name is an attribute of another object: `tunnel.ws`. */
  readonly isPath?: boolean
}
