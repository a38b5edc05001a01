import picomatch from 'picomatch'
import type { ClassifyRule, Settings } from '../model/settings.ts'

/** The user's own rules, ready to match. */
export interface UserRules {
  /** The first rule whose `match` holds for the file, or for a path or name; undefined when none does. */
  first(path: string, names: () => Iterable<string>): ClassifyRule | undefined
}

/** Longer names are cut: no path that anybody writes is as long. */
const MOST = 400
const compiled = new WeakMap<Settings, UserRules | undefined>()

/** The rules of `classify` in the settings; undefined when there are none, which costs nothing. */
export function userRulesOf(settings: Settings): UserRules | undefined {
  if (settings.classify.length === 0) return undefined
  if (!compiled.has(settings)) compiled.set(settings, compile(settings.classify))
  return compiled.get(settings)
}

function compile(rules: readonly ClassifyRule[]): UserRules {
  const ready = rules.map((rule) => ({
    rule,
    file: rule.match.includes('/') ? picomatch(rule.match, { dot: true }) : undefined,
    name: rule.match.includes('/') ? undefined : namePattern(rule.match),
  }))
  return {
    first(path, names) {
      let all: readonly string[] | undefined
      for (const { rule, file, name } of ready) {
        if (file ? file(path) : (all ??= [...names()].map(dotted)).some((each) => name?.test(each) ?? false)) return rule
      }
      return undefined
    },
  }
}

/** Whole segments of a dotted path: `PaymentClient` matches in `app.pay.PaymentClient.charge`, not in `OldPaymentClient`. */
function namePattern(match: string): RegExp {
  const source = match.split(/\*+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*')
  return new RegExp(`(?:^|\\.)${source}(?:\\.|$)`)
}

/** A module specifier as a dotted path: `../services/payment.js` is `services.payment`. */
function dotted(name: string): string {
  if (!name.includes('/')) return name.slice(0, MOST)
  return name.slice(0, MOST).replace(/\.[cm]?[jt]sx?(?=\.|$)/, '').split('/').filter((part) => part !== '' && part !== '.' && part !== '..').join('.')
}
