import { languageAt } from '../languages/languages.ts'

/** What one text of Python says of a name, or of a method of a class. Plain data. */
export type Declared =
  | { readonly kind: 'callable'; readonly parameters: readonly DeclaredParameter[] }
  /** A class that does not say itself what it takes. */
  | { readonly kind: 'class'; readonly bases: readonly string[] }
  /** `module` alone for a module as a whole. */
  | { readonly kind: 'import'; readonly module: string; readonly name: string | undefined }
  /** The class of which a variable is made, or a function that surely gives one of the same library: `redis.Redis` of `client = redis.Redis()`. */
  | { readonly kind: 'value'; readonly of: string }

export interface DeclaredParameter {
  readonly name: string
  /** The names of its annotation that may be its type, as they are written. */
  readonly types: readonly string[]
  /** It takes arguments by keyword only. */
  readonly named: boolean
}

const IMPORT = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(?:\(([^)]{0,4000})\)|([^\n(#;]*))|import[ \t]+([^\n#;]+))/gm
/** A signature is not read beyond this. */
const LONGEST = 4_000
const FIELD = /^[ \t]+(\w+)[ \t]*:[ \t]*([^=\n#]+)/gm

/**
 * What a name of a text, or the method of a class, is declared to be; undefined when the text does not tell. The text is searched, not read: only a signature that
 * is found is.
 */
export function declaredIn(text: string, path: string, name: string, method: string | undefined): Declared | undefined {
  const definition = new RegExp(`^([ \\t]*)(?:async[ \\t]+)?(class|def)[ \\t]+${name}\\b`, 'm').exec(text)
  if (definition?.[2] === 'def') return method === undefined ? callable(text, path, definition.index, false) : undefined
  if (definition) return classMember(text, path, definition.index, (definition[1] ?? '').length, method)
  const brought = importsOf(text).get(name)
  if (brought) return { kind: 'import', ...brought }
  const value = new RegExp(`^${name}[ \\t]*(?::[^=\\n]+)?=[ \\t]*((?:[A-Za-z_]\\w*\\.)*(?:[A-Z]\\w*|getLogger|get_logger|from_url|connect))\\(`, 'm').exec(text)
  return value?.[1] !== undefined ? { kind: 'value', of: value[1] } : undefined
}

/** The modules of which a text takes all names. */
export function starsIn(text: string): readonly string[] {
  return [...text.matchAll(/^from[ \t]+([.\w]+)[ \t]+import[ \t]+\*/gm)].flatMap(([, module]) => module ?? [])
}

function classMember(text: string, path: string, start: number, indent: number, method: string | undefined): Declared | undefined {
  const body = text.indexOf('\n', start) + 1
  const behind = new RegExp(`^[ \\t]{0,${indent}}[^\\s)#\\]}]`, 'm')
  const end = body > 0 ? text.slice(body).search(behind) : 0
  const source = text.slice(start, body > 0 && end >= 0 ? body + end : text.length)
  const definition = new RegExp(`^[ \\t]+(?:async[ \\t]+)?def[ \\t]+${method ?? '__init__'}\\b`, 'm').exec(source)
  if (definition) {
    const isStatic = /@staticmethod\s*$/.test(source.slice(0, definition.index))
    return callable(text, path, start + definition.index, !isStatic)
  }
  const head = /^[^\n(:]*\(([^)]*)\)/.exec(source)?.[1] ?? ''
  const bases = head.split(',').flatMap((base) => /^\s*([A-Za-z_][\w.]*)/.exec(base.includes('=') ? '' : base)?.[1] ?? [])
  const fields = method === undefined ? fieldsOf(source) : []
  return fields.length > 0 && isOfFields(text, start, bases) ? { kind: 'callable', parameters: fields } : { kind: 'class', bases }
}

/** Whether a class is made of its annotated fields: a data class, one of attrs, a named tuple or a model. */
function isOfFields(text: string, start: number, bases: readonly string[]): boolean {
  const before = text.slice(Math.max(0, start - 300), start)
  return /@(?:[\w.]*dataclass|attr\.s|attrs?\.\w+|define|frozen|mutable)\b[^\n]*(?:\n[^\n@]+)*\n?$/.test(before) || bases.some((base) => /(?:Model|NamedTuple)$/.test(base))
}

function fieldsOf(source: string): DeclaredParameter[] {
  const indent = /\n([ \t]+)\S/.exec(source)?.[1]
  return [...source.matchAll(FIELD)].flatMap(([whole, name, annotation]) =>
    (name !== undefined && annotation !== undefined && whole.startsWith(`${indent ?? ''}${name}`) && !annotation.includes('ClassVar') ? { name, types: typesIn(annotation), named: false } : []))
}

function callable(text: string, path: string, start: number, bound: boolean): Declared | undefined {
  const source = text.slice(start, start + LONGEST).trimStart()
  const fact = languageAt(path)?.read(source, path).functions[0]
  if (!fact) return undefined
  let named = false
  const parameters = fact.parameters.flatMap(({ name, spread, annotation }) => {
    if (spread !== undefined) {
      named = true
      return []
    }
    return { name, types: annotation ? typesIn(source.slice(annotation.span.start, annotation.span.end)) : [], named }
  })
  return { kind: 'callable', parameters: bound ? parameters.slice(1) : parameters }
}

/** Names in annotations that only say how something is given, and those of values that no service has. */
const PLAIN: ReadonlySet<string> = new Set([
  'Any', 'None', 'object', 'str', 'int', 'float', 'bool', 'bytes', 'dict', 'list', 'tuple', 'set', 'frozenset', 'type', 'Type', 'Dict', 'List', 'Tuple', 'Set', 'Sequence', 'Iterable',
  'Mapping', 'MutableMapping', 'Callable', 'Awaitable', 'Coroutine', 'Literal', 'Self', 'Iterator', 'AsyncIterator', 'Generator', 'AsyncGenerator', 'TypeVar', 'T',
])

/** The types that an annotation allows, alternatives side by side: `Client` of `Optional["Client"]`. Containers and functions are none. */
function typesIn(annotation: string): string[] {
  const text = annotation.trim().replace(/^["']|["']$/g, '')
  const wrapped = /^(?:\w+\.)?(?:Optional|Union|Annotated|Final)\[([\s\S]*)\]$/.exec(text)
  if (wrapped) return parts(wrapped[1] ?? '', ',').slice(0, text.includes('Annotated[') ? 1 : 4).flatMap(typesIn)
  const alternatives = parts(text, '|')
  if (alternatives.length > 1) return alternatives.flatMap(typesIn)
  const name = /^([A-Za-z_][\w.]*)(?:\[[\s\S]*\])?$/.exec(text)?.[1]
  return name === undefined || PLAIN.has(name.slice(name.lastIndexOf('.') + 1)) ? [] : [name]
}

/** The parts of a text between separators that stand in no brackets. */
function parts(text: string, separator: string): string[] {
  const found: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '[' || char === '(') depth++
    else if (char === ']' || char === ')') depth--
    else if (char === separator && depth === 0) {
      found.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...found, text.slice(from)]
}

/** What the names of a text are imported from, wherever in it; the first import of a name counts. */
function importsOf(text: string): Map<string, { readonly module: string; readonly name: string | undefined }> {
  const imports = new Map<string, { readonly module: string; readonly name: string | undefined }>()
  const add = (local: string, module: string, name: string | undefined): void => {
    if (!imports.has(local)) imports.set(local, { module, name })
  }
  for (const [, module, block, line, whole] of text.matchAll(IMPORT)) {
    for (const part of (block ?? line ?? whole ?? '').split(',')) {
      const [, name, alias] = /^\s*(?:#[^\n]*\n\s*)*([\w.]+)(?:\s+as\s+(\w+))?/.exec(part) ?? []
      if (name === undefined) continue
      if (module !== undefined) add(alias ?? name, module, name)
      else if (alias !== undefined) add(alias, name, undefined)
      else add(name.split('.')[0] ?? name, name.split('.')[0] ?? name, undefined)
    }
  }
  return imports
}
