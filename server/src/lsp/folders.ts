import { URI, Utils } from 'vscode-uri'
import type { WorkspaceFolder } from 'vscode-languageserver'

/** Where a document stands: what its path is relative to, and whether files around it can be read from disk. */
export interface Located {
  /** The workspace folder that holds it; undefined outside of all folders. */
  readonly folder: WorkspaceFolder | undefined
  /** URI that `path` is relative to: the folder, or the document's own directory. */
  readonly root: URI
  /** Relative to the root, with `/`; its extension tells the language. */
  readonly path: string
}

/** Extensions for documents whose name tells no language: unsaved ones above all. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  python: '.py', javascript: '.js', javascriptreact: '.jsx', typescript: '.ts', typescriptreact: '.tsx',
}

/**
 * Finds the innermost folder around a document. `knows` tells whether an extension has a language; where it does not, the editor's language id decides.
 * Undefined for what is no document of its own (a notebook's cell) or no valid URI.
 */
export function locate(
  uri: string, languageId: string | undefined, folders: readonly WorkspaceFolder[], knows: (path: string) => boolean,
): Located | undefined {
  const parsed = parse(uri)
  if (!parsed || parsed.scheme === 'vscode-notebook-cell' || parsed.path === '') return undefined
  const folder = innermost(parsed, folders)
  const root = folder ? URI.parse(folder.uri) : Utils.dirname(parsed)
  const path = folder ? comparable(parsed).slice(prefixOf(root).length) : nameOf(parsed)
  return { folder, root, path: knows(path) ? path : path + (EXTENSIONS[languageId ?? ''] ?? '') }
}

/** A document that is not saved yet is test code if it uses a test runner, as is what lies in a folder of tests. */
function nameOf(uri: URI): string {
  return uri.scheme === 'untitled' ? `tests/${Utils.basename(uri)}` : Utils.basename(uri)
}

/** The URI of a path relative to a root. */
export function uriOf(root: URI, path: string): URI {
  return Utils.joinPath(root, path)
}

/** The path on this machine's disk; undefined for documents that are not there. */
export function diskPathOf(uri: URI): string | undefined {
  return uri.scheme === 'file' ? uri.fsPath : undefined
}

/** One spelling for URIs that clients encode differently. */
export function normalised(uri: string): string {
  return parse(uri)?.toString() ?? uri
}

function innermost(uri: URI, folders: readonly WorkspaceFolder[]): WorkspaceFolder | undefined {
  let best: WorkspaceFolder | undefined
  let length = -1
  for (const folder of folders) {
    const root = parse(folder.uri)
    if (!root || root.scheme !== uri.scheme || root.authority !== uri.authority) continue
    const prefix = prefixOf(root)
    if (prefix.length > length && comparable(uri).startsWith(prefix)) {
      best = folder
      length = prefix.length
    }
  }
  return best
}

function prefixOf(root: URI): string {
  const path = comparable(root)
  return path.endsWith('/') ? path : `${path}/`
}

/** The path with a lower-case drive letter, as clients do not agree on it. */
function comparable(uri: URI): string {
  return /^\/[A-Z]:/.test(uri.path) ? `/${uri.path.charAt(1).toLowerCase()}${uri.path.slice(2)}` : uri.path
}

function parse(uri: string): URI | undefined {
  try {
    return URI.parse(uri)
  } catch {
    return undefined
  }
}
