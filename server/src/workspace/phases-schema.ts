import * as v from 'valibot'
import { SERVICES } from '../core/model/finding.ts'

const form = 'must be like { "name": "Sockets", "services": ["websocket"] }'
const services = `one of ${SERVICES.join(', ')}`

const phase = v.strictObject({
  name: v.pipe(v.string('must be a name in quotes, like "Sockets"'), v.check((name) => name.trim() !== '', 'must not be empty'), v.check((name) => !/^\s*\d+\s*$/.test(name), 'must not be a number: phases are numbered anyway')),
  services: v.pipe(v.array(v.picklist(SERVICES, `must be ${services}`), `must be a list of services: ${services}`), v.nonEmpty('must name at least one service')),
}, form)

/** How the setting `phases` is validated: no name and no service stands in two phases. */
export const phasesSchema = v.pipe(v.array(phase, `must be a list, like [{ "name": "Sockets", "services": ["websocket"] }]`), v.rawCheck(({ dataset, addIssue }) => {
  if (!dataset.typed) return
  const list = dataset.value
  const named = new Set<string>()
  const taken = new Map<string, number>()
  for (const [index, { name, services: its }] of list.entries()) {
    const item = { type: 'unknown', origin: 'value', input: list, key: index, value: list[index] } as const
    const key = name.trim().toLowerCase()
    if (named.has(key)) addIssue({ message: 'is the name of another phase already', path: [item, { type: 'unknown', origin: 'value', input: list[index], key: 'name', value: name }] })
    named.add(key)
    for (const [place, service] of its.entries()) {
      const before = taken.get(service)
      if (before === undefined) {
        taken.set(service, index)
        continue
      }
      addIssue({
        message: before === index ? 'stands there already; remove it' : `is in phase ${before + 1} already; a service is in one phase`,
        path: [item, { type: 'unknown', origin: 'value', input: list[index], key: 'services', value: its }, { type: 'unknown', origin: 'value', input: its, key: place, value: service }],
      })
    }
  }
}))
