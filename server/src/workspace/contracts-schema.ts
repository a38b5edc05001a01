import * as v from 'valibot'

const kind = v.pipe(v.string('must be a type of events in quotes, like "agent_started"'), v.nonEmpty('must not be empty; remove it'))
const kinds = v.array(kind, 'must be a list of types of events, like ["agent_started"]')
const field = v.pipe(v.string('must be the name of a field in quotes, like "tool_name"'), v.nonEmpty('must not be empty; remove it'))
const pairForm = 'must be like ["tool_executing", "tool_completed"] or ["tool_executing", "tool_completed", "tool_name"]'
const fallbackForm = 'must be like ["agent_fallback", "agent_completed"]'

const contract = v.strictObject({
  events: v.pipe(kinds, v.nonEmpty('must name at least one type of events')),
  optional: v.optional(kinds),
  once: v.optional(kinds),
  pairs: v.optional(v.array(v.pipe(v.array(kind, pairForm), v.check(({ length }) => length === 2 || length === 3, pairForm)), 'must be a list of pairs, like [["tool_executing", "tool_completed"]]')),
  fallback: v.optional(v.pipe(v.array(kind, fallbackForm), v.length(2, fallbackForm))),
  final: v.optional(kind),
  fields: v.optional(v.record(v.string(), v.array(field, 'must be a list of fields, like ["tool_name"]'), 'must be like { "tool_executing": ["tool_name"] }')),
  ignored: v.optional(kinds),
  typeField: v.optional(field),
  runField: v.optional(field),
}, 'must be like { "events": ["job_started", "job_ended"], "final": "job_ended" }')

const contractsForm = 'must be an object, like { "agent_events": { "events": ["agent_started", "final_report"] } }'

/** How the setting `contracts` is validated: each name of a type must be one of the contract's own `events`. */
export const contractsSchema = v.pipe(v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), contractsForm), v.record(
  v.pipe(v.string(), v.regex(/^[A-Za-z]\w*$/, 'must be a name of letters, digits and _, like "agent_events"')),
  v.pipe(contract, v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const { at, message } of strangers(dataset.value)) addIssue({ message, path: pathTo(dataset.value, at) })
  })),
))

interface Stranger {
  readonly at: readonly (string | number)[]
  readonly message: string
}

/** The places that name a type which is none of the contract's events, or name one twice. */
function strangers(value: v.InferOutput<typeof contract>): Stranger[] {
  const { events, optional = [], once = [], pairs = [], fallback = [], final, fields = {} } = value
  const places: [string, (string | number)[]][] = [
    ...optional.map((name, index): [string, (string | number)[]] => [name, ['optional', index]]),
    ...once.map((name, index): [string, (string | number)[]] => [name, ['once', index]]),
    ...pairs.flatMap((pair, index) => pair.slice(0, 2).map((name, side): [string, (string | number)[]] => [name, ['pairs', index, side]])),
    ...fallback.slice(1).map((name): [string, (string | number)[]] => [name, ['fallback', 1]]),
    ...(final === undefined ? [] : [[final, ['final']] as [string, (string | number)[]]]),
    ...Object.keys(fields).filter((name) => name !== fallback[0]).map((name): [string, (string | number)[]] => [name, ['fields', name]]),
  ]
  const found: Stranger[] = places.filter(([name]) => !events.includes(name)).map(([, at]) => ({ at, message: `must be one of its "events": ${events.join(', ')}` }))
  events.forEach((name, index) => {
    if (events.indexOf(name) < index) found.push({ at: ['events', index], message: 'stands there already; remove it' })
  })
  if (fallback[0] !== undefined && events.includes(fallback[0])) found.push({ at: ['fallback', 0], message: 'must not be one of its "events": it comes in place of one' })
  return found
}

function pathTo(value: object, at: readonly (string | number)[]): [v.IssuePathItem, ...v.IssuePathItem[]] {
  const path: v.IssuePathItem[] = []
  let current: unknown = value
  for (const key of at) {
    const inner: unknown = typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined
    path.push({ type: 'unknown', origin: 'value', input: current, key, value: inner })
    current = inner
  }
  return path as [v.IssuePathItem, ...v.IssuePathItem[]]
}
