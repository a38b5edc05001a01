import type { Library } from '../library.ts'

const application = 'the application itself, called in process without a socket'

/** Communicators that call a consumer directly, and a live server. Source: Channels 4.2, channels/testing/__init__.py. */
export const channelsTesting: Library = {
  id: 'channels-testing',
  title: 'Django Channels test tools',
  documentation: 'https://channels.readthedocs.io/en/stable/topics/testing.html',
  languages: ['python'],
  modules: ['channels.testing', 'channels.testing.websocket', 'channels.testing.http'],
  name: 'channels.testing',
  exports: {
    WebsocketCommunicator: { real: application, returns: 'WebsocketCommunicator' },
    HttpCommunicator: { real: application, returns: 'WebsocketCommunicator' },
    ApplicationCommunicator: { real: application, returns: 'WebsocketCommunicator' },
    ChannelsLiveServerTestCase: { real: 'the application on a real server' },
  },
  objects: { WebsocketCommunicator: { real: application } },
  configuration: [],
  verification: [],
  triggers: [],
}
