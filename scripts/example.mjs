import { cp } from 'node:fs/promises'
import path from 'node:path'
import { ROOT } from './installed-folder.mjs'

/** What running the example leaves in it. */
const LEFTOVERS = new Set(['node_modules', '__pycache__', '.pytest_cache', '.venv'])

/** Copies examples/chat as it is in git: the user, and each test, edits a copy. */
export async function copyExample(to) {
  await cp(path.join(ROOT, 'examples/chat'), to, { recursive: true, filter: (file) => !LEFTOVERS.has(path.basename(file)) })
}
