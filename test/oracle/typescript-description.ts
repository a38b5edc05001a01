/** What TypeScript's parser says about a text, in the words that ecmascript-description.ts uses for our reader. */
import type { NodeList, SourceFile, TsNode, TypeScript } from './typescript-api.ts'

/** Tokens as alternating starts and ends, facts as sorted lines, each beginning with the offset it is about. */
export interface Description {
  readonly tokens: readonly number[]
  readonly facts: ReadonlyMap<string, readonly string[]>
}

/** The properties of the nodes that are asked about; each kind of node has some of them. */
interface Detailed extends TsNode {
  readonly name?: TsNode
  readonly body?: TsNode
  readonly modifiers?: NodeList
  readonly parameters?: NodeList
  readonly expression?: TsNode
  readonly tag?: TsNode
  readonly template?: TsNode
  readonly typeArguments?: NodeList
  readonly arguments?: NodeList
  readonly moduleSpecifier?: TsNode
  readonly moduleReference?: TsNode
  readonly importClause?: Detailed
  readonly exportClause?: Detailed
  readonly namedBindings?: Detailed
  readonly elements?: NodeList
  readonly isTypeOnly?: boolean
  readonly propertyName?: TsNode
  readonly initializer?: TsNode
  readonly dotDotDotToken?: TsNode
  readonly argument?: Detailed
  readonly literal?: TsNode
}

/** Describes a text; undefined when TypeScript itself reports errors of syntax in it. */
export function describeByTypescript(ts: TypeScript, path: string, text: string): Description | undefined {
  const file = ts.createSourceFile(path, text, { languageVersion: 99, jsDocParsingMode: 1 })
  if (file.parseDiagnostics.length > 0) return undefined
  const facts = new Map<string, string[]>([['import', []], ['call', []], ['decorator', []], ['class', []], ['function', []]])
  const walk = walkFacts(ts, file, (kind, line) => facts.get(kind)?.push(line))
  return { tokens: leafTokens(ts, file, walk), facts }
}

/**
 * The leaf tokens of the tree. What stands between the children of a node is asked from the scanner, as TypeScript's own `getChildren` does. Normalised:
 * operators that begin with `>` or `<<` count as their single brackets with a closing `=`, as our scanner cannot and need not know whether they close
 * or open type arguments; JSX text counts from the bracket before it.
 */
function leafTokens(ts: TypeScript, file: SourceFile, visit: (node: TsNode) => void): number[] {
  const tokens: number[] = []
  const scanner = ts.createScanner(99, true, file.languageVariant, file.text)
  const first = ts.SyntaxKind['FirstNode'] as number
  const jsxText = ts.SyntaxKind['JsxText'] as number
  const endOfFile = ts.SyntaxKind['EndOfFileToken'] as number
  const add = (start: number, end: number): void => {
    const code = file.text.charCodeAt(start)
    const splits = (code === 62 || (code === 60 && file.text.charCodeAt(start + 1) === 60)) && end - start > 1
    if (!splits) {
      if (end > start) tokens.push(start, end)
      return
    }
    for (let at = start; at < end; at++) {
      const twoUnits = code === 60 && file.text.charCodeAt(at + 1) === 61
      tokens.push(at, twoUnits ? at + 2 : at + 1)
      if (twoUnits) at++
    }
  }
  const scanGap = (from: number, to: number): void => {
    if (from >= to) return
    scanner.resetTokenState(from)
    while (scanner.getTokenEnd() < to) {
      if (scanner.scan() === endOfFile) return
      if (scanner.getTokenStart() < to) add(scanner.getTokenStart(), Math.min(to, scanner.getTokenEnd()))
    }
  }
  const walk = (node: TsNode): void => {
    if (node.kind < first) {
      if (node.kind !== endOfFile && node.end > node.pos) add(node.kind === jsxText ? node.pos : node.getStart(file), node.end)
      return
    }
    visit(node)
    let at = node.pos
    const each = (child: TsNode): void => {
      scanGap(at, child.pos)
      walk(child)
      at = child.end
    }
    ts.forEachChild(node, each, (list) => list.forEach(each))
    scanGap(at, node.end)
  }
  walk(file)
  return tokens
}

type Report = (kind: string, line: string) => void

