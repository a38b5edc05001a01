import type { Binding, Facts, Value } from '../model/facts.ts'
import type { Place, Places } from './places.ts'

/** Chains assigned to places, in source order. */
export function assignmentsByPlace(facts: Facts, places: Places): ReadonlyMap<Place, readonly Value[]> {
  const assigned = new Map<Place, Value[]>()
  const add = (place: Place, value: Value): void => {
    const values = assigned.get(place)
    if (values) values.push(value)
    else assigned.set(place, [value])
  }
  for (const { targets, value, scope, declaration } of facts.assignments) {
    if (value?.kind !== 'chain') continue
    const inClass = facts.scopes[scope]?.kind === 'class'
    for (const target of targets) {
      if (target.kind !== 'chain' || target.links.some((link) => link.kind !== 'member')) continue
      if (target.links.length === 0 && typeof target.root === 'string' && inClass) add(places.placeIn(scope, target.root), value)
      else if (target.links.length > 0 || (facts.language === 'ecmascript' && declaration === undefined)) {
        const place = places.placeOf(target)
        if (place) add(place, value)
      }
    }
  }
  return assigned
}

/** The keys that lead to a name in a destructuring target: `['mock', 'fn']` for `f` in `{mock: {fn: f}}`; empty for a plain target. */
export function patternPath(target: Value, binding: Binding): readonly string[] | undefined {
  if (binding.span.start < target.span.start || binding.span.end > target.span.end) return undefined
  if (target.kind === 'chain') return target.root === binding.name && target.links.length === 0 ? [] : undefined
  if (target.kind === 'compound') {
    const [operand] = target.operands
    return operand ? patternPath(operand, binding) : undefined
  }
  if (target.kind !== 'object') return undefined
  for (const entry of target.entries) {
    if (binding.span.start < entry.span.start || binding.span.end > entry.span.end) continue
    const rest = patternPath(entry.value, binding)
    if (rest) return entry.key === undefined ? rest : [entry.key, ...rest]
    if (entry.key === binding.name) return [entry.key]
  }
  return undefined
}

/** The value that a name gets of several: `m.MagicMock` for `B` in `A, B = m.Mock, m.MagicMock`. */
export function pairedValue(target: Value, value: Value, { name, span }: Binding): Value | undefined {
  const targets = target.kind === 'list' ? target.items : target.kind === 'compound' ? target.operands : []
  const values = value.kind === 'list' ? value.items : value.kind === 'compound' ? value.operands : []
  if (targets.length < 2 || targets.length !== values.length) return undefined
  const at = targets.findIndex((each) => each.kind === 'chain' && each.root === name && each.links.length === 0 && each.span.start === span.start)
  return values[at]
}
