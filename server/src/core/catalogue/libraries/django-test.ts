import type { Api, Library } from '../library.ts'

const settings: Api = { kind: 'env', service: 'environment' }
const application = 'the application itself, called in process'
const server = 'the application on a real HTTP server'
const testCase: Api = { returns: 'TestCase' }
const liveCase: Api = { real: server, returns: 'TestCase' }
const client: Api = { real: application, returns: 'Client' }

/** Settings that a test overrides, beside clients and servers that are real. Source: Django 5.2, django/test; DRF 3.16, rest_framework/test.py; pytest-django 4.11. */
export const djangoTest: Library = {
  id: 'django-test',
  title: 'Django and REST framework test tools',
  documentation: 'https://docs.djangoproject.com/en/stable/topics/testing/tools/#overriding-settings',
  languages: ['python'],
  modules: [
    'django.test', 'django.test.utils', 'django.test.testcases', 'django.test.client', 'django.contrib.staticfiles.testing', 'rest_framework.test',
    'pytest_django', 'pytest_django.fixtures',
  ],
  partial: true,
  name: 'django.test',
  exports: {
    override_settings: settings,
    modify_settings: settings,
    freeze_time: { kind: 'timer', service: 'time' },
    SimpleTestCase: testCase,
    TestCase: testCase,
    TransactionTestCase: testCase,
    APISimpleTestCase: testCase,
    APITestCase: testCase,
    APITransactionTestCase: testCase,
    LiveServerTestCase: liveCase,
    APILiveServerTestCase: liveCase,
    StaticLiveServerTestCase: liveCase,
    Client: client,
    AsyncClient: client,
    APIClient: client,
    RequestFactory: { real: 'real request objects, without middleware' },
    AsyncRequestFactory: { real: 'real request objects, without middleware' },
    APIRequestFactory: { real: 'real request objects, without middleware' },
    RequestsClient: client,
    CoreAPIClient: client,
    SettingsWrapper: { returns: 'settings' },
    DjangoDbBlocker: {},
  },
  objects: {
    TestCase: { members: { settings, modify_settings: settings, client: { is: 'Client' }, async_client: { is: 'Client' } } },
    Client: { real: application },
    settings: { assigned: 'env', service: 'environment' },
  },
  fixtures: {
    settings: { is: 'settings', known: /^[A-Z][A-Z0-9_]*$/ },
    mailoutbox: { kind: 'fake', service: 'email' },
    live_server: { real: server },
  },
  configuration: [],
  verification: [],
  triggers: ['(?:override|modify)_settings', 'self\\.settings\\(', '\\bsettings\\.[A-Z][A-Z0-9_]*\\s*[+|]?=[^=]', 'mailoutbox', 'test\\.utils'],
}
