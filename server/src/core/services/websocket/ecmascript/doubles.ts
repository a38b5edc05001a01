import type { Chain, Facts, Link } from '../../../model/facts.ts'
import { bindingsOf } from '../../../model/bindings.ts'

/** Which library recorded the calls, and so in which words a test reads them. */
export type Recorder = 'jest' | 'sinon' | 'node'

/** The recorder that a library of the catalogue is; `jest` stands for vitest, too, whose doubles have the same members. */
export function recorderOf(library: string): Recorder {
  if (library === 'sinon') return 'sinon'
  return library === 'node-test' ? 'node' : 'jest'
}

const MADE = /^(?:(?:vi|jest)\b|(?:\w+\.)?mock\.fn\(|(?:\w+\.)?(?:stub|spy|fake)\b)/

/** Whether the text of an expression makes a double: `vi.fn()`, `sinon.stub()`, `t.mock.fn()`. */
export function makesDouble(text: string): boolean {
  return MADE.test(text)
}

/** Names of `vi` and `jest`, which stand for themselves without an import. */
export function isMockObject(root: unknown): boolean {
  return root === 'vi' || root === 'jest'
}

const CLEARS: ReadonlySet<string> = new Set(['clearAllMocks', 'resetAllMocks', 'restoreAllMocks'])
const SINON_CLEARS: ReadonlySet<string> = new Set(['restore', 'reset', 'resetHistory'])
const NODE_CLEARS: ReadonlySet<string> = new Set(['restoreAll', 'reset'])

/** Whether a chain clears all doubles at once: `vi.clearAllMocks()`, `sinon.restore()`, `sandbox.resetHistory()`, `t.mock.reset()`. */
export function clearsAll(facts: Facts, chain: Chain): boolean {
  const { root, links } = chain
  const call = links.at(-1)
  const method = links.at(-2)
  if (typeof root !== 'string' || call?.kind !== 'call' || call.call.arguments.length > 0) return false
  const name = method ? nameOf(method) : importedAs(facts, root, chain.scope, 'sinon')
  if (name === undefined) return false
  if (isMockObject(root)) return links.length === 2 && CLEARS.has(name)
  if (NODE_CLEARS.has(name) && links.length <= 3) {
    const before = links.at(-3)
    if (before ? nameOf(before) === 'mock' : importedAs(facts, root, chain.scope, 'node:test') === 'mock') return true
  }
  return SINON_CLEARS.has(name) && links.length <= 2 && (!method || isSinon(facts, root, chain.scope))
}

/** Whether a name is sinon itself or a sandbox of it. */
export function isSinon(facts: Facts, name: string, scope: number): boolean {
  const [binding] = bindingsOf(facts, name, scope)
  if (!binding) return name === 'sinon'
  const found = binding.kind === 'import' ? facts.imports[binding.index] : undefined
  if (found) return found.module === 'sinon' && (found.form === 'module' || found.imported === 'default' || found.imported === 'sinon')
  return facts.assignments.some(({ targets: [target], value }) => target?.kind === 'chain' && target.root === name && target.links.length === 0
    && value?.kind === 'chain' && value.links.some((link) => /^(?:createSandbox|create)$/.test(nameOf(link) ?? '')) || (value?.kind === 'chain' && value.root === 'createSandbox'))
}

/** What a name imports from a module: its name there; undefined when it comes from somewhere else. */
export function importedAs(facts: Facts, name: string, scope: number, module: string): string | undefined {
  const [binding] = bindingsOf(facts, name, scope)
  const found = binding?.kind === 'import' ? facts.imports[binding.index] : undefined
  if (found?.module !== module) return undefined
  return found.form === 'module' ? '*' : found.imported
}

function nameOf(link: Link): string | undefined {
  return link.kind === 'member' ? link.name : undefined
}