function walkFacts(ts: TypeScript, file: SourceFile, report: Report): (node: TsNode) => void {
  const kinds = ts.SyntaxKind
  const spanned = (node: TsNode): string => `${node.getStart(file)}-${node.end}`
  const handlers = new Map<number, (node: Detailed) => void>()
  const on = (names: readonly string[], handle: (node: Detailed) => void): void => {
    for (const name of names) handlers.set(kinds[name] as number, handle)
  }
  const calls = callLines(file, spanned)
  on(['CallExpression'], (node) => {
    report('call', calls('call', node))
    reportDynamicImport(kinds, file, node, report)
  })
  on(['NewExpression'], (node) => report('call', calls('new', node)))
  on(['TaggedTemplateExpression'], (node) => report('call', calls('template', node)))
  on(['Decorator'], (node) => report('decorator', spanned(node)))
  on(['ClassDeclaration', 'ClassExpression'], (node) => {
    report('class', `${behindModifiers(ts, file, node)}-${node.end} name ${node.name ? spanned(node.name) : 'none'}`)
  })
  const forms: readonly (readonly [string, string])[] = [
    ['FunctionDeclaration', 'function'], ['FunctionExpression', 'function'], ['ArrowFunction', 'arrow'], ['MethodDeclaration', 'method'],
    ['Constructor', 'constructor'], ['GetAccessor', 'getter'], ['SetAccessor', 'setter'],
  ]
  for (const [name, form] of forms) on([name], (node) => reportFunction(ts, file, form, node, report))
  reportImports(kinds, file, on, report)
  return (node) => handlers.get(node.kind)?.(node)
}

function callLines(file: SourceFile, spanned: (node: TsNode) => string): (form: string, node: Detailed) => string {
  return (form, node) => {
    const callee = (node.tag ?? node.expression) as TsNode
    const types = node.typeArguments ? `${node.typeArguments.pos - 1}-${endOfTypes(file, node.typeArguments.end)}` : 'none'
    const list = (node.arguments ?? []).map(spanned).join(',')
    const all = node.template ? spanned(node.template) : node.arguments ? `${node.arguments.pos - 1}-${node.end}` : `${callee.end}-${callee.end}`
    return `${spanned(node)} ${form} callee ${spanned(callee)} types ${types} in ${all} arguments ${list}`
  }
}

/** Behind the `>` that closes type arguments whose last one ends at `at`. */
function endOfTypes(file: SourceFile, at: number): number {
  const rest = /^(?:\s|\/\/.*|\/\*[^]*?\*\/|,)*>/.exec(file.text.slice(at, at + 2000))
  return rest ? at + rest[0].length : -1
}

/** Where a declaration begins behind its decorators and `export`, `default`, `declare`, `abstract`: at `async`, or its own keyword. */
function behindModifiers(ts: TypeScript, file: SourceFile, node: Detailed): number {
  const async = node.modifiers?.find((modifier) => modifier.kind === ts.SyntaxKind['AsyncKeyword'])
  if (async) return async.getStart(file)
  if (!node.modifiers) return node.getStart(file)
  const scanner = ts.createScanner(99, true, file.languageVariant, file.text)
  scanner.resetTokenState(node.modifiers.end)
  scanner.scan()
  return scanner.getTokenStart()
}

function reportFunction(ts: TypeScript, file: SourceFile, form: string, node: Detailed, report: Report): void {
  if (!node.body) return
  const isMember = form !== 'function' && form !== 'arrow'
  const modifiers = (node.modifiers ?? []).filter((modifier) => modifier.kind !== ts.SyntaxKind['Decorator'])
  const [modifier] = modifiers
  const start = isMember && modifier ? modifier.getStart(file) : behindModifiers(ts, file, node)
  const async = modifiers.some((one) => one.kind === ts.SyntaxKind['AsyncKeyword'])
  const name = node.name ? `${node.name.getStart(file)}-${node.name.end}` : form === 'constructor' ? 'own' : 'none'
  const parameters = (node.parameters ?? []).map((parameter) => `${parameter.getStart(file)}-${parameter.end}`).join(',')
  const body = `${node.body.getStart(file)}-${node.body.end}`
  report('function', `${start}-${node.end} ${form}${async ? ' async' : ''} name ${name} parameters ${parameters} body ${body}`)
}

type On = (names: readonly string[], handle: (node: Detailed) => void) => void

