import type { Library } from '../library.ts'

const real = 'a server on a real port that speaks the protocol'

/** Servers on a port that speak the protocols of DynamoDB and S3. Source: dynalite 4, s3rver 3.7. */
export const awsEmulators: Library = {
  id: 'aws-emulators',
  title: 'Emulators of AWS',
  documentation: 'https://github.com/architect/dynalite#readme',
  languages: ['ecmascript'],
  modules: ['dynalite', 's3rver'],
  name: 'emulators',
  exports: { default: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
