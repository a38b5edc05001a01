import type { Library } from '../library.ts'
import { AWS_CLIENTS } from './moto.ts'

/** Canned answers for a client of AWS. Source: botocore 1.4x, botocore/stub.py. */
export const botocoreStub: Library = {
  id: 'botocore-stub',
  title: 'botocore Stubber',
  documentation: 'https://botocore.amazonaws.com/v1/documentation/api/latest/reference/stubber.html',
  languages: ['python'],
  modules: ['botocore.stub'],
  name: 'botocore.stub',
  exports: { Stubber: { kind: 'intercept', returns: 'stubber' } },
  objects: { stubber: {} },
  told: AWS_CLIENTS,
  configuration: ['add_response', 'add_client_error', 'activate', 'deactivate'],
  verification: ['assert_no_pending_responses'],
  triggers: ['\\bStubber\\b'],
}
