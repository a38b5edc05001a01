import { readdirSync } from 'node:fs'
import path from 'node:path'
import Mocha from 'mocha'

/** What VS Code calls in its extension host: runs each bundled `*.test.cjs` beside this file, rejects when one fails or there is none. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, forbidOnly: true, forbidPending: true })
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.test.cjs')).sort()) mocha.addFile(path.join(__dirname, file))
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats))
  })
  const { passes, failures } = stats ?? { passes: 0, failures: 0 }
  console.log(`${passes} passed, ${failures} failed`)
  if (failures > 0) throw new Error(`${failures} failed`)
  if (passes === 0) throw new Error('there was no test')
}
