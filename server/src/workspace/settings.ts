import { isAbsolute, join } from 'node:path'
import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { Node, ParseError } from 'jsonc-parser'
import type { Settings } from '../core/model/settings.ts'
import { DEFAULT_SETTINGS } from '../core/model/settings.ts'
import { linesOf } from '../core/text/lines.ts'
import { decode } from './decode.ts'
import { reasonOf } from './discover.ts'
import type { Host } from './host.ts'
import { SETTING_SCHEMAS, checkSetting, isSettingName } from './settings-schema.ts'
import type { Fault } from './settings-schema.ts'
import { testRunnerGlobs } from './test-runners.ts'

/** What is wrong in a settings file, and the remedy. Line and column are 1-based. */
export interface SettingsProblem {
  /** As the file was named: relative to the root for the file of the root. */
  readonly path: string
  readonly line: number
  readonly column: number
  readonly message: string
}

export interface LoadedSettings {
  readonly settings: Settings
  readonly problems: readonly SettingsProblem[]
}

/** Name of the settings file in the root of a workspace. */
export const SETTINGS_FILE = 'demock.json'

const LARGEST_SETTINGS = 1_000_000

/**
 * The settings of a root: those of its settings file, and as test files also those that the configuration of its test runners names. See `readSettings`.
 */
export function loadSettings(root: string, host: Host, path?: string): LoadedSettings {
  const { settings, problems } = readSettings(root, host, path)
  const globs = testRunnerGlobs(root, host)
  return { settings: globs.length === 0 ? settings : { ...settings, include: [...settings.include, ...globs] }, problems }
}

/**
 * The defaults, overruled by what is valid in the settings file: `demock.json` of the root unless `path` (absolute or relative to the root) names another.
 * No file is no problem, unless it was named.
 */
function readSettings(root: string, host: Host, path?: string): LoadedSettings {
  const name = path ?? SETTINGS_FILE
  const absolute = isAbsolute(name) ? name : join(root, name)
  if (path === undefined && !host.stat(absolute)) return { settings: DEFAULT_SETTINGS, problems: [] }
  const failed = (message: string): LoadedSettings => ({ settings: DEFAULT_SETTINGS, problems: [{ path: name, line: 1, column: 1, message }] })
  try {
    const decoded = decode(host.readFile(absolute, LARGEST_SETTINGS))
    return 'text' in decoded ? parseSettings(decoded.text, name) : failed(decoded.reason)
  } catch (error) {
    return failed(`cannot be read: ${reasonOf(error)}`)
  }
}

/** The defaults, overruled by what is valid in the text of a settings file (JSON with comments and trailing commas). `path` is for the problems. */
export function parseSettings(text: string, path: string): LoadedSettings {
  const lines = linesOf(text)
  const problem = (offset: number, message: string): SettingsProblem => {
    const { line, column } = lines.positionAt(offset)
    return { path, line: line + 1, column: column + 1, message }
  }
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error) return { settings: DEFAULT_SETTINGS, problems: [problem(error.offset, `not valid JSON: ${syntaxMessage(error)}; the whole file is ignored`)] }
  if (!tree || tree.type !== 'object') return { settings: DEFAULT_SETTINGS, problems: [problem(tree?.offset ?? 0, 'must be an object in braces, like { "preset": "strict" }')] }
  const problems: SettingsProblem[] = []
  let settings = DEFAULT_SETTINGS
  for (const property of tree.children ?? []) {
    const [key, value] = property.children ?? []
    if (!key || !value) continue
    const name = String(key.value)
    if (name === '$schema') continue
    if (!isSettingName(name)) {
      problems.push(problem(key.offset, `there is no setting "${name}"; settings are ${Object.keys(SETTING_SCHEMAS).join(', ')}`))
      continue
    }
    const checked = checkSetting(name, getNodeValue(value))
    if ('valid' in checked) settings = { ...settings, ...checked.valid }
    else for (const fault of checked.faults) problems.push(problem(offsetOf(fault, value), `${fault.message}; the default stays in force`))
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column)
  return { settings, problems }
}

/** It names programs: an editor takes it from the file alone. */
const FILE_ONLY = 'verify'

/**
 * `settings` overruled by what is valid in the editor's own (`demock.*` as one object); the problems are messages without a place. Keys that are no
 * settings of the engine belong to the editor and are left alone, as are null and undefined.
 */
export function mergeEditorSettings(settings: Settings, editor: unknown): { readonly settings: Settings; readonly problems: readonly string[] } {
  const problems: string[] = []
  let merged = settings
  for (const [name, value] of typeof editor === 'object' && editor !== null ? Object.entries(editor) : []) {
    if (!isSettingName(name) || name === FILE_ONLY || value === null || value === undefined) continue
    const checked = checkSetting(name, value)
    if ('valid' in checked) merged = { ...merged, ...checked.valid }
    else for (const { message } of checked.faults) problems.push(`${message}; it is ignored`)
  }
  return { settings: merged, problems }
}

/** Where a fault below a value stands; the value's own place when nothing is there. */
function offsetOf({ at, ofName }: Fault, value: Node): number {
  const node = findNodeAtLocation(value, [...at]) ?? value
  return (ofName ? node.parent?.children?.[0] ?? node : node).offset
}

const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that is no value; put strings in double quotes',
  InvalidNumberFormat: 'a number that is not complete',
  PropertyNameExpected: 'a name in double quotes must stand here',
  ValueExpected: 'a value must stand here',
  ColonExpected: 'a colon must stand here',
  CommaExpected: 'a comma must stand here',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'nothing may follow the closing }',
  UnexpectedEndOfComment: 'the comment is not closed',
  UnexpectedEndOfString: 'the string is not closed',
}

function syntaxMessage(error: ParseError): string {
  const code = printParseErrorCode(error.error)
  return SYNTAX_MESSAGES[code] ?? code
}
