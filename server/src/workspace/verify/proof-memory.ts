import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileProof } from '../../core/mutation/proof.ts'
import { cacheOf } from '../cache-folder.ts'

/** What runs have proven, kept from one to the next outside of the project. It is only a saving of time: what cannot be read or written is not there. */
export interface ProofMemory {
  /** The proof with a key (see `keyOfProof`). */
  recall(key: string): FileProof | undefined
  note(key: string, proof: FileProof): void
  /** Begins a run; gives what the last run with the same order has written, when it did not come to its end. */
  begin(order: string): readonly FileProof[]
  /** A file is done in this run. */
  done(proof: FileProof): void
  /** This run has come to its end. */
  end(): void
}

interface Stored {
  readonly form: number
  readonly engine: string
  readonly proofs: readonly (readonly [key: string, proof: FileProof])[]
  readonly run: StoredRun | null
}

interface StoredRun {
  readonly order: string
  readonly written: readonly (readonly [proof: FileProof, contents: readonly (readonly [path: string, digest: string])[]])[]
}

/** Grows when the form of the file changes. */
const FORM = 1

const MOST_PROOFS = 2_000

/** The memory of this user's machine for a root (absolute). What was proven belongs to the build of the engine that did, which is known by a bundle with it; undefined when there is none. */
export function memoryOf(root: string, bundle: string): ProofMemory | undefined {
  const cache = cacheOf(bundle)
  return cache && proofMemory(join(dirname(cache.folder), 'proofs'), root, cache.engine)
}

/** The memory for a root (absolute), in a folder of the user's cache; another engine's proofs are forgotten. */
function proofMemory(folder: string, root: string, engine: string): ProofMemory {
  const file = join(folder, `${digestOf(root).slice(0, 32)}.json`)
  const stored = read(file, engine)
  const proofs = new Map(stored?.proofs ?? [])
  let run: StoredRun | null = stored?.run ?? null
  const save = (): void => write(folder, file, { form: FORM, engine, proofs: [...proofs].slice(-MOST_PROOFS), run })
  return {
    recall: (key) => proofs.get(key),
    note(key, { output: _output, ...proof }) {
      proofs.set(key, { ...proof, filesWritten: [] })
      save()
    },
    begin(order) {
      const last = run?.order === order ? run.written : []
      const still = last.filter(([, contents]) => contents.every(([path, digest]) => digestIn(join(root, path)) === digest))
      run = { order, written: still }
      save()
      return still.map(([proof]) => proof)
    },
    done(proof) {
      if (!run || proof.filesWritten.length === 0) return
      run = { ...run, written: [...run.written, [proof, proof.filesWritten.map((path): [string, string] => [path, digestIn(join(root, path))])]] }
      save()
    },
    end() {
      run = null
      save()
    },
  }
}

function read(file: string, engine: string): Stored | undefined {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Partial<Stored>
    return stored.form === FORM && stored.engine === engine && Array.isArray(stored.proofs) ? stored as Stored : undefined
  } catch {
    return undefined
  }
}

function write(folder: string, file: string, stored: Stored): void {
  const temporary = `${file}.${process.pid}`
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(temporary, JSON.stringify(stored), { mode: 0o600 })
    renameSync(temporary, file)
  } catch {
    rmSync(temporary, { force: true })
  }
}

function digestIn(path: string): string {
  try {
    return digestOf(readFileSync(path))
  } catch {
    return ''
  }
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
