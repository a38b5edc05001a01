/** The one stretch in which two texts differ: `start` to `beforeEnd` of the one is `start` to `afterEnd` of the other. */
export interface Change {
  readonly start: number
  readonly beforeEnd: number
  readonly afterEnd: number
}

/** What lies between the common beginning and the common end of two texts, the beginning taken as long as it goes. */
export function changeBetween(before: string, after: string): Change {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start + CHUNK <= most && before.slice(start, start + CHUNK) === after.slice(start, start + CHUNK)) start += CHUNK
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++
  const [end, endAfter] = [before.length, after.length]
  let same = 0
  while (same + CHUNK <= most - start && before.slice(end - same - CHUNK, end - same) === after.slice(endAfter - same - CHUNK, endAfter - same)) same += CHUNK
  while (same < most - start && before.charCodeAt(end - 1 - same) === after.charCodeAt(endAfter - 1 - same)) same++
  return { start, beforeEnd: end - same, afterEnd: endAfter - same }
}

/** So much is compared at a time, which is many times as fast as one unit after the other. */
const CHUNK = 1024
