import type { Api, Library, Members, ToldService } from '../library.ts'
import type { ServiceId } from '../../model/finding.ts'

/** What the services of AWS are for; those that are left out have no kin among the services. */
const AWS: Readonly<Record<string, ServiceId>> = {
  s3: 'storage', s3control: 'storage', glacier: 'storage', efs: 'storage', ebs: 'storage', mediastore: 'storage', datasync: 'storage', backup: 'storage',
  sqs: 'queue', sns: 'queue', kinesis: 'queue', kinesisvideo: 'queue', firehose: 'queue', events: 'queue', mq: 'queue', scheduler: 'queue', swf: 'queue',
  stepfunctions: 'queue', iot: 'queue', pipes: 'queue', kafka: 'queue',
  dynamodb: 'database', dynamodbstreams: 'database', rds: 'database', redshift: 'database', neptune: 'database', athena: 'database', glue: 'database',
  timestreamwrite: 'database', opensearch: 'database', es: 'database', sdb: 'database', dms: 'database', docdb: 'database', lakeformation: 'database',
  elasticache: 'cache', dax: 'cache', memorydb: 'cache',
  ses: 'email', sesv2: 'email', pinpoint: 'email',
  iam: 'auth', sts: 'auth', cognitoidp: 'auth', cognitoidentity: 'auth', kms: 'auth', secretsmanager: 'auth', acm: 'auth', ssoadmin: 'auth', identitystore: 'auth',
  ssm: 'environment', appconfig: 'environment', config: 'environment',
  cloudwatch: 'logging', logs: 'logging', xray: 'logging', cloudtrail: 'logging',
  bedrock: 'llm', bedrockruntime: 'llm', bedrockagent: 'llm',
}

const AWS_OTHERS = [
  'acmpca', 'amp', 'apigateway', 'apigatewaymanagementapi', 'apigatewayv2', 'applicationautoscaling', 'appsync', 'autoscaling', 'batch', 'batch_simple', 'budgets',
  'ce', 'cloudformation', 'cloudfront', 'codebuild', 'codecommit', 'codepipeline', 'comprehend', 'databrew', 'datapipeline', 'ds', 'ec2', 'ec2instanceconnect',
  'ecr', 'ecs', 'eks', 'elasticbeanstalk', 'elastictranscoder', 'elb', 'elbv2', 'emr', 'emrcontainers', 'emrserverless', 'forecast', 'greengrass', 'guardduty',
  'inspector2', 'iotdata', 'ivs', 'kinesisvideoarchivedmedia', 'lambda', 'lambda_simple', 'managedblockchain', 'mediaconnect', 'medialive', 'mediapackage',
  'mediastoredata', 'meteringmarketplace', 'opsworks', 'organizations', 'panorama', 'personalize', 'polly', 'quicksight', 'ram', 'rdsdata', 'redshiftdata',
  'rekognition', 'resourcegroups', 'resourcegroupstaggingapi', 'robomaker', 'route53', 'route53resolver', 'sagemaker', 'sagemakerruntime', 'servicediscovery',
  'servicequotas', 'signer', 'support', 'textract', 'transcribe', 'wafv2', 'xray_client', 'dynamodb2', 'rds2',
]

const fake: Api = { kind: 'fake', bare: true, returns: 'mock' }

/** `mock_s3` and its kin of moto before 5.0, also with `_deprecated` of 3 and 4. */
function ofServices(): Members {
  const members: Record<string, Api> = {}
  for (const name of [...Object.keys(AWS), ...AWS_OTHERS]) {
    const service = AWS[name.replace(/2$/, '')] ?? AWS[name]
    const api: Api = service ? { ...fake, service } : { ...fake, service: 'http' }
    members[`mock_${name}`] = api
    members[`mock_${name}_deprecated`] = api
  }
  return members
}

/** The services by the names of their clients in boto3. */
export const AWS_CLIENTS: ToldService = {
  calls: ['client', 'resource', 'create_client'],
  services: {
    ...AWS, 'cognito-idp': 'auth', 'cognito-identity': 'auth', 'bedrock-runtime': 'llm', 'timestream-write': 'database', 's3-control': 'storage',
    lambda: 'http', ec2: 'http', ecs: 'http', route53: 'http', cloudformation: 'http', batch: 'http', ecr: 'http', eks: 'http', elbv2: 'http',
  },
  otherwise: 'storage',
}

/** AWS in memory. Source: moto 5.2, moto/core/decorator.py; moto 4.2, moto/__init__.py. */
export const moto: Library = {
  id: 'moto',
  title: 'moto',
  documentation: 'https://docs.getmoto.org/en/latest/docs/getting_started.html',
  languages: ['python'],
  modules: ['moto', 'moto.server'],
  name: 'moto',
  exports: {
    mock_aws: fake,
    mock_all: fake,
    ...ofServices(),
    ThreadedMotoServer: { real: 'AWS emulated on a real HTTP server' },
  },
  objects: { mock: {} },
  told: AWS_CLIENTS,
  configuration: ['start', 'stop'],
  verification: [],
  triggers: ['\\bmoto\\b'],
}
