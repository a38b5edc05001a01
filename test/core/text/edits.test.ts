import { describe, expect, it } from 'vitest'
import { applyEdits, findOverlap, mergeEdits, type TextEdit } from '../../../server/src/core/text/edits.ts'

const edit = (start: number, end: number, text: string): TextEdit => ({ span: { start, end }, text })

describe('applyEdits', () => {
  it('applies edits in the order of the text, whatever their order in the list', () => {
    expect(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, 'A')])).toBe('AbcdEf')
  })

  it('keeps the order of insertions at one offset and puts them before a replacement that begins there', () => {
    expect(applyEdits('abc', [edit(1, 2, 'B'), edit(1, 1, '1'), edit(1, 1, '2')])).toBe('a12Bc')
  })

  it('refuses edits that overlap or leave the text', () => {
    expect(() => applyEdits('abcdef', [edit(0, 3, ''), edit(2, 4, '')])).toThrow(RangeError)
    expect(() => applyEdits('abc', [edit(2, 9, '')])).toThrow(RangeError)
  })
})

describe('mergeEdits', () => {
  it('says an identical edit of two lists once', () => {
    expect(mergeEdits([[edit(0, 0, 'import x\n')], [edit(0, 0, 'import x\n'), edit(5, 6, 'y')]])).toEqual([edit(0, 0, 'import x\n'), edit(5, 6, 'y')])
  })

  it('gives nothing when two edits overlap', () => {
    expect(mergeEdits([[edit(0, 4, 'a')], [edit(2, 6, 'b')]])).toBeUndefined()
  })
})

describe('findOverlap', () => {
  it('lets edits touch', () => {
    expect(findOverlap([edit(0, 2, 'a'), edit(2, 4, 'b')])).toBeUndefined()
  })

  it('sees an insertion inside a replacement', () => {
    expect(findOverlap([edit(0, 4, 'a'), edit(2, 2, 'b')])).toEqual([edit(0, 4, 'a'), edit(2, 2, 'b')])
  })
})
