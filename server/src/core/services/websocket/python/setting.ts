/** One thing that a test sets up on a double. */
import type { Chain, Value } from '../../../model/facts.ts'
import { calledName } from './draft.ts'

export interface Setting {
  readonly member: string
  readonly rest: readonly string[]
  readonly value: Value
  /** -1 in a constructor's arguments. */
  readonly statement: number
  readonly target: Chain
}

const DOUBLES: ReadonlySet<string> = new Set(['AsyncMock', 'MagicMock', 'Mock', 'NonCallableMagicMock', 'NonCallableMock', 'create_autospec'])

export function isDouble(value: Value | undefined): boolean {
  return DOUBLES.has(calledName(value) ?? '')
}
