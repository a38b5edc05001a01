import type { Terminal } from './terminal.ts'

/** A line on standard error that is drawn again and again; nothing where no progress may be drawn. */
export interface ProgressBar {
  show(done: number, of: number, what: string): void
  clear(): void
}

const WIDTH = 24
const DRAW_EVERY_MS = 100

/** `[████████░░░░] 12 of 40 commits`. */
export function progressBar(terminal: Terminal, draws: boolean): ProgressBar {
  if (!draws || !terminal.showsProgress) return { show: () => {}, clear: () => {} }
  let last = 0
  return {
    show(done, of, what) {
      const now = performance.now()
      if (done > 0 && now - last < DRAW_EVERY_MS) return
      last = now
      const full = of === 0 ? 0 : Math.round((done / of) * WIDTH)
      terminal.error(`\r\u001B[K[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${done} of ${of} ${what}`)
    },
    clear: () => terminal.error('\r\u001B[K'),
  }
}
