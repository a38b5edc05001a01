/** A test file, an empty comment in its middle, and lines to type below. */
export interface LongFile {
  readonly name: string
  readonly languageId: string
  readonly text: string
  /** 0-based. */
  readonly line: number
  readonly comment: string
  readonly code: string
}

export declare function pythonFile(): LongFile
export declare function typescriptFile(): LongFile
