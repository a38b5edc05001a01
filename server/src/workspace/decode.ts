/** How a file writes its text, so that an edit can keep it. */
export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be'
  readonly bom: boolean
}

export type Decoded = { readonly text: string; readonly encoding: Encoding } | { readonly reason: string }

/** The text of a file without its byte order mark, or the reason why it is none: binary, or bytes that are not valid in its encoding. */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes)
  if (encoding.name === 'utf-8' && bytes.includes(0)) return { reason: 'binary: it holds a NUL byte' }
  try {
    return { text: decoderOf(encoding.name).decode(bytes), encoding }
  } catch {
    return { reason: `not valid ${encoding.name.toUpperCase()}: save it as UTF-8` }
  }
}

/** The bytes of a text in the encoding it was decoded from. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  const marked = encoding.bom ? `\uFEFF${text}` : text
  if (encoding.name === 'utf-8') return new TextEncoder().encode(marked)
  const bytes = new Uint8Array(marked.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < marked.length; i++) view.setUint16(i * 2, marked.charCodeAt(i), encoding.name === 'utf-16le')
  return bytes
}

function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', bom: true }
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', bom: true }
  return { name: 'utf-8', bom: first === 0xef && second === 0xbb && third === 0xbf }
}

type Decoder = InstanceType<typeof TextDecoder>

const decoders = new Map<Encoding['name'], Decoder>()

function decoderOf(name: Encoding['name']): Decoder {
  const known = decoders.get(name)
  if (known) return known
  const decoder = new TextDecoder(name, { fatal: true })
  decoders.set(name, decoder)
  return decoder
}
