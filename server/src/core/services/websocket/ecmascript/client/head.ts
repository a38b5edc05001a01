import type { FileChange, ReadFile } from '../../../../model/replacement.ts'
import type { Settings } from '../../../../model/settings.ts'
import { bindingsOf } from '../../../../model/bindings.ts'
import { type Draft, edit, lineEnd, refuse, removeStatement } from '../draft.ts'
import { changeRunnerImport, endOfImports, joined, type Manner, specifierOf } from '../imports.ts'
import { REAL_WEBSOCKET_SERVER_CJS, REAL_WEBSOCKET_SERVER_JS, REAL_WEBSOCKET_SERVER_TS } from '../../support/support-files.ts'
import { isFromLibrary } from './imported.ts'

const USE = 'useWebSocketServers'
const SUPPORT = 'real-websocket-server'
const HOOKS = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach']
const TESTING_LIBRARY = '@testing-library/react'

/** Variable that holds `useWebSocketServers()`: that of the file, or a free name. */
export function holderOf({ facts }: Draft): string {
  const declared = facts.assignments.find(({ value, scope }) => scope === 0 && value?.kind === 'chain' && value.root === USE)?.targets[0]
  if (declared?.kind === 'chain' && typeof declared.root === 'string') return declared.root
  const taken = new Set(facts.bindings.map(({ name }) => name))
  return taken.has('webSocketServers') ? 'realWebSocketServers' : 'webSocketServers'
}

/** A server of each test, whose clients wait until the test says that they are open. */
export interface HeldServer {
  /** The variable that holds it. */
  readonly server: string
  /** Comments above it. */
  readonly notes: readonly string[]
}

/** Puts the support's import in the place of the library's, and prepares the servers behind the last import. */
export function changeHead(draft: Draft, path: string, manner: Manner, holder: string, types: readonly string[], settings: Settings, read: ReadFile, held?: HeldServer): void {
  const { facts, text } = draft
  const { quote, semicolon, isCommonJs } = manner
  const isPrepared = facts.assignments.some(({ value, scope }) => scope === 0 && value?.kind === 'chain' && value.root === USE)
  const statements = [...new Set(facts.imports.filter(isFromLibrary).map(({ statement }) => statement))].map((index) => facts.statements[index])
  const [first] = statements
  if (!first && !held) {
    refuse(draft, { start: 0, end: 0 }, 'the library is not imported in this file')
    return
  }
  if (held && isPrepared) refuse(draft, { start: 0, end: 0 }, 'the file has other real servers already, to which its address would have to lead')
  if (isPrepared) {
    for (const statement of statements) if (statement) removeStatement(draft, statement.span)
    return
  }
  if (manner.runner.length > 0) changeRunnerImport(draft, manner, HOOKS)
  const names = [USE, ...types.map((type) => `type ${type}`)].join(', ')
  const act = actOf(draft, path, manner, read)
  const module = `${quote}${specifierOf(path, facts, manner, settings, SUPPORT)}${quote}`
  const support = isCommonJs ? `const { ${names} } = require(${module})${semicolon}` : `import { ${names} } from ${module}${semicolon}`
  const given = [manner.runner.length > 0 ? `{ ${HOOKS.join(', ')} }` : act.use ? '{}' : '', act.use].filter(Boolean).join(', ')
  const end = lineEnd(text)
  const lines = [...act.imports, support].join(end)
  const opening = held ? ['', ...held.notes, `let ${held.server}${manner.isTyped ? ': RealWebSocketServer' : ''}${semicolon}`, 'beforeEach(() => {', `  ${held.server} = ${holder}.open(undefined, { isHeld: true })${semicolon}`, `})${semicolon}`] : []
  const prepare = [`${end}${end}const ${holder} = ${USE}(${given})${semicolon}`, ...opening].join(end)
  const last = endOfImports(draft)
  const place = statements.find((statement) => statement?.span.end === last) ?? first
  for (const statement of statements) {
    if (!statement) continue
    if (statement !== place) removeStatement(draft, statement.span)
    else edit(draft, statement.span.start, statement.span.end, statement.span.end === last ? lines + prepare : lines)
  }
  if (!place) {
    const start = /^(?:\s*(?:\/\/[^\n]*\n|\/\*[^]*?\*\/\s*\n))*/.exec(text)?.[0].length ?? 0
    if (last > 0) edit(draft, last, last, `${end}${lines}${prepare}`)
    else edit(draft, start, start, `${lines}${prepare}${end}${end}`)
  } else if (place.span.end !== last) edit(draft, last, last, prepare)
}

/** Testing Library's `act`, where components are tested: the mock library takes it as soon as it is installed. */
function actOf(draft: Draft, path: string, { quote, semicolon, isCommonJs }: Manner, read: ReadFile): { readonly use: string; readonly imports: readonly string[] } {
  const { facts } = draft
  const known = facts.imports.find(({ imported, local, module }) => imported === 'act' && local === 'act' && (module === TESTING_LIBRARY || module === 'react'))
  if (known) return { use: 'act', imports: [] }
  const first = facts.imports.find(({ module, form, imported, typeOnly }) => module === TESTING_LIBRARY && form === 'name' && imported !== 'default' && !typeOnly)
  const isUsed = facts.imports.some(({ module }) => module === TESTING_LIBRARY) || dependsOn(path, read)
  if (!isUsed) return { use: '', imports: [] }
  const isFree = bindingsOf(facts, 'act', 0).length === 0
  const name = isFree ? 'act' : 'act as reactAct'
  const local = isFree ? 'act' : 'reactAct'
  if (first && !isCommonJs) {
    edit(draft, first.span.start, first.span.start, `${name}, `)
    return { use: local, imports: [] }
  }
  const module = `${quote}${TESTING_LIBRARY}${quote}`
  return { use: local, imports: [isCommonJs ? `const { ${name.replace(' as ', ': ')} } = require(${module})${semicolon}` : `import { ${name} } from ${module}${semicolon}`] }
}

/** Whether the nearest package.json names Testing Library. */
function dependsOn(path: string, read: ReadFile): boolean {
  for (let folder = path; folder !== '';) {
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))
    const text = read(folder === '' ? 'package.json' : `${folder}/package.json`)
    if (text !== undefined) return text.includes(`"${TESTING_LIBRARY}"`)
  }
  return false
}

/** The support file, when it is not there yet; refuses when another file has its name. */
export function serverSupport(draft: Draft, path: string, { isTyped, isCommonJs }: Manner, { supportFolder }: Settings, read: ReadFile): FileChange[] {
  const ending = /\.(?:mjs|cjs|mts)$/.exec(path)?.[0] ?? (isTyped ? '.ts' : '.js')
  const file = joined(path.slice(0, path.lastIndexOf('/') + 1), supportFolder, `${SUPPORT}${ending}`)
  const present = read(file)
  if (present === undefined) return [{ path: file, expected: undefined, text: isTyped ? REAL_WEBSOCKET_SERVER_TS : isCommonJs ? REAL_WEBSOCKET_SERVER_CJS : REAL_WEBSOCKET_SERVER_JS }]
  if (!present.includes(USE)) refuse(draft, { start: 0, end: 0 }, `${file} is there already, and is something else`)
  return []
}
