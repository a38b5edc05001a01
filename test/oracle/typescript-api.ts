import { createRequire } from 'node:module'
import path from 'node:path'

/** The part of TypeScript's in-process API (6.0.3) that the oracle asks. */
export interface TypeScript {
  readonly version: string
  readonly SyntaxKind: Readonly<Record<string, number>>
  createSourceFile(name: string, text: string, options: object): SourceFile
  forEachChild(node: TsNode, visit: (child: TsNode) => void, visitAll?: (children: readonly TsNode[]) => void): void
  createScanner(languageVersion: number, skipTrivia: boolean, languageVariant: number, text: string): Scanner
}

export interface Scanner {
  resetTokenState(at: number): void
  scan(): number
  getTokenStart(): number
  getTokenEnd(): number
}

export interface TsNode {
  readonly kind: number
  readonly pos: number
  readonly end: number
  getStart(file: SourceFile): number
}

export interface SourceFile extends TsNode {
  readonly text: string
  readonly languageVariant: number
  readonly parseDiagnostics: readonly unknown[]
}

/** A list of nodes, which TypeScript gives the places of its ends to. */
export type NodeList = readonly TsNode[] & { readonly pos: number; readonly end: number }

/** The folder of the TypeScript whose parser is the oracle: a package `typescript6` in the folder that DEMOCK_JAVASCRIPT names. */
export function typescriptFolder(): string {
  const folder = process.env['DEMOCK_JAVASCRIPT']
  if (folder === undefined) throw new Error('DEMOCK_JAVASCRIPT names no folder with node_modules/typescript6')
  return path.join(folder, 'node_modules', 'typescript6')
}

export function loadTypescript(): TypeScript {
  return createRequire(path.join(typescriptFolder(), 'package.json'))('./lib/typescript.js') as TypeScript
}
