import { DiagnosticSeverity } from 'vscode-languageserver'
import type { Connection, Diagnostic, WorkspaceFolder } from 'vscode-languageserver'
import { URI } from 'vscode-uri'
import { DEFAULT_SETTINGS } from '../core/model/settings.ts'
import type { Settings } from '../core/model/settings.ts'
import type { Host } from '../workspace/host.ts'
import { loadSettings, mergeEditorSettings, SETTINGS_FILE } from '../workspace/settings.ts'
import type { SettingsProblem } from '../workspace/settings.ts'
import type { ClientFeatures } from './client-features.ts'
import { diskPathOf, uriOf } from './folders.ts'

export interface EffectiveSettings {
  /** False where the editor's setting `demock.enable` is off. */
  readonly enabled: boolean
  readonly settings: Settings
}

/** The settings of each workspace folder: the defaults, overruled by its `demock.json`, overruled by the editor's. */
export interface SettingsStore {
  /** Settings of a folder, or of files outside of all folders. Never fails: what cannot be read is logged or shown, and the defaults stay in force. */
  of(folder: WorkspaceFolder | undefined): Promise<EffectiveSettings>
  /** Forgets everything, so that it is read anew. */
  clear(): void
  /** Takes away the problems shown for a folder that has left the workspace. */
  drop(folder: WorkspaceFolder): void
  /** Takes the editor's settings from a client that pushes them (`workspace/didChangeConfiguration`). */
  push(settings: unknown): void
}

export function createSettingsStore(connection: Connection, host: Host, features: ClientFeatures): SettingsStore {
  const cache = new Map<string, Promise<EffectiveSettings>>()
  const withProblems = new Set<string>()
  let pushed: unknown

  async function load(folder: WorkspaceFolder | undefined): Promise<EffectiveSettings> {
    const editor = withoutNulls(await editorSettings(folder))
    const loaded = folder ? fileSettings(folder) : DEFAULT_SETTINGS
    const merged = mergeEditorSettings(loaded, editor)
    for (const problem of merged.problems) host.log('warn', `Editor settings: ${problem}`)
    return { enabled: editor['enable'] !== false, settings: merged.settings }
  }

  async function editorSettings(folder: WorkspaceFolder | undefined): Promise<unknown> {
    if (!features.configuration) return pushed
    try {
      const item = folder ? { scopeUri: folder.uri, section: 'demock' } : { section: 'demock' }
      return await connection.workspace.getConfiguration(item)
    } catch (error) {
      host.log('warn', `The editor gave no settings: ${String(error)}`)
      return undefined
    }
  }

  function fileSettings(folder: WorkspaceFolder): Settings {
    const root = URI.parse(folder.uri)
    const path = diskPathOf(root)
    if (path === undefined) return DEFAULT_SETTINGS
    try {
      const { settings, problems } = loadSettings(path, host)
      show(uriOf(root, SETTINGS_FILE).toString(), problems)
      return settings
    } catch (error) {
      host.log('error', `${SETTINGS_FILE} of ${folder.name} cannot be read: ${String(error)}`)
      return DEFAULT_SETTINGS
    }
  }

  function show(uri: string, problems: readonly SettingsProblem[]): void {
    if (problems.length === 0 && !withProblems.has(uri)) return
    if (problems.length > 0) withProblems.add(uri)
    else withProblems.delete(uri)
    void connection.sendDiagnostics({ uri, diagnostics: problems.map(diagnosticOf) })
  }

  return {
    of(folder) {
      const key = folder?.uri ?? ''
      const known = cache.get(key)
      if (known) return known
      const loading = load(folder)
      cache.set(key, loading)
      return loading
    },
    clear: () => cache.clear(),
    drop: (folder) => show(uriOf(URI.parse(folder.uri), SETTINGS_FILE).toString(), []),
    push(settings) {
      pushed = isRecord(settings) ? settings['demock'] : undefined
    },
  }
}

function diagnosticOf(problem: SettingsProblem): Diagnostic {
  const start = { line: problem.line - 1, character: problem.column - 1 }
  return {
    range: { start, end: { line: start.line, character: start.character + 1 } },
    severity: DiagnosticSeverity.Error,
    source: 'demock',
    code: 'settings',
    message: `${problem.message} (until then Demock works with the default)`,
  }
}

/** The editor's object; a setting left at `null` says nothing. */
function withoutNulls(settings: unknown): Record<string, unknown> {
  return isRecord(settings) ? Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null)) : {}
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