function importLine(file: SourceFile, span: TsNode, module: TsNode, form: string, imported: string, local: string, typeOnly: boolean): string {
  const place = `${module.getStart(file) + 1}-${module.end - 1}`
  return `${span.getStart(file)}-${span.end} ${form} module ${place} imported ${imported} local ${local}${typeOnly ? ' type' : ''}`
}

function reportImports(kinds: TypeScript['SyntaxKind'], file: SourceFile, on: On, report: Report): void {
  const textOf = (node: TsNode): string => {
    const quote = node.kind === kinds['StringLiteral'] ? 1 : 0
    return file.text.slice(node.getStart(file) + quote, node.end - quote)
  }
  const specifiers = (list: NodeList, module: TsNode, form: string, typeOnly: boolean): void => {
    for (const item of list as readonly Detailed[]) {
      const name = item.name as TsNode
      const local = form === 'name' ? textOf(name) : 'none'
      report('import', importLine(file, item, module, form, textOf(item.propertyName ?? name), local, typeOnly || item.isTypeOnly === true))
    }
  }
  on(['ImportDeclaration'], ({ importClause: clause, moduleSpecifier }) => {
    const module = moduleSpecifier as TsNode
    if (!clause) return report('import', importLine(file, module, module, 'bare', 'none', 'none', false))
    const typeOnly = clause.isTypeOnly === true
    if (clause.name) report('import', importLine(file, clause.name, module, 'name', 'default', textOf(clause.name), typeOnly))
    const named = clause.namedBindings
    if (named?.name) report('import', importLine(file, named, module, 'module', 'none', textOf(named.name), typeOnly))
    else if (named?.elements?.length === 0 && !clause.name) report('import', importLine(file, named, module, 'bare', 'none', 'none', typeOnly))
    else if (named?.elements) specifiers(named.elements, module, 'name', typeOnly)
  })
  on(['ExportDeclaration'], (node) => {
    const { exportClause: clause, moduleSpecifier: module } = node
    if (!module) return
    const typeOnly = node.isTypeOnly === true
    if (clause?.elements?.length === 0) report('import', importLine(file, clause, module, 'bare', 'none', 'none', typeOnly))
    else if (clause?.elements) specifiers(clause.elements, module, 'reexport', typeOnly)
    else if (clause) report('import', importLine(file, clause, module, 'reexport', '*', 'none', typeOnly))
    else {
      const star = file.text.indexOf('*', skipWord(file, node, typeOnly))
      report('import', `${star}-${star + 1} reexport module ${module.getStart(file) + 1}-${module.end - 1} imported * local none${typeOnly ? ' type' : ''}`)
    }
  })
  on(['ImportEqualsDeclaration'], (node) => {
    const { moduleReference, name } = node
    const module = (moduleReference as Detailed).expression
    if (!moduleReference || moduleReference.kind !== kinds['ExternalModuleReference'] || !module || !name) return
    const place = `${module.getStart(file) + 1}-${module.end - 1}`
    const line = `${name.getStart(file)}-${moduleReference.end} module module ${place} imported none local ${textOf(name)}`
    report('import', `${line}${node.isTypeOnly ? ' type' : ''}`)
  })
  on(['ImportType'], (node) => {
    const literal = node.argument?.literal
    if (literal?.kind !== kinds['StringLiteral'] || !literal) return
    const at = file.text.indexOf('import', node.getStart(file))
    report('import', `${at} type module ${literal.getStart(file) + 1}-${literal.end - 1}`)
  })
}

function skipWord(file: SourceFile, node: TsNode, typeOnly: boolean): number {
  const start = node.getStart(file) + 'export'.length
  return typeOnly ? file.text.indexOf('type', start) : start
}

/** `import('m')`, and every `require('m')`: only its place is compared, as what it binds is for unit tests. */
function reportDynamicImport(kinds: TypeScript['SyntaxKind'], file: SourceFile, node: Detailed, report: Report): void {
  const { expression, arguments: list } = node
  const [first] = list ?? []
  if (!expression || !first || (first.kind !== kinds['StringLiteral'] && first.kind !== kinds['NoSubstitutionTemplateLiteral'])) return
  const isRequire = expression.kind === kinds['Identifier'] && file.text.slice(expression.getStart(file), expression.end) === 'require'
  if (!isRequire && expression.kind !== kinds['ImportKeyword']) return
  report('import', `${first.getStart(file) + 1} dynamic`)
}
