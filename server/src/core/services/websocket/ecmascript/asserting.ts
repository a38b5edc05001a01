import type { Span } from '../../../text/span.ts'

/** What an assertion compares with; with a span, the text there stays as it is. */
export interface Operand {
  readonly text: string
  readonly span?: Span | undefined
}

/**
 * What takes the place of a verification: `before` replaces all up to the operand and `after` all behind it – without it, what stands there stays;
 * `whole` replaces it altogether; `finish` leaves it to the user, with the reason.
 */
export type Outcome =
  | { readonly before: string; readonly operand: Span; readonly after?: string }
  | { readonly whole: string }
  | { readonly finish: string }

/** How a file asserts. Values are expressions without an outer `await`. */
export interface Asserting {
  /** The list that `list` waits for has so many items. */
  length(list: string, count: Operand, negated: boolean): Outcome
  /** One of the messages that the far end has received equals, or matches, the operand. */
  contains(client: string, wanted: Operand, negated: boolean): Outcome
  /** The message at a position, from the end if it is negative. */
  at(client: string, position: number, wanted: Operand, negated: boolean): Outcome
  /** All messages are this one. */
  only(client: string, wanted: Operand): Outcome
  /** A primitive value. */
  is(value: string, wanted: Operand, negated: boolean): Outcome
  /** An object or list. */
  equals(value: string, wanted: string): Outcome
  /** A number above zero. */
  positive(value: string): Outcome
  /** A list of lists holds one with these items; `asked` begins a call that tells so. */
  includes(list: string, asked: string, items: Operand | undefined, negated: boolean): Outcome
  /** The list at a position of a list, from the end if it is negative, has these items. */
  item(list: string, position: number, items: Operand, negated: boolean): Outcome
  /** A list has one list, with these items. */
  list(list: string, items: Operand): Outcome
}

const NOTHING: Operand = { text: '' }

/** `expect(value).toEqual(wanted)`, of jest and vitest. */
export const jestAsserting: Asserting = {
  length: (list, count, negated) => keeping(`expect(${list})${negated ? '.not' : ''}.toHaveLength(`, count),
  contains: (client, wanted, negated) => keeping(`expect(await ${client}.received())${negated ? '.not' : ''}.toContainEqual(`, wanted),
  at: (client, position, wanted, negated) => {
    const value = position < 0 ? `(await ${client}.received()).at(${position})` : `(await ${client}.received())[${position}]`
    return keeping(`expect(${value})${negated ? '.not' : ''}.toEqual(`, wanted)
  },
  only: (client, wanted) => ({ whole: `expect(await ${client}.received()).toEqual([${wanted.text}])` }),
  is: (value, wanted, negated) => keeping(`expect(${value})${negated ? '.not' : ''}.toBe(`, wanted),
  equals: (value, wanted) => ({ whole: `expect(${value}).toEqual(${wanted})` }),
  positive: (value) => ({ whole: `expect(${value}).toBeGreaterThan(0)` }),
  includes: (list, _, items, negated) => around(`expect(${list})${negated ? '.not' : ''}.toContainEqual([`, items ?? NOTHING, '])'),
  item: (list, position, items, negated) => around(`expect((${list})${position < 0 ? `.at(${position})` : `[${position}]`})${negated ? '.not' : ''}.toEqual([`, items, '])'),
  list: (list, items) => around(`expect(${list}).toEqual([[`, items, ']])'),
}

/** `expect(value).to.deep.equal(wanted)`, of chai. */
export const chaiAsserting: Asserting = {
  length: (list, count, negated) => around(`expect(${list}).to${negated ? '.not' : ''}.have.lengthOf(`, count, ')'),
  contains: (client, wanted, negated) => (isMatcher(wanted)
    ? around(`expect(await ${client}.hasReceived(`, wanted, `)).to.equal(${!negated})`)
    : around(`expect(await ${client}.received()).to${negated ? '.not' : ''}.deep.include(`, wanted, ')')),
  at: (client, position, wanted, negated) => (isMatcher(wanted)
    ? around(`expect(await ${client}.hasReceived(`, wanted, `, ${position})).to.equal(${!negated})`)
    : around(`expect((await ${client}.received()).at(${position})).to${negated ? '.not' : ''}.deep.equal(`, wanted, ')')),
  only: (client, wanted) => (isMatcher(wanted)
    ? around(`expect((await ${client}.received()).length === 1 && (await ${client}.hasReceived(`, wanted, '))).to.equal(true)')
    : around(`expect(await ${client}.received()).to.deep.equal([`, wanted, '])')),
  is: (value, wanted, negated) => around(`expect(${value}).to${negated ? '.not' : ''}.equal(`, wanted, ')'),
  equals: (value, wanted) => ({ whole: `expect(${value}).to.deep.equal(${wanted})` }),
  positive: (value) => ({ whole: `expect(${value}).to.be.greaterThan(0)` }),
  includes: (list, asked, items, negated) => (/\bmatch\b/.test(items?.text ?? '')
    ? around(`expect(${asked}`, items ?? NOTHING, `)).to.equal(${!negated})`)
    : around(`expect(${list}).to${negated ? '.not' : ''}.deep.include([`, items ?? NOTHING, '])')),
  item: (list, position, items, negated) => around(`expect((${list}).at(${position})).to${negated ? '.not' : ''}.deep.equal([`, items, '])'),
  list: (list, items) => around(`expect(${list}).to.deep.equal([[`, items, ']])'),
}

