// Copied beside the installed plugins. Every method that makes a double or replaces something is restricted, in the files of both runners.
import vitest from '@vitest/eslint-plugin'
import jest from 'eslint-plugin-jest'
import * as parser from '@typescript-eslint/parser'

const all = (methods) => Object.fromEntries(methods.map((method) => [method, null]))

export default [{
  files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  plugins: { jest, vitest },
  rules: {
    'jest/no-restricted-jest-methods': ['error', all([
      'fn', 'mock', 'doMock', 'setMock', 'unstable_mockModule', 'spyOn', 'replaceProperty', 'useFakeTimers', 'createMockFromModule', 'genMockFromModule',
    ])],
    'vitest/no-restricted-vi-methods': ['error', all(['fn', 'mock', 'doMock', 'mockObject', 'spyOn', 'stubEnv', 'stubGlobal', 'useFakeTimers'])],
  },
}]
