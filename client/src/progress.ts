import { ProgressLocation, window } from 'vscode'
import type { CancellationToken } from 'vscode'
import { WorkDoneProgress } from 'vscode-languageclient'
import type { LanguageClient } from 'vscode-languageclient/node'

let runs = 0

/** Shows the progress that the server reports for a token, as a notification that can be cancelled, while `request` runs. */
export async function withServerProgress<Result>(
  client: LanguageClient, title: string, request: (workDoneToken: string, token: CancellationToken) => Promise<Result>,
): Promise<Result> {
  const workDoneToken = `demock.progress.${++runs}`
  return await window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
    let shown = 0
    const subscription = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== 'report') return
      const percentage = Math.max(shown, value.percentage ?? shown)
      progress.report({ increment: percentage - shown, ...(value.message === undefined ? {} : { message: value.message }) })
      shown = percentage
    })
    try {
      return await request(workDoneToken, token)
    } finally {
      subscription.dispose()
    }
  })
}
