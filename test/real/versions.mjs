// node test/real/versions.mjs [oldest|newest]: runs the conversions of JavaScript and TypeScript tests and the tests of their support files with the oldest and the newest versions of the
// runners and libraries, as test/environments/javascript-oldest and -newest name them. Ends with the number of environments in which something failed.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { npmEnvironment } from '../../scripts/environments.mjs'
import { ROOT } from '../../scripts/installed-folder.mjs'

const wanted = process.argv.slice(2)
for (const name of ['oldest', 'newest'].filter((each) => wanted.length === 0 || wanted.includes(each))) {
  const environment = await npmEnvironment(`javascript-${name}`, { log: console.error })
  console.error(`\n=== ${name}`)
  // The package.json of the first socket.io 4 did not name its types where compilers look for them.
  const tests = name === 'oldest' ? ['--testNamePattern=^(?!the types)'] : []
  const { status } = spawnSync(process.execPath, [path.join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', 'test/real/ecmascript.test.ts', 'test/real/ecmascript-support.test.ts', ...tests], {
    cwd: ROOT, stdio: 'inherit', env: { ...process.env, DEMOCK_JAVASCRIPT: environment },
  })
  if (status !== 0) process.exitCode = (process.exitCode ?? 0) + 1
}
