/** How the mocks of a repository have become more and fewer, commit by commit. */
import { KINDS, SERVICES, type Kind, type ServiceId } from '../model/finding.ts'
import type { CountedSite } from '../reports/counts.ts'

/** Mocks by service and kind: `{"websocket double": 3}`. Plain data, small enough to keep for each version of each file. */
export type Tally = Readonly<Record<string, number>>

/** One commit on the way to the newest one. */
export interface HistoryPoint {
  /** Full name of the commit. */
  readonly commit: string
  /** The day of its commit in UTC: `2026-11-22`. */
  readonly date: string
  /** Source files, test code or not. */
  readonly files: number
  readonly filesWithMocks: number
  readonly sites: number
  /** Services that have mocks, in the order of SERVICES. */
  readonly byService: Readonly<Partial<Record<ServiceId, number>>>
  readonly byKind: Readonly<Partial<Record<Kind, number>>>
}

export interface History {
  /** How many commits lead from the first one to HEAD by first parents. */
  readonly commits: number
  /** Every how many of them is a point; the first and the last one always are. */
  readonly every: number
  /** The oldest first. */
  readonly points: readonly HistoryPoint[]
  /** The clone does not reach the first commit of the project. */
  readonly shallow: boolean
  readonly authors?: Authorship
}

/** Who adds mocks, by what commits say of themselves. */
export interface Authorship {
  /** Commits looked at, the newest ones; merges are none of them. */
  readonly commits: number
  /** How many there are in all. */
  readonly all: number
  /** The first day that was looked at; undefined when there is no commit. */
  readonly since: string | undefined
  /** Those who added most first. `agent` is null for commits that name no coding agent. */
  readonly byAgent: readonly AgentShare[]
  /** In the order of time. */
  readonly byPeriod: readonly { readonly period: string; readonly byAgents: number; readonly byOthers: number }[]
  readonly byService: readonly { readonly service: ServiceId; readonly byAgents: number; readonly byOthers: number }[]
}

export interface AgentShare {
  readonly agent: string | null
  readonly commits: number
  /** Those among them that add mocks. */
  readonly adding: number
  /** Mocks that commits have more, by service; what a commit only moves from file to file is none. */
  readonly added: number
  readonly removed: number
}

/** What one commit did to the mocks. */
export interface CommitChange {
  /** The day of its author's date in UTC. */
  readonly date: string
  readonly agent: string | null
  /** More (positive) or fewer (negative) mocks by service; those without a change are left out. */
  readonly byService: Readonly<Partial<Record<ServiceId, number>>>
}

/** The tally of some sites. */
export function tallyOf(sites: readonly Pick<CountedSite, 'service' | 'kind'>[]): Tally {
  const tally: Record<string, number> = {}
  for (const { service, kind } of sites) tally[`${service} ${kind}`] = (tally[`${service} ${kind}`] ?? 0) + 1
  return tally
}

/** All of some tallies together. */
export function sumOf(tallies: Iterable<Tally>): Tally {
  const sum: Record<string, number> = {}
  for (const tally of tallies) for (const [name, count] of Object.entries(tally)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

export function sitesIn(tally: Tally): number {
  return Object.values(tally).reduce((sum, count) => sum + count, 0)
}

/** The mocks of each service, those without any left out. */
export function servicesIn(tally: Tally): Partial<Record<ServiceId, number>> {
  return countsIn(tally, SERVICES, 0)
}

/** The mocks of each kind, those without any left out. */
export function kindsIn(tally: Tally): Partial<Record<Kind, number>> {
  return countsIn(tally, KINDS, 1)
}

function countsIn<Name extends string>(tally: Tally, names: readonly Name[], part: 0 | 1): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {}
  for (const name of names) {
    let sum = 0
    for (const [key, count] of Object.entries(tally)) if (key.split(' ')[part] === name) sum += count
    if (sum > 0) counts[name] = sum
  }
  return counts
}

/**
 * Which of `count` commits, the oldest one being 0, are points: every 1st, 2nd, 5th, 10th, 20th … so that there are at most `most`, and the last one. They are counted
 * from the oldest, so that tomorrow's points are today's and one more.
 */
export function pointsOf(count: number, most: number): { readonly every: number; readonly indexes: readonly number[] } {
  let every = 1
  for (let step = 0; Math.ceil(count / every) + 1 > most && every < count; step++) every *= step % 3 === 1 ? 2.5 : 2
  const indexes = Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every)
  if (count > 0 && indexes.at(-1) !== count - 1) indexes.push(count - 1)
  return { every, indexes }
}

/** The shares of some commits, of which `all` is the number of all that there are. */
export function authorshipOf(changes: readonly CommitChange[], all: number): Authorship {
  const agents = new Map<string | null, { commits: number; adding: number; added: number; removed: number }>()
  const periods = new Map<string, { byAgents: number; byOthers: number }>()
  const services = new Map<ServiceId, { byAgents: number; byOthers: number }>()
  const periodOf = periodsFor(changes.map(({ date }) => date))
  for (const { date, agent, byService } of changes) {
    const share = there(agents, agent, { commits: 0, adding: 0, added: 0, removed: 0 })
    const period = there(periods, periodOf(date), { byAgents: 0, byOthers: 0 })
    const side = agent === null ? 'byOthers' : 'byAgents'
    share.commits++
    const entries = SERVICES.flatMap((service) => (byService[service] === undefined ? [] : [[service, byService[service]] as const]))
    if (entries.some(([, change]) => change > 0)) share.adding++
    for (const [service, change] of entries) {
      if (change < 0) share.removed -= change
      else {
        share.added += change
        period[side] += change
        there(services, service, { byAgents: 0, byOthers: 0 })[side] += change
      }
    }
  }
  return {
    commits: changes.length,
    all,
    since: changes.map(({ date }) => date).sort()[0],
    byAgent: [...agents].map(([agent, share]) => ({ agent, ...share })).sort((a, b) => b.added - a.added || (String(a.agent) < String(b.agent) ? -1 : 1)),
    byPeriod: [...periods].map(([period, counts]) => ({ period, ...counts })).sort((a, b) => (a.period < b.period ? -1 : 1)),
    byService: [...services].map(([service, counts]) => ({ service, ...counts })).sort((a, b) => b.byAgents + b.byOthers - a.byAgents - a.byOthers || (a.service < b.service ? -1 : 1)),
  }
}

/** More periods do not fit side by side. */
const MOST_PERIODS = 24

/** Months, quarters or years, whichever are short enough for all days to fit. */
function periodsFor(dates: readonly string[]): (date: string) => string {
  const forms = [
    (date: string): string => date.slice(0, 7),
    (date: string): string => `${date.slice(0, 4)} Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`,
  ]
  return forms.find((form) => new Set(dates.map(form)).size <= MOST_PERIODS) ?? ((date) => date.slice(0, 4))
}

function there<Key, Value>(map: Map<Key, Value>, key: Key, empty: Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  map.set(key, empty)
  return empty
}
