import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { installedFolder, Missing } from '../../scripts/installed-folder.mjs'
import { runNpm } from '../../scripts/run-command.mjs'

const VERSION = '0.51.1'

/** The program itself, not its launcher: npm runs no install scripts here, and a launcher would cost it a start of Node. */
export async function astGrep(log) {
  const folder = await installedFolder({
    name: `ast-grep-${VERSION}`, recipe: [VERSION], log,
    install: async (into) => {
      await writeFile(path.join(into, 'package.json'), JSON.stringify({ private: true, dependencies: { '@ast-grep/cli': VERSION } }))
      const { code, output } = await runNpm(['install'], { cwd: into })
      if (code !== 0) throw new Missing(`npm could not install @ast-grep/cli@${VERSION} (is the package registry within reach?)\n${output}`)
    },
  })
  const scope = path.join(folder, 'node_modules', '@ast-grep')
  const programs = (await readdir(scope)).filter((name) => name.startsWith('cli-')).flatMap((name) => ['ast-grep', 'ast-grep.exe'].map((program) => path.join(scope, name, program)))
  const program = programs.find((candidate) => existsSync(candidate))
  if (!program) throw new Missing(`@ast-grep/cli@${VERSION} has no program for ${process.platform}-${process.arch}`)
  return program
}
