import { wordsOf } from '../words.ts'

/** How a class name tells that the class is made for a test: `sure` by itself, `likely` only beside a service, or not at all. */
export type Naming = 'sure' | 'likely' | undefined

/** First words of names of classes that do no real work. The words of the catalogue (mock, fake, stub, dummy, spy) make sites, not suspects. */
const SURE: readonly string[] = [
  'noop', 'nop', 'inert', 'canned', 'scripted', 'recording', 'capturing', 'pretend', 'phony', 'bogus', 'simulated', 'hardcoded', 'imitation', 'faux', 'sham',
  'pseudo', 'mocked', 'mocking', 'stubbed', 'stubbing', 'faked', 'spying', 'inmemory',
]
const LIKELY: readonly string[] = [
  'test', 'null', 'memory', 'failing', 'raising', 'broken', 'exploding', 'throwing', 'faulty', 'flaky', 'counting', 'tracking', 'hanging', 'minimal', 'trivial',
  'tiny', 'controlled', 'controllable', 'instrumented', 'programmable', 'silent', 'substitute', 'replaying', 'dead',
]
/** Two words that mean one of the above. */
const PAIRS: Readonly<Record<string, string>> = { in: 'memory', no: 'op' }

const SURE_WORDS: ReadonlySet<string> = new Set(SURE)
const LIKELY_WORDS: ReadonlySet<string> = new Set(LIKELY)

/** What the first words of a class name tell; an adjective comes first, so that a `VideoRecording` is none. */
export function classNamingOf(name: string): Naming {
  const words = wordsOf(name)
  const [first = '', second = '', last = words.at(-1) ?? ''] = [words[0], words[1]]
  if (SURE_WORDS.has(first) || (PAIRS[first] !== undefined && PAIRS[first] === second) || last === 'noop') return 'sure'
  return LIKELY_WORDS.has(first) ? 'likely' : undefined
}

/** Beginnings of class names for a trigger, in the cases of letters in which they occur. */
export const NAME_BEGINNINGS: readonly string[] = [...SURE, ...LIKELY.filter((word) => word !== 'test')].map(capitalised).concat('InMemory', 'NoOp', 'Noop')

function capitalised(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`
}
