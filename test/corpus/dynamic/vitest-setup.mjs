// A setup file of vitest: watches `vi` in every test file. It takes the vitest that runs it, not the one that an import from here would find.
import recorder from './record-doubles.cjs'

const { afterAll, vi } = globalThis['__vitest_index__']
recorder.watch(vi, 'vi', recorder.VI)
afterAll(() => recorder.write())
