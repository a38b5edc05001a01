import type { Api, Library } from '../library.ts'

const double: Api = { kind: 'double', service: 'ui' }

/** Doubles of the API of VS Code. Source: jest-mock-vscode 4.8. */
export const jestMockVscode: Library = {
  id: 'jest-mock-vscode',
  title: 'jest-mock-vscode',
  documentation: 'https://github.com/streetsidesoftware/jest-mock-vscode#readme',
  languages: ['ecmascript'],
  modules: ['jest-mock-vscode'],
  name: 'jest-mock-vscode',
  exports: {
    createVSCodeMock: double,
    createMockTextEditor: double,
    createMockWorkspaceConfiguration: double,
    createMockTabGroups: double,
    createMockFileSystem: double,
    createMockFileSystemProvider: double,
    createWindow: double,
    createWorkspace: double,
    createLanguages: double,
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]jest-mock-vscode'],
}
