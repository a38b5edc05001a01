import { describe, expect, it } from 'vitest'
import { analyse } from '../../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS } from '../../../server/src/core/model/settings.ts'

describe('attributes whose values lead back to themselves', () => {
  it('are followed once, however many there are', () => {
    const names = Array.from({ length: 12 }, (_, index) => `a${index}`)
    const values = names.flatMap((name) => names.map((other) => `  args.${name} = args.${other}.concat(args.${name} || [])\n`))
    const text = `import { vi } from 'vitest'\nfunction f(args) {\n${values.join('')}  args.a0.fn()\n  args.spy = vi\n  args.spy.fn()\n}\n`
    expect(analyse({ path: 'a.test.ts', text }, DEFAULT_SETTINGS).sites.map(({ api }) => api)).toEqual(['vi.fn'])
  })
})
