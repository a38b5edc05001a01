import type { Library } from '../library.ts'

const application = 'the application itself, called in process without a socket'

/** Test clients that call the application. Source: Flask 3.1, Quart 0.20, sanic-testing 24.6, Falcon 4.0, Werkzeug 3.1. */
export const frameworkClients: Library = {
  id: 'framework-clients',
  title: 'test clients of Flask, Quart, Sanic and Falcon',
  documentation: 'https://flask.palletsprojects.com/en/stable/testing/',
  languages: ['python'],
  modules: ['flask.testing', 'quart.testing', 'sanic_testing', 'sanic_testing.testing', 'falcon.testing', 'werkzeug.test'],
  name: 'testing',
  exports: {
    FlaskClient: { real: application, returns: 'client' },
    FlaskCliRunner: { real: application },
    QuartClient: { real: application, returns: 'client' },
    SanicTestClient: { real: 'the application on a real server' },
    SanicASGITestClient: { real: application, returns: 'client' },
    TestClient: { real: application, returns: 'client' },
    ASGIConductor: { real: application, returns: 'client' },
    Client: { real: application, returns: 'client' },
  },
  objects: { client: { real: application } },
  configuration: [],
  verification: [],
  triggers: [],
}
