export interface DirectoryEntry {
  readonly name: string
  /** `other`: sockets, FIFOs, devices. Symbolic links are not followed here. */
  readonly kind: 'file' | 'directory' | 'link' | 'other'
}

export interface FileState {
  readonly kind: 'file' | 'directory' | 'other'
  /** In bytes. */
  readonly size: number
}

export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/**
 * All that Demock takes from the machine it runs on. Paths are absolute, in the machine's own form. Files are read synchronously: over a whole repository
 * that takes a fifth of the time, and long runs have a thread of their own (`scan-thread.ts`).
 */
export interface Host {
  /** The content of a file. Throws an Error that says why not, also when the file is larger than `limit` bytes. */
  readFile(path: string, limit?: number): Uint8Array
  /** The entries of a directory in no particular order. Throws an Error that says why not. */
  list(directory: string): readonly DirectoryEntry[]
  /** What a path leads to, symbolic links followed; undefined when there is nothing, and when that cannot be told (a link that leads to itself). */
  stat(path: string): FileState | undefined
  /** The path without symbolic links. Throws an Error when there is nothing. */
  realPath(path: string): string
  /** Milliseconds since some moment. */
  now(): number
  /** The day in UTC: `2027-01-31`. */
  today(): string
  /** Lets the other work of the thread have its turn. */
  pause(): Promise<void>
  log(level: LogLevel, message: string): void
}
