import type { Api, Library, Members } from '../library.ts'

const override: Api = { kind: 'patch', replaces: 'path', returns: 'testBed' }

const testBed: Members = {
  configureTestingModule: { providers: true, returns: 'testBed' },
  overrideProvider: override,
  overrideComponent: override,
  overrideModule: override,
  overrideDirective: override,
  overridePipe: override,
  overrideTemplate: override,
}

/** Overrides, providers, HTTP and time of Angular tests. Source: @angular/core 20, @angular/common 20. */
export const angularTesting: Library = {
  id: 'angular-testing',
  title: 'Angular TestBed',
  documentation: 'https://angular.dev/guide/testing',
  languages: ['ecmascript'],
  modules: ['@angular/core/testing', '@angular/common/http/testing', '@angular/router/testing', '@angular/platform-browser-dynamic/testing'],
  partial: true,
  name: 'angular',
  exports: {
    TestBed: { members: testBed },
    getTestBed: { returns: 'testBed' },
    provideHttpClientTesting: { kind: 'intercept', service: 'http' },
    HttpClientTestingModule: { kind: 'intercept', service: 'http', mention: true },
    RouterTestingModule: { kind: 'fake', service: 'ui', mention: true, members: { withRoutes: { kind: 'fake', service: 'ui' } } },
    fakeAsync: { kind: 'timer', service: 'time' },
  },
  objects: {
    testBed: { members: testBed },
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@angular/'],
}
