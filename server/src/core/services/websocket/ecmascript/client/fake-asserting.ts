import type { Argument } from '../../../../model/facts.ts'

/** What takes the place of an assertion on the `send` of a fake; undefined when nothing does. */
export function sent(connection: string, matcher: string, isNegated: boolean, texts: readonly string[], args: readonly Argument[]): string | undefined {
  const received = `await ${connection}.received()`
  const not = isNegated ? '.not' : ''
  switch (matcher) {
    case 'toHaveBeenCalled': return isNegated ? `await ${connection}.expectSilence()` : `expect(${received}).not.toHaveLength(0)`
    case 'toHaveBeenCalledOnce': return `expect(${received})${not}.toHaveLength(1)`
    case 'toHaveBeenCalledTimes': return texts[0] === '0' && !isNegated ? `await ${connection}.expectSilence()` : `expect(${received})${not}.toHaveLength(${texts[0] ?? ''})`
    case 'toHaveBeenCalledWith': return args.length === 1 ? `expect(${received})${not}.toContainEqual(${texts[0] ?? ''})` : undefined
    case 'toHaveBeenLastCalledWith': return args.length === 1 ? `expect((${received}).at(-1))${not}.toEqual(${texts[0] ?? ''})` : undefined
    case 'toHaveBeenNthCalledWith': return args.length === 2 && /^[1-9]\d*$/.test(texts[0] ?? '') ? `expect((${received})[${Number(texts[0]) - 1}])${not}.toEqual(${texts[1] ?? ''})` : undefined
    default: return undefined
  }
}

/** What takes the place of an assertion on the `close` of a fake; undefined when nothing does. */
export function closed(connection: string, matcher: string, isNegated: boolean, texts: readonly string[]): string | undefined {
  const open = `await ${connection}.expectNoClose()`
  if (matcher === 'toHaveBeenCalled') return isNegated ? open : `await ${connection}.expectClose()`
  if ((matcher === 'toHaveBeenCalledOnce' || (matcher === 'toHaveBeenCalledTimes' && texts[0] === '1')) && !isNegated) return `await ${connection}.expectClose()`
  if (matcher === 'toHaveBeenCalledTimes' && texts[0] === '0' && !isNegated) return open
  if (matcher === 'toHaveBeenCalledWith' && !isNegated && texts.length <= 2) return texts.length === 0 ? `await ${connection}.expectClose(1005)` : /^\d+$/.test(texts[0] ?? '') ? `await ${connection}.expectClose(${texts.join(', ')})` : undefined
  return undefined
}

/** What takes the place of an assertion on a field that `close` sets, or counts up. */
export function flagged(connection: string, matcher: string, isNegated: boolean, [expected]: readonly string[]): string | undefined {
  const isEqual = /^to(?:Be|Equal|StrictEqual)$/.test(matcher)
  const isClosed = (isEqual && /^(?:true|1)$/.test(expected ?? '')) || matcher === 'toBeTruthy' || (matcher === 'toBeGreaterThan' && expected === '0') || (matcher === 'toBeGreaterThanOrEqual' && expected === '1')
  const isOpen = (isEqual && /^(?:false|0)$/.test(expected ?? '')) || matcher === 'toBeFalsy'
  if (!isClosed && !isOpen) return undefined
  return isClosed !== isNegated ? `await ${connection}.expectClose()` : `await ${connection}.expectNoClose()`
}
