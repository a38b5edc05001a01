// Required by Node before jest and its workers: watches the `jest` objects, of which each module gets one of its own. See record-doubles.cjs.
const { createRequire } = require('node:module')
const path = require('node:path')
const { JEST, watch, write } = require('./record-doubles.cjs')

/** jest-runtime is a dependency of a dependency of the suite's jest, wherever its package manager put it. */
const fromPackage = ['jest', 'jest-cli', 'jest-config', 'jest-runner'].reduce((from, name) => createRequire(from.resolve(name)), createRequire(path.join(process.cwd(), 'package.json')))
const { default: Runtime } = fromPackage('jest-runtime')

const { requireInternalModule, teardown } = Runtime.prototype
const watchedRuntimes = new WeakSet()

/** The first thing that jest asks of a runtime. */
Runtime.prototype.requireInternalModule = function (...args) {
  if (!watchedRuntimes.has(this)) {
    watchedRuntimes.add(this)
    watchResult(this, '_createJestObjectFor')
    watchResult(this.jestGlobals, 'buildJestObject')
  }
  return requireInternalModule.apply(this, args)
}

Runtime.prototype.teardown = function (...args) {
  write()
  return teardown.apply(this, args)
}

/** jest 30.5 makes its objects by a part of the runtime, older ones by a method. */
function watchResult(maker, method) {
  const make = maker?.[method]
  if (make === undefined) return
  maker[method] = (...args) => {
    const jest = make.apply(maker, args)
    watch(jest, 'jest', JEST)
    return jest
  }
}
