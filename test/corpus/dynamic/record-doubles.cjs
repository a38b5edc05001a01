// Writes down where test doubles and patches come into being while a suite of JavaScript or TypeScript runs: file, line, column and API of each.
// The mock functions themselves stay as they are, since runners look at the stack to learn who calls `vi.mock`: reading a watched function off its
// object (`vi.fn`) is taken for the creation, and the frame that reads it, through the runner's source maps, is the place.
const { mkdirSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { fileURLToPath } = require('node:url')
const { isMainThread, threadId } = require('node:worker_threads')

const ROOT = path.join(process.env.DEMOCK_ROOT, path.sep)
const OUTSIDE = /[\\/]node_modules[\\/]/
const FRAME = /^\s*at (?:.*? \()?(?:async )?((?:file:\/\/)?[^()]*?):(\d+):(\d+)\)?$/

const VI = ['fn', 'spyOn', 'mock', 'doMock', 'stubEnv', 'stubGlobal', 'useFakeTimers']
const JEST = ['fn', 'spyOn', 'mock', 'doMock', 'unstable_mockModule', 'setMock', 'replaceProperty', 'useFakeTimers']
const SINON = ['stub', 'spy', 'fake', 'mock', 'replace', 'replaceGetter', 'replaceSetter', 'createStubInstance', 'useFakeTimers']

const creations = new Map()

/** Records every read of these properties as a creation by `<prefix>.<property>`. */
function watch(object, prefix, properties) {
  for (const property of properties) {
    const descriptor = Object.getOwnPropertyDescriptor(object, property)
    if (descriptor === undefined || descriptor.configurable === false || typeof descriptor.value !== 'function') continue
    let { value } = descriptor
    Object.defineProperty(object, property, {
      configurable: true,
      enumerable: descriptor.enumerable,
      get() {
        record(`${prefix}.${property}`)
        return value
      },
      set(replacement) {
        value = replacement
      },
    })
  }
}

/** The sandboxes that sinon makes are watched like sinon itself. */
function watchSinon(sinon) {
  const { createSandbox } = sinon
  sinon.createSandbox = (...args) => {
    const sandbox = createSandbox.apply(sinon, args)
    watch(sandbox, 'sinon', SINON)
    return sandbox
  }
  watch(sinon, 'sinon', SINON)
}

function record(api) {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 10
  const place = placeOf(new Error('here').stack)
  Error.stackTraceLimit = stackTraceLimit
  if (place === undefined) return
  const key = `${place.file}:${place.line}:${place.column}:${api}`
  const known = creations.get(key)
  if (known) known.times += 1
  else creations.set(key, { ...place, api, times: 1 })
}

/** The first frame that is not ours, when it is in the checkout. */
function placeOf(stack) {
  for (const text of stack.split('\n')) {
    const frame = FRAME.exec(text)
    if (frame === null) continue
    const name = frame[1].replace(/\?.*$/, '')
    const file = name.startsWith('file://') ? fileURLToPath(name) : name
    if (file === __filename) continue
    return file.startsWith(ROOT) && !OUTSIDE.test(file) ? { file: file.slice(ROOT.length), line: Number(frame[2]), column: Number(frame[3]) } : undefined
  }
  return undefined
}

let written = 0

/** Writes what was recorded since the last time, in a file of its own. */
function write() {
  if (creations.size === 0) return
  const folder = process.env.DEMOCK_RECORD
  mkdirSync(folder, { recursive: true })
  const name = `${process.pid}-${isMainThread ? 0 : threadId}-${process.hrtime.bigint()}-${(written += 1)}.json`
  writeFileSync(path.join(folder, name), JSON.stringify({ creations: [...creations.values()] }))
  creations.clear()
}

module.exports = { JEST, VI, watch, watchSinon, write }