/** `assert.strictEqual(value, wanted)`, of Node and of chai; `assert` is what the file calls it. */
export function nodeAsserting(assert: string): Asserting {
  const not = (negated: boolean): string => (negated ? 'notStrictEqual' : 'strictEqual')
  return {
    length: (list, count, negated) => around(`${assert}.${not(negated)}((${list}).length, `, count, ')'),
    contains: (client, wanted, negated) => around(`${assert}.strictEqual(await ${client}.hasReceived(`, wanted, `), ${!negated})`),
    at: (client, position, wanted, negated) => (isMatcher(wanted) || negated
      ? around(`${assert}.strictEqual(await ${client}.hasReceived(`, wanted, `, ${position}), ${!negated})`)
      : around(`${assert}.deepStrictEqual((await ${client}.received()).at(${position}), `, wanted, ')')),
    only: (client, wanted) => (isMatcher(wanted)
      ? around(`${assert}.ok((await ${client}.received()).length === 1 && (await ${client}.hasReceived(`, wanted, ')))')
      : around(`${assert}.deepStrictEqual(await ${client}.received(), [`, wanted, '])')),
    is: (value, wanted, negated) => around(`${assert}.${not(negated)}(${value}, `, wanted, ')'),
    equals: (value, wanted) => ({ whole: `${assert}.deepStrictEqual(${value}, ${wanted})` }),
    positive: (value) => ({ whole: `${assert}.ok(${value} > 0)` }),
    includes: (_, asked, items, negated) => around(`${assert}.strictEqual(${asked}`, items ?? NOTHING, `), ${!negated})`),
    item: (list, position, items, negated) => around(`${assert}.${negated ? 'notDeepStrictEqual' : 'deepStrictEqual'}((${list}).at(${position}), [`, items, '])'),
    list: (list, items) => around(`${assert}.deepStrictEqual(${list}, [[`, items, ']])'),
  }
}

/** `sinon.assert.match(value, wanted)`, for files without any other assertions: it compares numbers and truths, and texts only in part. */
export function sinonAsserting(assert: string): Asserting {
  const truth = (value: string, wanted: Operand, rest: string, negated: boolean): Outcome => around(`${assert}.match(${value}`, wanted, `${rest}, ${!negated})`)
  return {
    length: (list, count, negated) => truth(`(${list}).length === `, count, '', negated),
    contains: (client, wanted, negated) => truth(`await ${client}.hasReceived(`, wanted, ')', negated),
    at: (client, position, wanted, negated) => truth(`await ${client}.hasReceived(`, wanted, `, ${position})`, negated),
    only: (client, wanted) => truth(`(await ${client}.received()).length === 1 && (await ${client}.hasReceived(`, wanted, '))', false),
    is: (value, wanted, negated) => truth(`${value} === `, wanted, '', negated),
    equals: () => ({ finish: 'compare the code and the reason of `expectClose` one by one' }),
    positive: (value) => ({ whole: `${assert}.match(${value} > 0, true)` }),
    includes: (_, asked, items, negated) => truth(asked, items ?? NOTHING, ')', negated),
    item: () => ({ finish: 'compare the events that have arrived one by one' }),
    list: () => ({ finish: 'compare the events that have arrived one by one' }),
  }
}

function around(before: string, { text, span }: Operand, after: string): Outcome {
  return span ? { before, operand: span, after } : { whole: before + text + after }
}

/** What stands behind the operand, with the closing parenthesis, stays. */
function keeping(before: string, { text, span }: Operand): Outcome {
  return span ? { before, operand: span } : { whole: `${before}${text})` }
}

/** `sinon.match(…)`, `match.string`: an object that tells by `test` whether a value is meant. */
function isMatcher({ text }: Operand): boolean {
  return /^(?:sinon\.)?match\b/.test(text)
}
