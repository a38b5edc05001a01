import type { Settings } from '../core/model/settings.ts'
import { DEFAULT_SETTINGS } from '../core/model/settings.ts'
import type { Host } from './host.ts'

/** What is wrong in a settings file, and the remedy. Line and column are 1-based. */
export interface SettingsProblem {
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

/** The defaults, overruled by what is valid in the settings file (`demock.json` of the root unless `path` names another). No file is no problem, unless it was named. */
export function loadSettings(_root: string, _host: Host, _path?: string): LoadedSettings {
  return { settings: DEFAULT_SETTINGS, problems: [] }
}

/** `settings` overruled by what is valid in the editor's own (`demock.*` as one object); the problems are messages without a place. */
export function mergeEditorSettings(settings: Settings, _editor: unknown): { readonly settings: Settings; readonly problems: readonly string[] } {
  return { settings, problems: [] }
}
