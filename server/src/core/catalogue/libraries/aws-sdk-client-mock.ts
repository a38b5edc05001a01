import type { Library } from '../library.ts'

/** Intercepts the commands of one client of the AWS SDK. Source: aws-sdk-client-mock 4.1. */
export const awsSdkClientMock: Library = {
  id: 'aws-sdk-client-mock',
  title: 'aws-sdk-client-mock',
  documentation: 'https://github.com/m-radzikowski/aws-sdk-client-mock#readme',
  languages: ['ecmascript'],
  modules: ['aws-sdk-client-mock'],
  name: 'aws-sdk-client-mock',
  exports: { mockClient: { kind: 'intercept', replaces: 'path' } },
  configuration: ['onAnyCommand', 'callsFakeOnce', 'resolvesOnce', 'rejectsOnce'],
  verification: [
    'commandCalls', 'commandCall', 'toHaveReceivedCommand', 'toHaveReceivedCommandTimes', 'toHaveReceivedCommandWith', 'toHaveReceivedNthCommandWith',
    'toHaveReceivedNthSpecificCommandWith', 'toHaveReceivedLastCommandWith', 'toHaveReceivedAnyCommand',
  ],
  triggers: ['[\'"]aws-sdk-client-mock'],
}
