/**
 * Names and types of Demock's own requests and notifications: the only file that server and client share. Plain data; positions are those of the
 * Language Server Protocol (0-based lines, 0-based characters in UTF-16 units).
 */

/** Request: the mocks of one file, open or not. `CountParams` → `FileCount`. */
export const COUNT = 'demock/count'

/** Notification to a client that asked for it in its `initializationOptions`: the count of an open file has changed. `FileCount`. */
export const COUNT_CHANGED = 'demock/countChanged'

/** Request: the mocks of all workspace folders, on disk. `CountWorkspaceParams` → `WorkspaceCount`. Cancelling it gives what was counted so far. */
export const COUNT_WORKSPACE = 'demock/countWorkspace'

/** Request: holds the mocks of a workspace folder, on disk, against its baseline, or writes that. `GateParams` → `GateResult`. */
export const GATE = 'demock/gate'

/** Request: the completion report of a workspace folder, on disk, held against its baseline if it has one. `ReportParams` → `ReportResult`; null where Demock is disabled. */
export const REPORT = 'demock/report'

/** Request: what stands at a place of an open file, and why it is a mock or none. `ExplainParams` → `ExplainedText`; null for what Demock does not read. */
export const EXPLAIN = 'demock/explain'

/**
 * Command of the server (`workspace/executeCommand`, argument `VerifyParams` → `VerifyResult`): converts mocks in a copy of the work tree, proves the conversions there by running the
 * tests, and keeps them when the user agrees. Cancelling it changes nothing of the file at hand.
 */
export const VERIFY_COMMAND = 'demock.verify'

/** Notification of the client: the workspace is trusted from now on. */
export const TRUSTED = 'demock/trusted'

/** Request to a client that asked for it: what is proposed to be kept, and whether the user wants that. `VerifyResult` with state `asking` → `VerifyDecision`. */
export const VERIFIED = 'demock/verified'

/** Command of the client that a code action names, with the arguments `uri` and `Place`: it asks EXPLAIN and shows the answer. */
export const EXPLAIN_COMMAND = 'demock.explain'

/** What a client may say in `initializationOptions`. */
export interface InitializationOptions {
  /** Send COUNT_CHANGED. */
  readonly countChanged?: boolean
  /** Offer code actions with EXPLAIN_COMMAND. */
  readonly explain?: boolean
  /** The client shows the diagnostic of a place in its hover: the hover of Demock does not repeat the evidence. */
  readonly diagnosticInHover?: boolean
  /** The user trusts the workspace, so that its tests may be run. */
  readonly trusted?: boolean
  /** Ask by VERIFIED; without it the differences are shown as a document where the client can do that. */
  readonly verified?: boolean
}

export interface CountParams {
  readonly textDocument: { readonly uri: string }
}

export interface GateParams {
  /** URI of a workspace folder. */
  readonly folder: string
  readonly action: 'check' | 'create' | 'update' | 'prune'
  /** Why new mocks are let in; needed by `update` where there are any. */
  readonly reason?: string
}

export interface GateResult {
  /** `needs-baseline`: there is none · `needs-reason`: there are new mocks · `failed`: the message says why. */
  readonly state: 'passed' | 'not-passed' | 'written' | 'needs-baseline' | 'needs-reason' | 'failed'
  /** One sentence. */
  readonly message: string
  /** The verdict; null where there is none. */
  readonly markdown: string | null
}

export interface ReportParams {
  /** URI of a workspace folder. */
  readonly folder: string
}

export interface ReportResult {
  /** One self-contained document without scripts. */
  readonly html: string
  readonly markdown: string
}

export interface ExplainParams {
  readonly textDocument: { readonly uri: string }
  readonly position: Place
}

export interface ExplainedText {
  /** As `demock explain` prints it. */
  readonly text: string
}

export interface VerifyParams {
  /** A file or folder in a folder of the workspace. */
  readonly uri: string
  /** Service id: `websocket`. Without it that of the mocks which are there; the user is asked where there are several. */
  readonly service?: string
  /** Of a file, only the mock that stands there. */
  readonly place?: Place
  /** Prove also what an earlier run has proven. */
  readonly again?: boolean
}

