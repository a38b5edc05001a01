import type { Api, Library } from '../library.ts'

const transport: Api = { kind: 'double' }
const clock: Api = { kind: 'timer', service: 'time' }

/** Patching by a test case, transports and reactors in memory, a clock. Source: Twisted 25, trial/_synctest.py, internet/testing.py, internet/task.py. */
export const twisted: Library = {
  id: 'twisted',
  title: 'Twisted Trial',
  documentation: 'https://docs.twisted.org/en/stable/api/twisted.internet.testing.html',
  languages: ['python'],
  modules: ['twisted.trial.unittest', 'twisted.internet.testing', 'twisted.test.proto_helpers', 'twisted.internet.task'],
  partial: true,
  name: 'twisted',
  exports: {
    TestCase: { returns: 'TestCase' },
    SynchronousTestCase: { returns: 'TestCase' },
    StringTransport: transport,
    StringTransportWithDisconnection: transport,
    FakeDatagramTransport: transport,
    MemoryReactor: transport,
    MemoryReactorClock: transport,
    RaisingMemoryReactor: transport,
    Clock: clock,
  },
  objects: { TestCase: { members: { patch: { kind: 'patch', replaces: 'member' } } } },
  configuration: ['advance', 'pump'],
  verification: [],
  triggers: ['\\btwisted\\b'],
}
