/**
 * A stable name of a site: eight hexadecimal digits of FNV-1a (32 bits, over UTF-16 units) of its parts. Equal parts are told apart by their
 * occurrence, which the caller counts. Line numbers are no part of it.
 */
export function fingerprintOf(parts: readonly string[]): string {
  let hash = 0x811c9dc5
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ 0x1f, 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
