import type { Api, Library } from '../library.ts'

const override: Api = { kind: 'patch', replaces: 'path', returns: 'override' }
const put: Api = { returns: 'builder' }

/** Overrides and providers of a testing module. Source: @nestjs/testing 12. */
export const nestjsTesting: Library = {
  id: 'nestjs-testing',
  title: 'NestJS testing module',
  documentation: 'https://docs.nestjs.com/fundamentals/testing',
  languages: ['ecmascript'],
  modules: ['@nestjs/testing'],
  name: 'nestjs',
  exports: { Test: { members: { createTestingModule: { providers: true, returns: 'builder' } } }, TestingModuleBuilder: { returns: 'builder' } },
  objects: {
    builder: {
      members: {
        overrideProvider: override,
        overrideGuard: { ...override, service: 'auth' },
        overrideInterceptor: override,
        overrideFilter: override,
        overridePipe: override,
        overrideModule: override,
        useMocker: { kind: 'double' },
        setLogger: put,
      },
    },
    override: { members: { useValue: put, useClass: put, useFactory: put, useModule: put } },
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@nestjs/testing'],
}
