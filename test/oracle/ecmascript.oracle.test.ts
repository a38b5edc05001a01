import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { ecmascript } from '../../server/src/core/languages/ecmascript/ecmascript.ts'
import { compareText, newComparison } from './ecmascript-comparison.ts'
import { samples } from './ecmascript-samples.ts'
import { loadTypescript, typescriptFolder } from './typescript-api.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
/** Single files beyond this are left out, except for TypeScript's own. */
const LARGEST = 3_000_000
const SHOWN = 20

it("agrees with TypeScript's parser on the sources in node_modules and on TypeScript's libraries", () => {
  const typescript = loadTypescript()
  const comparison = newComparison()
  const folders = [path.join(ROOT, 'node_modules'), ...(process.env['DEMOCK_ORACLE_EXTRA']?.split(path.delimiter) ?? [])]
  const files = [...folders.flatMap((folder) => sourcesIn(folder, LARGEST)), ...sourcesIn(path.join(typescriptFolder(), 'lib'), Number.POSITIVE_INFINITY)]
  for (const file of files) compareText(typescript, file, readFileSync(file, 'utf8'), comparison)
  for (const [name, text] of samples) {
    const { rejected } = comparison
    compareText(typescript, name, text, comparison)
    expect(comparison.rejected, `TypeScript rejects the sample ${name}`).toBe(rejected)
  }
  const { counts, differences } = comparison
  const told = [...counts].map(([kind, count]) => `${kind}: ${count}`).join(', ')
  const { files: compared, characters, rejected } = comparison
  console.log(`compared ${compared} files (${characters} characters): ${told}; rejected by TypeScript ${typescript.version}: ${rejected}`)
  expect(differences.length, differences.slice(0, SHOWN).join('\n')).toBe(0)
  expect(comparison.files).toBeGreaterThan(1500)
  expect(counts.get('call')).toBeGreaterThan(100_000)
})

/** Every source file below a folder; symbolic links are not followed. */
function sourcesIn(folder: string, largest: number): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ecmascript.extensions.includes(path.extname(entry.name).toLowerCase()))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size <= largest)
    .sort()
}
