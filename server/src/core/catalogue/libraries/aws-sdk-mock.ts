import type { Library, Members } from '../library.ts'

const members: Members = { mock: { kind: 'intercept', replaces: 'path' }, remock: { kind: 'intercept', replaces: 'path' } }

/** Replaces methods of a service of the AWS SDK. Source: aws-sdk-mock 6.2. */
export const awsSdkMock: Library = {
  id: 'aws-sdk-mock',
  title: 'aws-sdk-mock',
  documentation: 'https://github.com/dwyl/aws-sdk-mock#readme',
  languages: ['ecmascript'],
  modules: ['aws-sdk-mock'],
  name: 'AWSMock',
  exports: { ...members, default: { members } },
  told: {
    calls: ['mock', 'remock'],
    services: {
      S3: 'storage',
      SQS: 'queue',
      SNS: 'queue',
      Kinesis: 'queue',
      EventBridge: 'queue',
      SES: 'email',
      SESV2: 'email',
      DynamoDB: 'database',
      'DynamoDB.DocumentClient': 'database',
      RDS: 'database',
      RDSDataService: 'database',
      ElastiCache: 'cache',
      CognitoIdentityServiceProvider: 'auth',
      CognitoIdentity: 'auth',
      STS: 'auth',
      IAM: 'auth',
      SecretsManager: 'auth',
      CloudWatchLogs: 'logging',
      Bedrock: 'llm',
      BedrockRuntime: 'llm',
    },
    otherwise: 'http',
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]aws-sdk-mock'],
}
