/** The lower-case words of a name: `mock_ws`, `mockWs`, `MockWS` and `mock-ws` all give `mock`, `ws`; digits belong to short words only (`s3`). Linear in the name. */
export function wordsOf(name: string): string[] {
  const words: string[] = []
  let start = 0
  const close = (end: number): void => {
    if (end > start) words.push(name.slice(start, end).toLowerCase())
    start = end
  }
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (!isLetter(code)) {
      if (isDigit(code) && i > start && i - start <= 2) continue
      close(i)
      start = i + 1
    } else if (isUpper(code) && i > start) {
      const lowerBefore = !isUpper(name.charCodeAt(i - 1))
      const lowerAfter = i + 1 < name.length && isLower(name.charCodeAt(i + 1))
      if (lowerBefore || lowerAfter) close(i)
    }
  }
  close(name.length)
  return words
}

/** The words of a name and every two neighbours joined: `web_socket` also holds `websocket`. */
export function joinedWordsOf(name: string): string[] {
  const words = wordsOf(name)
  const joined = [...words]
  for (let i = 1; i < words.length; i++) joined.push(`${words[i - 1] ?? ''}${words[i] ?? ''}`)
  return joined
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122
}

function isLetter(code: number): boolean {
  return isUpper(code) || isLower(code) || code > 127
}
