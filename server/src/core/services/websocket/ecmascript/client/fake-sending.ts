import type { Facts, FunctionFact, Value } from '../../../../model/facts.ts'
import { unwrapped } from '../draft.ts'
import { statementsOf } from './fake-firing.ts'

/** How a fake records what is sent. */
export interface Sending {
  /** Its list of what was sent. */
  readonly sent: string | undefined
  /** Whether that list holds what was sent as values, read as JSON. */
  readonly isParsed: boolean
  /** Whether its `send` is a double, which records its calls. */
  readonly recordsSend: boolean
}

const ANSWERS = 'what its `send` does would have to be done by a real socket'

/** What becomes of what is sent: it is recorded, or nothing; otherwise the reason. `value` is that of a field. */
export function sendingOf(facts: Facts, text: string, value: Value | undefined, methods: readonly FunctionFact[]): Sending | string {
  const double = value && unwrapped(text, value)
  if (double) {
    const written = text.slice(double.span.start, double.span.end)
    const kept = /^(?:vi|jest)\.fn(?:<[^()]*>)?\(\s*\(?(\w+)[^()=]*\)?(?:: void)? => \{?\s*this\.(\w+)\.push\(\1(?: as [\w.]+)?\);?\s*\}?,?\s*\)$/.exec(written)
    if (kept) return { sent: kept[2], isParsed: false, recordsSend: true }
    return isDouble(text, double) ? { sent: undefined, isParsed: false, recordsSend: true } : ANSWERS
  }
  const send = methods.find(({ name }) => name === 'send')
  const kept = send ? statementsOf(facts, send).map(({ span }) => text.slice(span.start, span.end)).filter((line) => !/^if \(.*\)\s*\{?\s*(?:throw|return\b)/.test(line)) : []
  if (kept.length === 0) return { sent: undefined, isParsed: false, recordsSend: false }
  const given = send?.parameters[0]?.name ?? ''
  const found = new RegExp(`^this\\.(\\w+)\\.push\\((JSON\\.parse\\()?(?:String\\()?${given}(?: as \\w+)?\\)*(?: as [\\w<>, ]+\\))?;?$`).exec(kept[0] ?? '')
  return kept.length === 1 && found ? { sent: found[1], isParsed: found[2] !== undefined, recordsSend: false } : ANSWERS
}

/** Whether a value is a double that does nothing. */
export function isDouble(text: string, value: Value): boolean {
  const { span } = unwrapped(text, value)
  return /^(?:vi|jest)\.fn(?:<[^()]*(?:\([^()]*\)[^()]*)?>)?\((?:\(\w*(?:: \w+)?\) => (?:\{\s*\}|undefined))?\)$/.test(text.slice(span.start, span.end))
}
