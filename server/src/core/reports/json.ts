import type { FileCounts, Summary } from './counts.ts'

/** Version of the JSON contract; grows when a field changes its meaning or goes away, not when one is added. */
const JSON_VERSION = 1

/** The stable JSON form of a scan, with a line end. Lines and columns are 1-based, columns in UTF-16 units. */
export function jsonReport(summary: Summary, files: readonly FileCounts[]): string {
  return `${JSON.stringify({ version: JSON_VERSION, summary, files }, undefined, 2)}\n`
}
