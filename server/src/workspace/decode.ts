/** How a file writes its text, so that an edit can keep it. */
export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be'
  readonly bom: boolean
}

export type Decoded = { readonly text: string; readonly encoding: Encoding } | { readonly reason: string }

/** The text of a file without its byte order mark, or the reason why it is none: binary, or bytes that are not valid in its encoding. */
export function decode(_bytes: Uint8Array): Decoded {
  return { reason: 'not written yet' }
}
