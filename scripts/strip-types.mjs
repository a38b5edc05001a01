import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from './installed-folder.mjs'
import { runCommand } from './run-command.mjs'

/**
 * The JavaScript of a TypeScript file as people write it, comments kept: as ECMAScript module and as CommonJS module.
 * @param {string} file absolute path of a file with erasable types, whose only imports are named ones
 * @returns {Promise<{esm: string, cjs: string}>}
 */
export async function stripTypes(file) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'demock-strip-'))
  try {
    const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc')
    const options = ['--noCheck', '--ignoreConfig', '--target', 'es2022', '--module', 'es2022', '--moduleResolution', 'bundler', '--types', '', '--outDir', folder]
    const { code, output } = await runCommand(process.execPath, [compiler, ...options, file])
    if (code !== 0) throw new Error(`${path.basename(file)} cannot be compiled:\n${output}`)
    const esm = spaced(await readFile(path.join(folder, path.basename(file).replace(/ts$/, 'js')), 'utf8'))
    return { esm, cjs: commonJs(esm) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The compiler indents by four and leaves no empty lines: gives back two spaces, and a line before each documented declaration. */
function spaced(text) {
  const lines = []
  for (const line of text.split('\n')) {
    const narrow = line.replace(/^(?: {4})+/, (indent) => indent.slice(indent.length / 2))
    const before = lines.at(-1) ?? '{'
    const begins = /^ *\/\*\*|^\/\/|^(?:export )?(?:async )?(?:function|class) |^ {2}(?:async |get )?#?\w+\([^;]*\{$|^if /.test(narrow)
    if (begins && !/\{$|\*\/$|^\/\//.test(before)) lines.push('')
    lines.push(narrow)
  }
  return lines.join('\n')
}

function commonJs(esm) {
  const names = []
  const text = esm
    .replace(/^import (\{[^}]+\}) from '([^']+)';$/gm, (_, imported, module) => `const ${imported.replaceAll(' as ', ': ')} = require('${module}');`)
    .replace(/^export ((?:async )?(?:function|class) (\w+))/gm, (_, declaration, name) => {
      names.push(name)
      return declaration
    })
  if (/^(?:import|export) /m.test(text)) throw new Error('only named imports and exported functions and classes are known to the CommonJS form')
  return `'use strict';\n\n${text}\nmodule.exports = { ${names.join(', ')} };\n`
}
