import type { Settings } from '../../model/settings.ts'
import { namePatterns } from '../name-patterns.ts'
import type { Candidate } from './candidate.ts'

/** Whether a candidate is one of the helpers that the settings call real: by its name, its target or its dotted path in the workspace. */
export function realNamesOf({ real }: Settings, path: string): (candidate: Candidate) => boolean {
  const isReal = namePatterns(real)
  if (!isReal) return () => false
  const module = path.replace(/\.\w+$/, '').replaceAll('/', '.')
  return ({ form, target, names }) => {
    const own = form.startsWith('class ') ? [form.slice('class '.length)] : [form, ...names]
    if (target !== undefined) own.push(target)
    return own.some((name) => isReal(name) || isReal(`${module}.${name}`))
  }
}
