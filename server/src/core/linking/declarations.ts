import type { DeclaredType, Taken } from '../model/surroundings.ts'
import { declaredIn, starsIn, type Declared, type DeclaredParameter } from './declared-in.ts'
import { inside } from './python-modules.ts'
import { kindAt, type ModulePlace, type WorkspaceFiles } from './workspace-files.ts'

export interface DeclarationRequest {
  readonly files: WorkspaceFiles
  readonly resolve: (from: string, module: string) => ModulePlace
  readonly note: (path: string) => void
}

/** What the application's own Python code declares its functions to take, and its names to be. */
export interface Declarations {
  /** What a callable takes at a position among the arguments, or by a keyword. */
  takenBy(from: string, path: string, at: number | string): Taken | undefined
  /** What a name of a module is: the import that brings it, or the class of which it is made there. */
  originOf(from: string, path: string): DeclaredType | undefined
  /** Takes notice that a file has changed; gives whether anything that was asked of it has. */
  changed(path: string): boolean
}

const MOST_STEPS = 8

/** What was asked of a file, so that a change of it can be compared. */
interface Answers {
  readonly names: Map<string, Declared | undefined>
  stars: readonly string[] | undefined
}

/** Where a name is declared. */
interface Found {
  readonly file: string
  readonly declared: Declared
}

export function declarationsOf({ files, resolve, note }: DeclarationRequest): Declarations {
  const known = new Map<string, Answers>()

  const answersOf = (file: string): Answers => {
    note(file)
    let answers = known.get(file)
    if (!answers) known.set(file, (answers = { names: new Map(), stars: undefined }))
    return answers
  }

  const ask = (file: string, name: string, method: string | undefined): Declared | undefined => {
    const key = method === undefined ? name : `${name}.${method}`
    const answers = answersOf(file).names
    if (answers.has(key)) return answers.get(key)
    const declared = file.endsWith('.py') && /^\w+$/.test(key.replace('.', '')) ? declaredIn(files.read(file) ?? '', file, name, method) : undefined
    answers.set(key, declared)
    return declared
  }

  /** Follows a path in a file through imports and bases. */
  const inFile = (file: string, [name = '', ...rest]: readonly string[], steps: number): Found | undefined => {
    if (steps > MOST_STEPS || rest.length > 1) return undefined
    const declared = ask(file, name, rest[0])
    if (declared?.kind === 'import') return ofImport(file, declared, rest, steps + 1) ?? (rest.length === 0 ? { file, declared } : undefined)
    if (declared?.kind !== 'class') return declared ? { file, declared } : fromStar(file, [name, ...rest], steps + 1)
    for (const base of declared.bases) {
      const found = inFile(file, [...base.split('.'), ...rest], steps + 1)
      if (found?.declared.kind === 'callable') return found
    }
    return { file, declared }
  }

  const ofImport = (file: string, { module, name }: { readonly module: string; readonly name: string | undefined }, rest: readonly string[], steps: number): Found | undefined =>
    ofModule(file, module, name === undefined ? rest : [name, ...rest], steps)

  const fromStar = (file: string, path: readonly string[], steps: number): Found | undefined => {
    if (steps > MOST_STEPS) return undefined
    for (const star of (answersOf(file).stars ??= starsIn(files.read(file) ?? ''))) {
      const found = ofModule(file, star, path, steps)
      if (found) return found
    }
    return undefined
  }

  const ofModule = (from: string, module: string, path: readonly string[], steps: number): Found | undefined => {
    const { file, folder } = resolve(from, module)
    const [first = '', ...rest] = path
    if (first === '' || steps > MOST_STEPS) return undefined
    const isBelow = folder === undefined
      // A package without any module of its own is found only by the modules below it.
      ? file === undefined && rest.length > 0
      : kindAt(files, inside(folder, `${first}.py`)) === 'file' || kindAt(files, inside(folder, first)) === 'folder'
    if (isBelow) {
      return ofModule(from, module.endsWith('.') ? module + first : `${module}.${first}`, rest, steps + 1)
    }
    return file === undefined || file === from ? undefined : inFile(file, path, steps)
  }

  const find = (from: string, path: string): Found | undefined => {
    const dots = path.length - path.replace(/^\.+/, '').length
    const [top = '', ...rest] = path.slice(dots).split('.')
    return ofModule(from, path.slice(0, dots) + top, rest, 0)
  }

  /** A type by the name that a file has for it. */
  const typeNamed = (file: string, name: string): DeclaredType => {
    const [first = '', ...rest] = name.split('.')
    const declared = ask(file, first, undefined)
    if (declared?.kind !== 'import') return { module: '', name, own: true }
    const { file: home, folder } = resolve(file, declared.module)
    const own = declared.module.startsWith('.') || home !== undefined || folder !== undefined
    return { module: declared.module, name: [...(declared.name === undefined ? [] : [declared.name]), ...rest].join('.'), own }
  }

  return {
    takenBy(from, path, at) {
      const found = find(from, path)
      if (found?.declared.kind !== 'callable') return undefined
      const { file, declared: { parameters } } = found
      const parameter = parameterAt(parameters, at)
      return parameter && { parameter: parameter.name, types: parameter.types.map((type) => typeNamed(file, type)), path: file }
    },
    originOf(from, path) {
      const found = find(from, path)
      if (found?.declared.kind === 'import') return typeNamed(found.file, path.slice(path.lastIndexOf('.') + 1))
      return found?.declared.kind === 'value' ? typeNamed(found.file, found.declared.of) : undefined
    },
    changed(path) {
      const before = known.get(path)
      known.delete(path)
      if (!before) return false
      const text = files.read(path) ?? ''
      if (before.stars && JSON.stringify(starsIn(text)) !== JSON.stringify(before.stars)) return true
      return [...before.names].some(([key, answer]) => {
        const [name = '', method] = key.split('.')
        return JSON.stringify(declaredIn(text, path, name, method)) !== JSON.stringify(answer)
      })
    },
  }
}

function parameterAt(parameters: readonly DeclaredParameter[], at: number | string): DeclaredParameter | undefined {
  return typeof at === 'string' ? parameters.find(({ name }) => name === at) : parameters.filter(({ named }) => !named)[at]
}
