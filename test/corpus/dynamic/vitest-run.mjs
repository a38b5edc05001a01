// node vitest-run.mjs [arguments of vitest]: runs the vitest of the folder it is started in with one setup file more, which no option of its command can name.
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const require = createRequire(path.join(process.cwd(), 'package.json'))
const { parseCLI, startVitest } = await import(pathToFileURL(path.join(path.dirname(require.resolve('vitest/package.json')), 'dist', 'node.js')).href)

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
const vitest = await startVitest('test', filter, { ...options, watch: false }, {
  server: { fs: { strict: false } },
  test: { setupFiles: [path.join(import.meta.dirname, 'vitest-setup.mjs')] },
})
await vitest?.close()
