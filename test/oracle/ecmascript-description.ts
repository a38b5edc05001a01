/** What our reader says about a text, in the words of typescript-description.ts. */
import { ecmascript } from '../../server/src/core/languages/ecmascript/ecmascript.ts'
import type { Call, Facts, FunctionFact, Import } from '../../server/src/core/model/facts.ts'
import type { Span } from '../../server/src/core/text/span.ts'
import type { Description } from './typescript-description.ts'

export function describeByReader(path: string, text: string): Description {
  const { count, starts, ends } = ecmascript.tokenize(text, path)
  const tokens: number[] = []
  for (let i = 0; i < count; i++) tokens.push(starts[i] as number, ends[i] as number)
  const facts = ecmascript.read(text, path)
  return {
    tokens,
    facts: new Map([
      ['import', describeImports(text, facts)],
      ['call', facts.calls.filter(({ form }) => form !== 'jsx').map(describeCall)],
      ['decorator', facts.decorators.map(({ span }) => spanned(span))],
      ['class', facts.classes.map((fact) => `${spanned(fact.span)} name ${fact.nameSpan ? spanned(fact.nameSpan) : 'none'}`)],
      ['function', facts.functions.map(describeFunction)],
    ]),
  }
}

function spanned(span: Span): string {
  return `${span.start}-${span.end}`
}

function describeCall(call: Call): string {
  const types = call.typeArguments ? spanned(call.typeArguments) : 'none'
  const list = call.form === 'template' ? '' : call.arguments.map(({ span }) => spanned(span)).join(',')
  return `${spanned(call.span)} ${call.form} callee ${spanned(call.callee)} types ${types} in ${spanned(call.argumentsSpan)} arguments ${list}`
}

function describeFunction(fact: FunctionFact): string {
  const name = fact.form === 'constructor' ? 'own' : fact.nameSpan ? spanned(fact.nameSpan) : 'none'
  const parameters = fact.parameters.map(({ span }) => spanned(span)).join(',')
  return `${spanned(fact.span)} ${fact.form}${fact.async ? ' async' : ''} name ${name} parameters ${parameters} body ${spanned(fact.body)}`
}

/** Imports by `require` and `import()` are told by the place of the module alone, once however many names they bind. */
function describeImports(text: string, facts: Facts): string[] {
  const dynamic = new Set<string>()
  const lines: string[] = []
  for (const fact of facts.imports) {
    if (fact.typeOnly && fact.form === 'dynamic') lines.push(`${fact.span.start} type module ${spanned(fact.moduleSpan)}`)
    else if (isDynamic(text, fact)) dynamic.add(`${fact.moduleSpan.start} dynamic`)
    else {
      const names = `imported ${fact.imported ?? 'none'} local ${fact.local ?? 'none'}`
      lines.push(`${spanned(fact.span)} ${fact.form} module ${spanned(fact.moduleSpan)} ${names}${fact.typeOnly ? ' type' : ''}`)
    }
  }
  return [...lines, ...dynamic]
}

function isDynamic(text: string, fact: Import): boolean {
  const before = text.slice(Math.max(0, fact.moduleSpan.start - 300), fact.moduleSpan.start - 1)
  return /\((?:\s|\/\/.*|\/\*[^]*?\*\/)*$/.test(before) && !(fact.form === 'module' && fact.span.end > fact.moduleSpan.end)
}
