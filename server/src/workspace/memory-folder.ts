import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where this user's machine keeps what can be made again: `XDG_CACHE_HOME` or `~/.cache` (XDG Base Directory Specification 0.8), `~/Library/Caches` on
 * macOS, `%LOCALAPPDATA%` on Windows.
 */
export function memoryFolder(platform: NodeJS.Platform = process.platform, variables: NodeJS.ProcessEnv = process.env): string {
  const home = homedir()
  if (platform === 'win32') return join(variables['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'demock', 'scans')
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'demock', 'scans')
  return join(variables['XDG_CACHE_HOME'] || join(home, '.cache'), 'demock', 'scans')
}
