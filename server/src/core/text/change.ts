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
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++
  let same = 0
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++
  return { start, beforeEnd: before.length - same, afterEnd: after.length - same }
}
