import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileProof } from '../../server/src/core/mutation/proof.ts'
import { temporaryFolder } from '../workspace/temporary-folder.ts'
import { demock } from './demock.ts'
import { PROJECTS } from './verify-projects.ts'

const LIMIT = { timeout: 280_000 }
const PYTHON = ['--python', process.env['DEMOCK_PYTHON'] ?? '']
const VERIFY = ['convert', '--service', 'websocket', '--verify', '--mutants', '2', '--write']

describe('demock convert --verify in a project of', () => {
  it.each(PROJECTS.map((project) => [project.name, project] as const))('%s', async (_name, { tree, outcomes, command = '', reason, ownPython }) => {
    const root = temporaryFolder(tree)
    const { out, error } = await demock(root, [...VERIFY, '--format', 'json', ...(ownPython ? [] : PYTHON)], LIMIT)
    const { files } = JSON.parse(out) as { files: FileProof[] }
    const told = files.map(({ path, outcome, reason: why, output }) => ({ path, outcome, why, output: outcome === 'rolled back' ? output : undefined }))
    expect(Object.fromEntries(files.map(({ path, outcome }) => [path, outcome])), JSON.stringify(told)).toEqual(outcomes)
    expect(error).toContain(command)
    if (reason !== undefined) expect(files.find(({ outcome }) => outcome !== 'proven')?.reason).toContain(reason)
    for (const { path, outcome, mutants, output } of files) {
      const isKept = readFileSync(join(root, path), 'utf8') !== tree[path]
      expect({ isKept, tells: mutants.length > 0, output: output !== undefined }).toEqual({ isKept: outcome !== 'rolled back', tells: outcome === 'proven', output: outcome === 'rolled back' })
    }
  })
})
