import { spawn } from 'node:child_process'
import { GitError } from '../git.ts'

/** Reads contents by their names out of a repository, with one git process for all of them. */
export interface GitObjects {
  /** The contents by name; names that git does not know, and contents larger than the limit, are not in it. Rejects when git ends before it has answered. */
  read(names: readonly string[]): Promise<Map<string, Uint8Array>>
  /** Ends git. */
  close(): Promise<void>
}

/** Asked at once: git writes while it still reads, so that neither waits for the other with full pipes. */
const AT_ONCE = 512
const LINE_END = 0x0a

/** `git cat-file --batch` in a folder, for contents of at most `limit` bytes. Source of the format: git-cat-file(1), "BATCH OUTPUT". */
export function openGitObjects(folder: string, limit: number): GitObjects {
  const child = spawn('git', ['cat-file', '--batch'], { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, LC_ALL: 'C' } })
  const reader = batchReader(limit)
  let failure: Error | undefined
  let waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void } | undefined
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      failure ??= new GitError('git could not read all contents of the history. In a partial clone they have to be fetched first: git fetch --refetch')
      waiting?.reject(failure)
      resolve()
    })
  })
  child.on('error', (error) => {
    failure = error
    waiting?.reject(error)
  })
  // What is written after git has ended is of no use; the end itself is told above.
  child.stdin.on('error', () => {})
  child.stdout.on('data', (chunk: Buffer) => {
    reader.add(chunk)
    if (reader.left() === 0) waiting?.resolve()
  })
  return {
    async read(names) {
      for (let start = 0; start < names.length; start += AT_ONCE) {
        if (failure) throw failure
        const part = names.slice(start, start + AT_ONCE)
        reader.expect(part)
        await new Promise<void>((resolve, reject) => {
          waiting = { resolve, reject }
          child.stdin.write(`${part.join('\n')}\n`)
        })
        waiting = undefined
      }
      return reader.take()
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}

interface BatchReader {
  /** The names that are answered next, in this order. */
  expect(names: readonly string[]): void
  add(chunk: Buffer): void
  /** How many names still lack their answer. */
  left(): number
  take(): Map<string, Uint8Array>
}

/** Reads `<name> <type> <size>\n<content>\n` or `<name> missing\n`, however it is cut into chunks. */
function batchReader(limit: number): BatchReader {
  let found = new Map<string, Uint8Array>()
  let expected: readonly string[] = []
  let next = 0
  let header = ''
  /** The content that is being read: bytes that are still to come (with the line end behind it), and where they go. */
  let open: { readonly name: string; readonly bytes: Uint8Array | undefined; readonly size: number; length: number } | undefined

  const begin = (line: string): void => {
    const name = expected[next] ?? ''
    const [, type, size] = line.split(' ')
    if (size === undefined || type === 'missing') next++
    else open = { name, size: Number(size), length: 0, bytes: Number(size) <= limit ? new Uint8Array(Number(size)) : undefined }
  }

  return {
    expect(names) {
      expected = names
      next = 0
    },
    add(chunk) {
      for (let at = 0; at < chunk.length;) {
        if (!open) {
          const end = chunk.indexOf(LINE_END, at)
          header += chunk.toString('latin1', at, end < 0 ? chunk.length : end)
          at = end < 0 ? chunk.length : end + 1
          if (end < 0) continue
          const line = header
          header = ''
          begin(line)
          continue
        }
        const count = Math.min(chunk.length - at, open.size + 1 - open.length)
        open.bytes?.set(chunk.subarray(at, Math.min(at + count, at + open.size - open.length)), open.length)
        open.length += count
        at += count
        if (open.length <= open.size) continue
        if (open.bytes) found.set(open.name, open.bytes)
        open = undefined
        next++
      }
    },
    left: () => expected.length - next,
    take() {
      const taken = found
      found = new Map()
      return taken
    },
  }
}
