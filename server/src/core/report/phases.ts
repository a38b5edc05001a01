import type { ServiceId } from '../model/finding.ts'
import type { Phase } from '../model/settings.ts'

/** What no phase names: the application's own code, the clock, the environment and the like. */
export const OTHER = 'In no phase'

/** `Phase 1: WebSocket`; `index` counts from 0. */
export function titleOf({ name }: Phase, index: number): string {
  return `Phase ${index + 1}: ${name}`
}

/** The phase that somebody means by its number (from 1), its name in any case, or one of its services; undefined when there is none. */
export function phaseNamed(name: string, phases: readonly Phase[]): { readonly title: string; readonly services: readonly ServiceId[] } | undefined {
  const wanted = name.trim().toLowerCase()
  const index = /^\d+$/.test(wanted) ? Number(wanted) - 1
    : [phases.findIndex((phase) => phase.name.toLowerCase() === wanted), phases.findIndex(({ services }) => services.some((service) => service === wanted))].find((at) => at >= 0) ?? -1
  const phase = phases[index]
  return phase && { title: titleOf(phase, index), services: phase.services }
}
