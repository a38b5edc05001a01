import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** Tests in these folders run the built bundle, the languages' own tools or real services; the others need nothing but the sources. */
const system = ['test/{lsp,cli,oracle,real,examples}/**/*.test.ts']
const exclude = ['test/{fixtures,replacements,corpus,environments,e2e}/**']

/** The scans of tests leave the user's own cache alone. */
const cache = mkdtempSync(path.join(tmpdir(), 'demock-cache-'))

export default defineConfig({
  test: {
    pool: 'forks',
    env: { XDG_CACHE_HOME: cache },
    setupFiles: 'test/support/each-test.ts',
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [...exclude, ...system], testTimeout: 30_000 } },
      {
        extends: true,
        test: { name: 'system', include: system, exclude, globalSetup: 'test/support/global-setup.ts', testTimeout: 300_000, hookTimeout: 300_000 },
      },
    ],
  },
})