export interface VerifyResult {
  /**
   * `done` · `cancelled`: what was proven until then is told · `nothing`: no mock there can be converted safely · `untrusted` · `unsaved`: the documents must be saved first ·
   * `declined`: the user did not want the tests to run · `failed`: the message says why · `asking`: what is to be kept is not decided yet.
   */
  readonly state: 'done' | 'cancelled' | 'nothing' | 'untrusted' | 'unsaved' | 'declined' | 'failed' | 'asking'
  /** One or two sentences. */
  readonly message: string
  readonly files: readonly VerifiedFile[]
  /** URIs of documents that are not saved. */
  readonly unsaved: readonly string[]
}

export interface VerifyDecision {
  readonly keep: boolean
}

/** What became of one test file. */
export interface VerifiedFile {
  readonly uri: string
  /** Relative to its workspace folder. */
  readonly path: string
  readonly outcome: 'proven' | 'not proven' | 'rolled back' | 'untouched'
  /** Whether it is in the work tree now. */
  readonly kept: boolean
  /** Mocks that are converted, or would be. */
  readonly sites: number
  /** What is missing for a proof, or why it is rolled back. */
  readonly reason: string | null
  /** Whether an earlier run has proven it, and nothing that decides it has changed since: no test was run for it now. */
  readonly resumed: boolean
  /** How the tests were run. */
  readonly command: string | null
  /** The end of what a failing run printed. */
  readonly output: string | null
  /** The breakages of the code under test that the mock test noticed. */
  readonly breakages: readonly Breakage[]
  /** Texts before and after; `before` is null for a new file. */
  readonly changes: readonly { readonly uri: string; readonly path: string; readonly before: string | null; readonly after: string }[]
}

export interface Breakage {
  readonly uri: string
  /** Relative to its workspace folder. */
  readonly path: string
  readonly start: Place
  /** `ws.send_json left out` */
  readonly label: string
  /** Whether the converted test noticed it, too. */
  readonly noticed: boolean
}

export interface CountWorkspaceParams {
  /** Token of the work-done progress that the client listens to. */
  readonly workDoneToken?: string | number
}

export interface Place {
  readonly line: number
  readonly character: number
}

export interface ServiceCount {
  /** Service id: `websocket`. */
  readonly service: string
  readonly title: string
  readonly sites: number
}

export interface KindCount {
  readonly kind: string
  readonly sites: number
}

/** One mock, for lists and trees. */
export interface SiteEntry {
  readonly start: Place
  readonly end: Place
  readonly kind: string
  readonly service: string
  /** The bound name or patched path, or the API where there is none. */
  readonly label: string
  /** API, test, and the reason of a directive that allows it. */
  readonly detail: string
}

export interface FileCount {
  readonly uri: string
  /** Version of the open document; null for a file that is not open. */
  readonly version: number | null
  /** False for code that is no test, unknown languages, and where Demock is disabled. */
  readonly isTest: boolean
  /** Of the sites, those that a directive allows. */
  readonly allowed: number
  readonly references: number
  /** Services with sites, most first. */
  readonly services: readonly ServiceCount[]
  /** In source order. */
  readonly sites: readonly SiteEntry[]
}

export interface WorkspaceFile {
  readonly uri: string
  /** Relative to its folder, with `/`; in a workspace of several folders led by the folder's name. */
  readonly path: string
  readonly sites: readonly SiteEntry[]
}

export interface WorkspaceCount {
  /** The count was stopped early: all numbers are those of the files read until then. */
  readonly cancelled: boolean
  /** Source files read. */
  readonly files: number
  readonly filesWithMocks: number
  readonly sites: number
  /** Of the sites, those that a directive allows. */
  readonly allowed: number
  /** What only looks like a mock; in none of the other numbers. */
  readonly suspected: number
  readonly references: number
  /** Services with sites, most first. */
  readonly services: readonly ServiceCount[]
  /** Kinds with sites, most first. */
  readonly kinds: readonly KindCount[]
  /** Files with sites, by path. */
  readonly entries: readonly WorkspaceFile[]
  /** Files that could not be read, and why. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
  /** The same as a readable page. */
  readonly markdown: string
}
