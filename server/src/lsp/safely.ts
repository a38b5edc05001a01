import { LSPErrorCodes, ResponseError } from 'vscode-languageserver'
import type { CancellationToken } from 'vscode-languageserver'

/** Writes one line to the client's log. */
export type Report = (message: string) => void

/**
 * The guard around every request: a cancelled one answers `RequestCancelled`, a thrown ResponseError is the answer, anything else thrown is logged
 * and answered by the harmless `fallback`.
 */
export function safely<Params, Result>(
  name: string,
  report: Report,
  fallback: Result,
  handler: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<never>> {
  return async (params, token) => {
    if (token.isCancellationRequested) return cancelled()
    try {
      const result = await handler(params, token)
      return token.isCancellationRequested ? cancelled() : result
    } catch (error) {
      if (token.isCancellationRequested) return cancelled()
      if (error instanceof ResponseError) return new ResponseError<never>(error.code, error.message)
      report(`${name} failed: ${textOfError(error)}`)
      return fallback
    }
  }
}

/** The same guard for a request that answers a cancellation itself, with what it has done so far. */
export function safelySoFar<Params, Result>(
  name: string,
  report: Report,
  fallback: Result,
  handler: (params: Params, token: CancellationToken) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<never>> {
  return async (params, token) => {
    try {
      return await handler(params, token)
    } catch (error) {
      if (error instanceof ResponseError) return new ResponseError<never>(error.code, error.message)
      report(`${name} failed: ${textOfError(error)}`)
      return fallback
    }
  }
}

/** The guard around notifications, events and timers: what is thrown is logged. */
export function guarded<Params extends readonly unknown[]>(
  name: string, report: Report, handler: (...params: Params) => void | Promise<void>,
): (...params: Params) => Promise<void> {
  return async (...params) => {
    try {
      await handler(...params)
    } catch (error) {
      report(`${name} failed: ${textOfError(error)}`)
    }
  }
}

function cancelled(): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
}

function textOfError(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error)
}
