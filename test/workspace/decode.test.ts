import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../server/src/workspace/decode.ts'
import type { Encoding } from '../../server/src/workspace/decode.ts'

const TEXT = 'größe = "😀"\r\n'

const encodings: Encoding[] = [
  { name: 'utf-8', bom: false },
  { name: 'utf-8', bom: true },
  { name: 'utf-16le', bom: true },
  { name: 'utf-16be', bom: true },
]

describe('decode', () => {
  it.each(encodings)('reads what is written in $name (BOM: $bom) and knows how', (encoding) => {
    expect(decode(encode(TEXT, encoding))).toEqual({ text: TEXT, encoding })
  })

  it('agrees with the encoder of the platform', () => {
    expect(decode(Buffer.from(`\uFEFF${TEXT}`, 'utf16le'))).toEqual({ text: TEXT, encoding: { name: 'utf-16le', bom: true } })
    expect(Buffer.from(encode(TEXT, { name: 'utf-8', bom: false })).equals(Buffer.from(TEXT))).toBe(true)
  })

  it('reads nothing as nothing', () => {
    expect(decode(new Uint8Array())).toEqual({ text: '', encoding: { name: 'utf-8', bom: false } })
  })

  it.each([
    ['a NUL byte', [0x61, 0, 0x62], 'binary: it holds a NUL byte'],
    ['Latin-1', [0x67, 0x72, 0xf6, 0xdf, 0x65], 'not valid UTF-8: save it as UTF-8'],
    ['an overlong sequence', [0xc0, 0xaf], 'not valid UTF-8: save it as UTF-8'],
    ['half a UTF-16 unit', [0xff, 0xfe, 0x61], 'not valid UTF-16LE: save it as UTF-8'],
    ['a lone surrogate', [0xfe, 0xff, 0xd8, 0x00, 0x00, 0x61], 'not valid UTF-16BE: save it as UTF-8'],
  ])('refuses %s with the reason', (_what, bytes, reason) => {
    expect(decode(Uint8Array.from(bytes))).toEqual({ reason })
  })
})
