// Builds every bundle into dist/: node esbuild.mjs [--watch] [--production]
import { chmod } from 'node:fs/promises'
import { build, context } from 'esbuild'

const watch = process.argv.includes('--watch')
const production = process.argv.includes('--production')

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: production,
  sourcemap: production ? false : 'linked',
  // The ES module of jsonc-parser and of the vscode packages is taken: their `main` is a UMD wrapper that cannot be bundled.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
}

const bundles = [
  { ...shared, entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] },
  { ...shared, entryPoints: ['server/src/server.ts'], outfile: 'dist/server.cjs' },
  { ...shared, entryPoints: ['server/src/workspace/scan-worker.ts'], outfile: 'dist/scan-worker.cjs' },
  { ...shared, entryPoints: ['server/src/cli.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
]

if (watch) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch()
} else {
  const results = await Promise.allSettled(bundles.map((options) => build(options)))
  if (results.some((result) => result.status === 'rejected')) process.exitCode = 1
  else await chmod('dist/cli.cjs', 0o755)
}
