import type { Evidence, ServiceId } from '../model/finding.ts'
import { SERVICE_ORDER } from './evidence.ts'

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
  return { service: best, evidence: evidence.length > 1 ? evidence.sort((a, b) => rank(b) - rank(a)) : evidence }
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
