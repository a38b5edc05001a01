import * as v from 'valibot'
import { TEST_RUNNERS } from '../core/model/settings.ts'

const form = 'must be like { "timeout": 300, "tests": [{ "files": ["api/tests/**"], "runner": "pytest", "command": ["uv", "run", "--offline", "pytest"], "folder": "api" }] }'
const command = 'must be a list of words, like ["uv", "run", "--offline", "pytest"]'
const word = v.pipe(v.string(command), v.nonEmpty('must not be empty'))

const test = v.strictObject({
  files: v.pipe(v.array(word, 'must be a list of globs, like ["api/tests/**"]'), v.nonEmpty('must name files, like ["api/tests/**"]')),
  runner: v.picklist(TEST_RUNNERS, `must be one of ${TEST_RUNNERS.join(', ')}`),
  command: v.pipe(v.array(word, command), v.nonEmpty(command)),
  folder: v.exactOptional(v.pipe(word, v.check((path) => !path.includes('\\') && !/^(?:\/|[A-Za-z]:)/.test(path) && !path.split('/').includes('..'), 'must be a folder below the workspace root, written with /'))),
}, 'must be like { "files": ["api/tests/**"], "runner": "pytest", "command": ["uv", "run", "--offline", "pytest"] }')

const above = (message: string) => v.pipe(v.number(message), v.check((number) => number > 0 && Number.isFinite(number), message))

/** How the setting `verify` is validated; what it does not say stays as it is. */
export const verifySchema = v.strictObject({
  timeout: v.optional(above('must be a number of seconds above 0'), 120),
  mutants: v.optional(above('must be a number above 0'), 24),
  tests: v.optional(v.array(test, 'must be a list of commands'), []),
}, form)
