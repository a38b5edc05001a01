/** The address of a line of a file, relative to the root; undefined for none. */
export type LinkOf = (path: string, line: number) => string | undefined

/** No links: places are told, not linked. */
export const NO_LINKS: LinkOf = () => undefined

/**
 * Links below an address: that of a folder (`https://github.com/owner/name/blob/main`), or nothing for the folder in which the report lies. The line is told as
 * GitHub, GitLab and Gitea take it: `#L12`.
 */
export function linksBelow(address = ''): LinkOf {
  const base = address === '' || address.endsWith('/') ? address : `${address}/`
  return (path, line) => `${base}${path.split('/').map(encodeURIComponent).join('/')}#L${line}`
}
