import type { Library } from '../library.ts'

/** Deep doubles of an interface for NestJS. Source: @golevelup/ts-jest 3.0, @golevelup/ts-vitest 4.0. */
export const golevelupTsJest: Library = {
  id: 'golevelup-ts-jest',
  title: '@golevelup createMock',
  documentation: 'https://github.com/golevelup/nestjs#readme',
  languages: ['ecmascript'],
  modules: ['@golevelup/ts-jest', '@golevelup/ts-vitest', '@golevelup/ts-sinon', '@golevelup/nestjs-testing'],
  name: '@golevelup',
  exports: { createMock: { kind: 'double' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@golevelup/'],
}
