import type { Facts } from '../model/facts.ts'
import { languageAt } from '../languages/languages.ts'
import { inside } from './python-modules.ts'
import { kindAt, type ModulePlace, type WorkspaceFiles } from './workspace-files.ts'

export interface AttributeRequest {
  readonly files: WorkspaceFiles
  readonly resolve: (from: string, module: string) => ModulePlace
  readonly note: (path: string) => void
}

/** Whether dotted paths name something in the Python code of a workspace. */
export interface Attributes {
  has(from: string, path: string): Answer
  /** Takes notice that a file has changed; gives whether its names have. */
  changed(path: string): boolean
}

export type Answer = 'yes' | 'no' | 'unknown'

/** The names of a module, and the members of its classes. Plain data. */
interface Names {
  /** For each name, what is known of it: the members of a class without bases, or the import that brings it. */
  readonly names: Readonly<Record<string, NameFacts>>
  readonly stars: readonly string[]
  /** Names may come about in ways that the text does not show. */
  readonly open: boolean
}

interface NameFacts {
  readonly members?: readonly string[]
  readonly from?: { readonly module: string; readonly name: string | undefined }
}

/** What makes names that are not written down, or takes the module out of Python's hands. */
const DYNAMIC = /\bglobals\(\)|\bsetattr\(|\bvars\(\)|\bsys\.modules\b|\b__getattr__\b|\bexec\(|\b__path__\b|\bextend_path\b|\blazy_?(?:import|module|loader)|\battach\(/i
/** Modules that builds generate. */
const GENERATED = /(?:^|\.)_?(?:version|build|generated)\w*$|_pb2(?:_grpc)?$/
const MOST_STEPS = 8

export function attributesOf({ files, resolve, note }: AttributeRequest): Attributes {
  const known = new Map<string, Names | undefined>()

  const namesOf = (path: string): Names | undefined => {
    note(path)
    if (known.has(path)) return known.get(path)
    const text = files.read(path)
    const language = languageAt(path)
    const names = text === undefined || language?.id !== 'python' ? undefined : readNames(language.read(text, path), text)
    known.set(path, names)
    return names
  }

  /** Whether a folder has a module of a name in a form that is not read: an extension module, a stub without source. */
  const hasOtherModule = (folder: string, name: string): boolean => {
    for (const entry of files.entries(folder)?.keys() ?? []) if (entry.startsWith(`${name}.`) || entry === name) return true
    return false
  }

  const inFile = (file: string, [first = '', ...rest]: readonly string[], steps: number): Answer => {
    const names = namesOf(file)
    if (!names || steps > MOST_STEPS) return 'unknown'
    const fact = Object.hasOwn(names.names, first) ? names.names[first] : undefined
    if (fact) {
      if (rest.length === 0) return 'yes'
      if (fact.from) return ofImport(file, fact.from, rest, steps + 1)
      if (!fact.members || rest.length > 1) return 'unknown'
      return fact.members.includes(rest[0] ?? '') ? 'yes' : 'no'
    }
    if (names.open || /^__\w+__$/.test(first)) return 'unknown'
    let answer: Answer = 'no'
    for (const star of names.stars) {
      const { file: target } = resolve(file, star)
      const here = target === undefined ? 'unknown' : inFile(target, [first, ...rest], steps + 1)
      if (here === 'yes') return 'yes'
      if (here === 'unknown') answer = 'unknown'
    }
    return answer
  }

  const ofImport = (file: string, { module, name }: NonNullable<NameFacts['from']>, rest: readonly string[], steps: number): Answer => {
    if (name === undefined) return ofModule(file, module, rest, steps)
    const whole = ofModule(file, module, [name, ...rest], steps)
    return whole === 'no' && ofModule(file, module, [name], steps) !== 'yes' ? 'unknown' : whole
  }

  /** A name, and what follows it, in a module: its own or a submodule. */
  const ofModule = (from: string, module: string, path: readonly string[], steps: number): Answer => {
    const { file, folder } = resolve(from, module)
    if (file === undefined && folder === undefined) return 'unknown'
    if (path.length === 0) return 'yes'
    if (folder !== undefined) {
      const [first = '', ...rest] = path
      const below = module.endsWith('.') ? module + first : `${module}.${first}`
      const submodule = resolve(from, below)
      if (submodule.file !== undefined || submodule.folder !== undefined) {
        const further = ofModule(from, below, rest, steps)
        if (further !== 'no' || file === undefined) return further
        return inFile(file, path, steps) === 'no' ? 'no' : 'unknown'
      }
      if (file === undefined || hasOtherModule(folder, first) || GENERATED.test(first)) return 'unknown'
      note(`${inside(folder, first)}.py`)
    }
    return file === undefined ? 'unknown' : inFile(file, path, steps)
  }

  return {
    has(from, path) {
      const [top = '', ...rest] = path.split('.')
      if (top === '') return 'unknown'
      const { file, folder } = resolve(from, top)
      if (file === undefined && (folder === undefined || kindAt(files, inside(folder, '__init__.py')) !== 'file')) {
        // A folder without `__init__.py` gives way to an installed package, and one around the file is rarely meant as a package.
        if (rest.length === 0 && folder !== undefined && from.startsWith(`${folder}/`)) return 'unknown'
        return folder !== undefined && ofModule(from, top, rest, 0) === 'yes' ? 'yes' : 'unknown'
      }
      return ofModule(from, top, rest, 0)
    },
    changed(path) {
      const before = known.get(path)
      const was = known.delete(path)
      return was && JSON.stringify(namesOf(path)) !== JSON.stringify(before)
    },
  }
}

function readNames(facts: Facts, text: string): Names {
  const names: Record<string, NameFacts> = {}
  const members = new Map<number, string[]>()
  const classOfScope = new Map(facts.classes.map(({ scope }, index) => [scope, index]))
  for (const { name, scope } of facts.bindings) {
    const of = classOfScope.get(scope)
    if (of === undefined) continue
    const list = members.get(of)
    if (list) list.push(name)
    else members.set(of, [name])
  }
  for (const { name, scope, kind, index } of facts.bindings) {
    if (scope !== 0) continue
    const before = Object.hasOwn(names, name)
    names[name] = before ? {} : kind === 'class' ? classFacts(facts, index, members.get(index) ?? []) : kind === 'import' ? importFacts(facts, index) : {}
  }
  const stars = facts.imports.flatMap(({ form, module }) => (form === 'star' ? module : []))
  return JSON.parse(JSON.stringify({ names, stars, open: DYNAMIC.test(text) || facts.problems.length > 0 })) as Names
}

/** Members are known of a class that inherits from nothing and that no decorator changes; what its instances hold beside them is not asked for. */
function classFacts(facts: Facts, index: number, members: readonly string[]): NameFacts {
  const fact = facts.classes[index]
  const plain = fact && fact.decorators.length === 0 && fact.bases.every(({ name, value }) => name === undefined && value.kind === 'chain' && value.root === 'object' && value.links.length === 0)
  const set = fact && facts.assignments.some(({ targets, span }) => span.start >= fact.span.start && span.end <= fact.span.end && targets.some((target) => target.kind === 'chain' && target.links.length > 0))
  return plain && !set && !members.some((name) => /^__(?:getattr|slots|class_getitem)__$/.test(name)) ? { members: [...members, ...OBJECT_MEMBERS] } : {}
}

/** What every class has by `object` and `type`. Source: docs.python.org, "Data model". */
const OBJECT_MEMBERS: readonly string[] = [
  '__init__', '__new__', '__call__', '__class__', '__dict__', '__doc__', '__module__', '__name__', '__qualname__', '__annotations__', '__bases__', '__mro__', '__eq__', '__ne__', '__lt__',
  '__le__', '__gt__', '__ge__', '__hash__', '__repr__', '__str__', '__format__', '__getattribute__', '__setattr__', '__delattr__', '__dir__', '__reduce__',
  '__reduce_ex__', '__getstate__', '__sizeof__', '__init_subclass__', '__subclasshook__', '__weakref__', '__del__', 'mro',
]

function importFacts(facts: Facts, index: number): NameFacts {
  const fact = facts.imports[index]
  if (!fact) return {}
  if (fact.form === 'name') return { from: { module: fact.module, name: fact.imported } }
  const whole = fact.local !== undefined && fact.module.split('.')[0] === fact.local ? fact.local : fact.module
  return { from: { module: whole, name: undefined } }
}
