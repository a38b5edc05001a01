import type { Evidence, ServiceId } from '../model/finding.ts'
import { SERVICE_ORDER } from './evidence-index.ts'
import type { Lender } from './lending.ts'
import { inOrder } from './order.ts'

/** The least sum of evidence that decides; below it a double stands for the application's own code. */
export const THRESHOLD = 0.3

/** What a root stands in for, and why. */
export interface Verdict {
  readonly service: ServiceId
  /** The strongest first. */
  readonly evidence: readonly Evidence[]
}

/** The service with the highest sum; `code` when none reaches the threshold. */
export function decide(evidence: Evidence[]): Verdict {
  let best: ServiceId = 'code'
  let most = THRESHOLD - 0.002
  for (const service of servicesIn(evidence)) {
    const sum = sumOf(evidence, service)
    const earlier = (SERVICE_ORDER.get(service) ?? 99) < (SERVICE_ORDER.get(best) ?? 99)
    if (sum > most + 0.001 || (sum > most - 0.001 && earlier && best !== 'code')) {
      best = service
      most = Math.max(sum, most)
    }
  }
  const rank = ({ service, weight }: Evidence): number => (service === best ? 10 : 0) + weight
  return { service: best, evidence: inOrder(evidence, (a, b) => rank(b) - rank(a)) }
}

/** All that is said for a service. */
export function sumOf(evidence: readonly Evidence[], service: ServiceId): number {
  let sum = 0
  for (const each of evidence) if (each.service === service) sum += each.weight
  return sum
}

/** The services that anything speaks for, in the order of the first that does. */
export function servicesIn(evidence: readonly Evidence[]): ServiceId[] {
  const services: ServiceId[] = []
  for (const { service } of evidence) if (!services.includes(service)) services.push(service)
  return services
}

/** What a lent service weighs; more where a root is only called like a thing that every service has: a `response`. */
const LENT = 0.3
const LENT_TO_GENERIC = 0.45
const MOST_LENDERS = 3
/** What the calls of a double of one of these give is part of the same service; credentials and settings give other things. */
const SPREADING: ReadonlySet<ServiceId> = new Set(['websocket', 'http', 'database', 'cache', 'queue', 'llm', 'storage', 'email', 'filesystem', 'process'])

/** Verdicts by their own evidence, and for roots that have none by that of those they belong to. */
export function withLent(own: (root: number) => Verdict, lendersTo: (root: number) => readonly Lender[]): (root: number) => Verdict {
  const known = new Map<number, Verdict>()
  const ownOf = (root: number): Verdict => {
    let verdict = known.get(root)
    if (!verdict) known.set(root, (verdict = own(root)))
    return verdict
  }
  const lentTo = (root: number, depth: number): Verdict => {
    const verdict = ownOf(root)
    const generic = isGeneric(verdict)
    if (depth >= MOST_LENDERS || (!generic && (verdict.service !== 'code' || verdict.evidence.some(({ service }) => service === 'code')))) return verdict
    let lent: Evidence | undefined
    for (const lender of lendersTo(root)) {
      const { service, evidence } = lentTo(lender.root, depth + 1)
      if (lender.byMembers && !evidence.some((each) => each.service === service && each.weight >= THRESHOLD && each.text.startsWith('has '))) continue
      if (service === 'code' || (lender.byDouble && !SPREADING.has(service))) continue
      if (lent && lent.service !== service) return verdict
      lent ??= { service, weight: generic ? LENT_TO_GENERIC : LENT, text: lender.text }
    }
    return lent ? decide([...verdict.evidence, lent]) : verdict
  }
  return (root) => lentTo(root, 0)
}

/** Whether a double is HTTP only because it is called a request or response. */
export function isGeneric({ service, evidence }: Verdict): boolean {
  return service === 'http' && evidence.every((each) => each.service !== 'http' || each.text.startsWith('is called') || each.weight <= 0.1)
}
