import { parseArgs } from 'node:util'
import { version } from '../../../package.json'
import { githubAnnotations } from '../core/gate/formats/github.ts'
import { gitlabReport } from '../core/gate/formats/gitlab.ts'
import { verdictJson } from '../core/gate/formats/json.ts'
import { junitReport } from '../core/gate/formats/junit.ts'
import { verdictMarkdown } from '../core/gate/formats/markdown.ts'
import { verdictSarif } from '../core/gate/formats/sarif.ts'
import { verdictText } from '../core/gate/formats/text.ts'
import { verdictOf } from '../core/gate/verdict.ts'
import type { Verdict } from '../core/gate/verdict.ts'
import type { Palette } from '../core/reports/text.ts'
import { BASELINE_FILE } from '../workspace/baseline-file.ts'
import { holdAgainst } from '../workspace/gate.ts'
import { readKnown, within } from './baseline.ts'
import { codeOfNothing, SCAN_OPTIONS, scanPaths, surroundingsOf } from './scanning.ts'
import { prepareShortRun } from './short-run.ts'
import { mocksAt } from './since.ts'
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const FORMATS: Readonly<Record<string, (verdict: Verdict, palette: Palette) => string>> = {
  text: verdictText,
  json: verdictJson,
  sarif: (verdict) => verdictSarif(verdict, version),
  gitlab: gitlabReport,
  junit: junitReport,
  github: githubAnnotations,
  markdown: verdictMarkdown,
}

/** `demock check [paths]`: the exit code. Throws a UsageError for arguments that make no sense, a GitError where git cannot tell what changed. */
export async function runCheck(args: readonly string[], terminal: Terminal): Promise<number> {
  prepareShortRun()
  const { values, positionals: paths } = parseArgs({
    args: [...args], allowPositionals: true, options: { since: { type: 'string' }, baseline: { type: 'string' }, format: { type: 'string' }, ...SCAN_OPTIONS },
  })
  const { format = 'text', since, baseline = BASELINE_FILE } = values
  const write = FORMATS[format]
  if (!write) throw new UsageError(`--format ${format}: must be one of ${Object.keys(FORMATS).join(', ')}`)
  if (since !== undefined && values.baseline !== undefined) throw new UsageError('--since compares with a commit, --baseline with a file: give one of them')
  const surroundings = surroundingsOf(terminal, paths, values.config)
  const known = since === undefined ? readKnown(terminal, baseline, surroundings.host) : await mocksAt(since, terminal, paths, values, surroundings)
  if (!known) return EXIT_FAILURE
  const result = await scanPaths(terminal, paths, values, surroundings)
  const code = codeOfNothing(result, terminal)
  if (code !== undefined) return code
  const entries = known.entries.filter(({ file }) => within(terminal.folder, paths, file))
  const verdict = verdictOf(holdAgainst(entries, result, terminal.folder, surroundings.host, known.renamed), known.against)
  await terminal.out(write(verdict, terminal.outColours))
  return verdict.passes ? EXIT_CLEAN : EXIT_FINDINGS
}
