import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** The value below which `share` (0 to 1) of the values lie. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

export const median = (values) => percentile(values, 0.5)

/** Seconds from start to end of a whole process whose output goes nowhere; fails unless its exit code is one of `codes`. */
export function timeOf([program, ...args], { cwd, codes }) {
  const [first, ...rest] = onTwoCores([program, ...args])
  return new Promise((resolve, reject) => {
    const start = performance.now()
    const child = spawn(first, rest, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let error = ''
    child.stderr.on('data', (chunk) => (error += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (codes.includes(code)) resolve((performance.now() - start) / 1000)
      else reject(new Error(`${program} ended with ${code}: ${error.slice(0, 2000)}`))
    })
  })
}

/** The standard output of a whole process. */
export function outputOf([program, ...args], { cwd, codes }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
    const out = []
    child.stdout.on('data', (chunk) => out.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => (codes.includes(code) ? resolve(Buffer.concat(out).toString()) : reject(new Error(`${program} ended with ${code}`))))
  })
}

/** Megabytes of a process that are in memory now, and the most that ever were; undefined where /proc does not tell. */
export function residentOf(pid) {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return undefined
  const kilobytes = (field) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1])
  return { now: kilobytes('VmRSS') / 1000, peak: kilobytes('VmHWM') / 1000 }
}

/** Seconds of processor time that a process has used with all its threads; undefined where /proc does not tell. */
export function processorTimeOf(pid) {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return undefined
  const fields = readFileSync(file, 'utf8').replace(/^.*\) /s, '').split(' ')
  return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS
}

/** Per second, on every Linux that Node runs on. */
const CLOCK_TICKS = 100

/** Keeps a command to two cores on machines that have more. */
function onTwoCores(command) {
  return availableParallelism() > 2 && existsSync('/usr/bin/taskset') ? ['/usr/bin/taskset', '-c', '0,1', ...command] : command
}
