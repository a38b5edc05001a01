import type { Facts } from '../model/facts.ts'
import type { FileReport } from '../model/report.ts'

/**
 * A report whose facts are read when they are asked for: who only shows it never does. A class, as V8 makes a hidden class of its own for each object literal with
 * a getter that is a closure. These stand among the old objects, and would keep alive all that the getter sees whenever young objects are collected: half of what a
 * keystroke makes.
 */
export class LateReport implements FileReport {
  readonly path: FileReport['path']
  readonly sites: FileReport['sites']
  readonly references: FileReport['references']
  readonly suspects: FileReport['suspects']
  readonly findings: FileReport['findings']
  readonly problems: FileReport['problems']
  readonly #read: () => Facts
  #facts: Facts | undefined

  constructor({ path, sites, references, suspects, findings, problems }: Omit<FileReport, 'facts'>, read: () => Facts) {
    this.path = path
    this.sites = sites
    this.references = references
    this.suspects = suspects
    this.findings = findings
    this.problems = problems
    this.#read = read
  }

  get facts(): Facts {
    return (this.#facts ??= this.#read())
  }
}
