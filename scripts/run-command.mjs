import { spawn } from 'node:child_process'
import { once } from 'node:events'

/**
 * Runs a program to its end without a shell and without input; its output is kept, and handed on line by line to `onLine`.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void}} [options]
 * @returns {Promise<{code: number, stdout: string, output: string}>} `output` is both streams in the order of arrival; code 127: no such program
 */
export async function runCommand(program, args, { cwd, env, onLine } = {}) {
  const child = spawn(program, args, { cwd, env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let output = ''
  let rest = ''
  const keep = (text) => {
    output += text
    if (!onLine) return
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
    keep(text)
  })
  child.stderr.setEncoding('utf8').on('data', keep)
  try {
    const [code, signal] = await once(child, 'close')
    if (rest) onLine?.(rest)
    return { code: code ?? 1, stdout, output: signal ? `${output}\nended by ${signal}` : output }
  } catch (error) {
    return { code: 127, stdout, output: `${program}: ${error.message}` }
  }
}

/** Runs npm with the Node that runs us; see `runCommand`. */
export function runNpm(args, options) {
  const cli = process.env.npm_execpath
  const quiet = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  if (cli?.endsWith('.js')) return runCommand(process.execPath, [cli, ...quiet], options)
  return process.platform === 'win32' ? runCommand('cmd', ['/c', 'npm', ...quiet], options) : runCommand('npm', quiet, options)
}
