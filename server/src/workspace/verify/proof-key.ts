import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Prepared } from './prepare-proof.ts'
import { bytesOf } from './prepare-proof.ts'
import { shownCommand } from './run-command.ts'
import { foldersAround } from './runner-folders.ts'
import type { VerifyOrder } from './verify-order.ts'
import type { WorkCopy } from './work-copy.ts'

/**
 * Everything that decides a proof, as far as it can be told without running anything: the conversion, the sources that the tests import, conftest.py around them, the command, what is asked for, and
 * the size and times of all files that are no source.
 */
export function keyOfProof(order: VerifyOrder, { path, plan, tests, reached, runs }: Prepared, copy: WorkCopy): string {
  const hash = createHash('sha256')
  const add = (part: string | Uint8Array): void => void hash.update(`${part.length}:`).update(part)
  add(JSON.stringify([path, order.service, order.review, order.mostMutants, order.settings, shownCommand(runs.runner.command([], 'results', false)).replaceAll(runs.root, order.root), process.version, copy.otherFiles]))
  for (const change of plan.changes) add(JSON.stringify([change.path, change.before ?? null, change.after]))
  const around = tests.flatMap((test) => foldersAround('.', test).map((folder) => join(folder, 'conftest.py'))).filter((file) => existsSync(join(runs.root, file)))
  for (const file of new Set([...reached, ...around])) {
    add(file)
    add(bytesOf(runs.root, file) ?? '')
  }
  return hash.digest('hex')
}
