import type { Facts } from '../../../model/facts.ts'

/** The full path of a dotted name, by the imports of the file: `ServerConnection` is `websockets.asyncio.server.ServerConnection`. */
export function pathOfName(facts: Facts, name: string): string {
  const [root, ...rest] = name.split('.')
  const found = facts.imports.find(({ local, form }) => local !== undefined && form !== 'star' && local.split('.')[0] === root)
  if (!found) return name
  if (found.form === 'name') return [found.module, found.imported, ...rest].join('.')
  return found.local?.includes('.') === true || found.module.split('.')[0] === root ? name : [found.module, ...rest].join('.')
}
