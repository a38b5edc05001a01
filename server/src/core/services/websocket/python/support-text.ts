/** The text of the Python support file: with the contracts of the settings, and a first line by which an edited file is told from an unedited one. */
import type { EventContract } from '../../../model/settings.ts'

type Contracts = Readonly<Record<string, EventContract>>

/** What is to happen with a support file: nothing, being replaced by `text`, or being left alone although Demock would write something else now. */
export type SupportState = { readonly state: 'current' | 'edited' | 'own' } | { readonly state: 'upgradable', readonly text: string }

const VERSION = 1
const HEADER = /^\uFEFF?# demock: support v(\d+)(?: ([0-9a-f]{8}))?\r?\n/
const BEGIN = '# demock: contracts '
const END = '# demock: end of contracts\n'

/** Hashes of the texts that were written before they had a first line with their own. */
const FORMER: ReadonlySet<string> = new Set(['57382cb5', '6c66d132', 'f99dff68', '4b6c57ad'])

/** A support file as it is written today; `source` is its constant in support-files.ts. */
export function supportText(source: string, contracts: Contracts): string {
  const template = source.replace(HEADER, '')
  const begin = template.indexOf('\n', template.indexOf(BEGIN)) + 1
  const body = template.includes(BEGIN) ? template.slice(0, begin) + constantsOf(contracts) + template.slice(template.indexOf(END)) : template
  return `# demock: support v${VERSION} ${hashOf(body)}\n${body}`
}

/**
 * What is to happen with the support file that is there: one that Demock wrote and nobody edited is replaced when Demock would write another one now.
 * Line ends count for nothing, and stay as they are. `edited` is a file of ours that somebody changed, `own` one that does not say that it was ours.
 */
export function supportState(existing: string, source: string, contracts: Contracts): SupportState {
  const eol = existing.includes('\r\n') ? '\r\n' : '\n'
  const text = existing.replaceAll('\r\n', '\n')
  const wanted = supportText(source, contracts)
  const upgradable: SupportState = { state: 'upgradable', text: eol === '\n' ? wanted : wanted.replaceAll('\n', eol) }
  const header = HEADER.exec(text)
  if (header === null) return FORMER.has(hashOf(text)) ? upgradable : { state: 'own' }
  const [line, version, hash] = header
  if (text === wanted || hash === undefined || Number(version) > VERSION) return { state: 'current' }
  if (hashOf(text.slice(line.length)) === hash) return upgradable
  return { state: hash === HEADER.exec(wanted)?.[2] ? 'current' : 'edited' }
}

/** FNV-1a over UTF-16 units, in eight hexadecimal digits. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

function constantsOf(contracts: Contracts): string {
  return Object.entries(contracts).map(([name, contract]) => {
    const { events, optional = [], once = [], pairs = [], fallback, final, fields = {}, ignored = [], typeField, runField } = contract
    const lines = [
      `name=${quoted(name)}`,
      `events=${tuple(events.map(quoted))}`,
      ...(optional.length > 0 ? [`optional=${tuple(optional.map(quoted))}`] : []),
      ...(once.length > 0 ? [`once=${tuple(once.map(quoted))}`] : []),
      ...(pairs.length > 0 ? [`pairs=${tuple(pairs.map((pair) => tuple(pair.map(quoted))))}`] : []),
      ...(fallback === undefined ? [] : [`fallback=${tuple(fallback.map(quoted))}`]),
      ...(final === undefined ? [] : [`final=${quoted(final)}`]),
      ...(Object.keys(fields).length > 0 ? [`fields={${Object.entries(fields).map(([kind, names]) => `${quoted(kind)}: ${tuple(names.map(quoted))}`).join(', ')}}`] : []),
      ...(ignored.length > 0 ? [`ignored=${tuple(ignored.map(quoted))}`] : []),
      ...(typeField === undefined ? [] : [`type_field=${quoted(typeField)}`]),
      ...(runField === undefined ? [] : [`run_field=${quoted(runField)}`]),
    ]
    return `#: The contract ${quoted(name)}.\n${name.toUpperCase()} = EventContract(\n${lines.map((line) => `    ${line},\n`).join('')})\n`
  }).join('\n')
}

function tuple(items: readonly string[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
}

/** A Python string literal: JSON's, whose escapes Python reads alike. */
function quoted(text: string): string {
  return JSON.stringify(text)
}
