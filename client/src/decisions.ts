import { commands, window } from 'vscode'
import type { ExtensionContext } from 'vscode'
import type { VerifyDecision } from '../../server/src/protocol/messages.ts'

/** Whether what holds is to be kept: asked by a message and, since that hides after a while, by buttons of the Mocks view and of the editor of differences. */
export interface Decisions {
  /** Closing the message decides nothing. */
  ask(message: string): Promise<VerifyDecision>
  /** Nobody waits any more. */
  end(): void
}

const KEEP = 'Keep'
const DISCARD = 'Discard'

export function activateDecisions(context: ExtensionContext): Decisions {
  let decide: ((decision: VerifyDecision) => void) | undefined
  const end = (keep = false): void => {
    decide?.({ keep })
    decide = undefined
    void commands.executeCommand('setContext', 'demock.asking', false)
  }
  /** The message, which cannot be taken back, is at least hidden. */
  const decideByButton = (keep: boolean): void => {
    void commands.executeCommand('notifications.hideToasts')
    end(keep)
  }
  context.subscriptions.push(
    commands.registerCommand('demock.keepConversion', () => decideByButton(true)),
    commands.registerCommand('demock.discardConversion', () => decideByButton(false)),
  )
  return {
    ask(message) {
      end()
      void commands.executeCommand('setContext', 'demock.asking', true)
      return new Promise((resolve) => {
        decide = resolve
        void window.showInformationMessage(`${message} Keep what holds?`, KEEP, DISCARD).then((chosen) => {
          if (chosen !== undefined && decide === resolve) end(chosen === KEEP)
        })
      })
    },
    end: () => end(),
  }
}
