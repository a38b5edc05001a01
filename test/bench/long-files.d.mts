/** A test file, and the line of a comment in its middle. */
export interface LongFile {
  readonly name: string
  readonly languageId: string
  readonly text: string
  /** 0-based. */
  readonly line: number
  readonly indent: number
  readonly comment: string
}

export declare function pythonFile(): LongFile
export declare function typescriptFile(): LongFile
