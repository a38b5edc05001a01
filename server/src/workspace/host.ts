/** A value now or later: a host that can answer at once saves a million turns of the event loop over a large repository. */
export type Awaitable<T> = T | Promise<T>

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

/** All that Demock takes from the machine it runs on. Paths are absolute, in the machine's own form. */
export interface Host {
  /** The content of a file. Fails with an Error that says why, also when the file is larger than `limit` bytes. */
  readFile(path: string, limit?: number): Awaitable<Uint8Array>
  /** The entries of a directory in no particular order. Fails with an Error that says why. */
  list(directory: string): Awaitable<readonly DirectoryEntry[]>
  /** What a path leads to, symbolic links followed; undefined when there is nothing. */
  stat(path: string): Awaitable<FileState | undefined>
  /** The path without symbolic links. Fails with an Error when there is nothing. */
  realPath(path: string): Awaitable<string>
  log(level: LogLevel, message: string): void
}
