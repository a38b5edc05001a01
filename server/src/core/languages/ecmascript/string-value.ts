const escape = /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[^]))/g
const named: ReadonlyMap<string, string> = new Map([['n', '\n'], ['t', '\t'], ['r', '\r'], ['b', '\b'], ['f', '\f'], ['v', '\v'], ['0', '\0']])
const continuations = new Set(['\n', '\r', '\r\n', '\u2028', '\u2029'])

/** The value of a string or template, given the text between its quotes; undefined when an escape in it stands for no character. */
export function stringValue(text: string): string | undefined {
  if (!text.includes('\\')) return text
  let valid = true
  const value = text.replace(escape, (_, long: string | undefined, short: string | undefined, byte: string | undefined, other: string | undefined) => {
    if (other !== undefined) {
      if (other === 'u' || other === 'x') valid = false
      return continuations.has(other) ? '' : (named.get(other) ?? other)
    }
    const point = Number.parseInt(long ?? short ?? byte ?? '', 16)
    if (point <= 0x10ffff) return String.fromCodePoint(point)
    valid = false
    return ''
  })
  return valid ? value : undefined
}
