import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where this user's machine keeps what can be made again: `XDG_CACHE_HOME` where it is set (XDG Base Directory Specification 0.8), else `~/.cache`,
 * `~/Library/Caches` on macOS, `%LOCALAPPDATA%` on Windows.
 */
export function cacheFolder(platform: NodeJS.Platform = process.platform, variables: NodeJS.ProcessEnv = process.env): string {
  return join(variables['XDG_CACHE_HOME'] || ownFolder(platform, variables), 'demock', 'scans')
}

function ownFolder(platform: NodeJS.Platform, variables: NodeJS.ProcessEnv): string {
  const home = homedir()
  if (platform === 'win32') return variables['LOCALAPPDATA'] || join(home, 'AppData', 'Local')
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache')
}

/** The cache for what the engine in a bundle counts: another build may count otherwise. Undefined when there is no such file. */
export function cacheOf(bundle: string): { readonly folder: string; readonly engine: string } | undefined {
  const state = statSync(bundle, { throwIfNoEntry: false })
  return state && { folder: cacheFolder(), engine: `${state.size}.${state.mtimeMs}` }
}
