import { describe, expect, it } from 'vitest'
import { analyse } from '../../../server/src/core/demock.ts'
import { DEFAULT_SETTINGS, type ClassifyRule } from '../../../server/src/core/model/settings.ts'

interface Case {
  readonly path?: string
  readonly classify?: readonly ClassifyRule[]
}

/** The service and the first evidence of the last site of a Python test. */
function python(text: string, { path = 'tests/test_a.py', classify = [] }: Case = {}): readonly [string | undefined, string | undefined] {
  return last(path, `from unittest.mock import AsyncMock, MagicMock, Mock, patch\n${text}\n`, classify)
}

function typescript(text: string, { path = 'test/a.test.ts', classify = [] }: Case = {}): readonly [string | undefined, string | undefined] {
  return last(path, `import { vi } from 'vitest'\n${text}\n`, classify)
}

function last(path: string, text: string, classify: readonly ClassifyRule[]): readonly [string | undefined, string | undefined] {
  const site = analyse({ path, text }, { ...DEFAULT_SETTINGS, classify }).sites.at(-1)
  return [site?.service, site?.evidence[0]?.text]
}

describe('precedence', () => {
  it('the user’s rule is before a spec', () =>
    expect(python('import redis\nx = Mock(spec=redis.Redis)', { classify: [{ match: 'redis.*', service: 'queue' }] })).toEqual(['queue', 'demock.json: redis.*']))

  it('a spec is before members and names', () =>
    expect(python('from fastapi import WebSocket\nredis = Mock(spec=WebSocket)\nredis.hgetall()')).toEqual(['websocket', 'spec=WebSocket from fastapi']))

  it('a target is before the name of its double', () =>
    expect(python("with patch('app.main.requests.get') as mock_redis:\n    pass")).toEqual(['http', 'the target names requests']))

  it('members are before the parameter that takes it', () =>
    expect(python('x = Mock()\nx.fetchone()\nx.commit()\nrun(response=x)')[0]).toBe('database'))

  it('the end of a target is before its beginning', () => expect(python("patch('app.websocket.views.time.sleep')")[0]).toBe('time'))

  it('an own class is before the name of the double', () =>
    expect(python('from app.rooms import RoomList\nresponse = Mock(spec=RoomList)')).toEqual(['code', 'spec=RoomList from app.rooms']))

  it('the parameter that takes it is enough', () => expect(python('ChatService(db=Mock())')).toEqual(['database', 'is handed over as db']))

  it('the class that takes it is enough', () =>
    expect(python('from app.ws import ConnectionManager\nmanager = ConnectionManager()\nclient = AsyncMock()\nmanager.connect(client)')).toEqual(['websocket', 'is handed over to ConnectionManager']))

  it('what it is assigned over is enough', () => expect(typescript('const f = vi.fn()\nsettings.fetch = f')[0]).toBe('http'))

  it('what a method of a fake replaces is not what the fake stands for', () =>
    expect(python("import os\nclass FakeMetadata:\n    def start(self):\n        patch('urllib3.connection.HTTPConnection.request').start()")[0]).toBe('http'))

  it('a copy of a library is what the library is', () => expect(python("patch('snowflake.connector.vendored.requests.Session.request')")[0]).toBe('http'))

  it('a private method of a library’s class is of the library', () => expect(python("import redis\npatch.object(redis.connection.Connection, '_connect')")[0]).toBe('cache'))

  it('a path with members that none of a file has is another one', () => {
    expect(python('path = Mock(key="name", prev=None)')[0]).toBe('code')
    expect(python('path = Mock(suffix=".txt")')[0]).toBe('filesystem')
  })

  it('a response is of the only service that the file imports', () => {
    expect(python('from google.cloud import storage\nresponse = Mock()\nresponse.topics = []')).toEqual(['storage', 'is called response, of storage'])
    expect(python('import requests\nfrom google.cloud import storage\nresponse = Mock()')[0]).toBe('http')
    expect(python('from google.cloud import storage\nresponse = Mock(status_code=200, headers={})\nresponse.raise_for_status()')[0]).toBe('http')
  })

  it('all methods of a client speak with its service', () => {
    expect(python('from aiokafka import AIOKafkaClient\nclient = AIOKafkaClient()\nclient.ready = Mock()')).toEqual(['queue', 'is put on AIOKafkaClient'])
    expect(python('from app.sockets import RedisCache\nthing = RedisCache()\nthing.anything = Mock()')[0]).toBe('code')
  })

  it('a name is enough', () => expect(python('mock_redis = Mock()')).toEqual(['cache', 'is called mock_redis']))

  it('names like client need a library of the file', () => {
    expect(python('client = Mock()')).toEqual(['code', undefined])
    expect(python('import httpx\nclient = Mock()')).toEqual(['http', 'is called client'])
    expect(python('import httpx\nimport redis\nclient = Mock()')).toEqual(['code', undefined])
  })

  it('a method of an own class needs more than its name', () => expect(python("import sqlalchemy\npatch('chat.rooms.Rooms.add')")[0]).toBe('code'))

  it('file and folder decide nothing', () => expect(python('x = Mock()', { path: 'tests/redis/test_redis.py' })).toEqual(['code', undefined]))
})

describe('a database without an import', () => {
  it('is known by what is asked of it', () =>
    expect(python('pool = AsyncMock()\npool.fetch.return_value = []\npool.execute.return_value = None\npool.acquire.return_value = None')[0]).toBe('database'))
})

describe('ambiguous words', () => {
  it.each(['session', 'client', 'stream', 'queue', 'message', 'token', 'store', 'callback', 'on_request_end', 'redis_url', 'response_count', 'REDIS_ENABLED'])(
    '%s alone says nothing', (name) => expect(python(`${name} = Mock()`)).toEqual(['code', undefined]),
  )
  it.each(['onToken', 'fetchDataSuccess', 'isRequest', 'handleSocketMessage'])('%s alone says nothing', (name) => expect(typescript(`const ${name} = vi.fn()`)).toEqual(['code', undefined]))
})

describe('targets', () => {
  it.each([
    ['app.services.user_service.get_user', 'code'],
    ['requests.get', 'http'],
    ['app.services.redis_service.save', 'cache'],
    ['subprocess.run', 'process'],
    ['builtins.open', 'filesystem'],
    ['app.users.send_password_reset_email', 'email'],
    ['app.routes.event_webhook.manager', 'code'],
    ['app.clock.now', 'time'],
    ['jwt.decode', 'auth'],
    ['celery.app.trace._localized', 'code'],
  ])('%s is %s', (path, service) => expect(python(`patch('${path}')`)[0]).toBe(service))

  it.each([
    ["vi.spyOn(console, 'log')", 'logging'],
    ["vi.spyOn(Date, 'now')", 'time'],
    ["vi.spyOn(provider, 'fetch')", 'code'],
    ["vi.spyOn(globalThis, 'fetch')", 'http'],
    ["vi.mock('sonner')", 'ui'],
    ["vi.mock('./version')", 'code'],
  ])('%s is %s', (text, service) => expect(typescript(text)[0]).toBe(service))
})

describe('types in use', () => {
  it('are read where a double is cast', () =>
    expect(typescript("import type { WebClient } from '@slack/web-api'\nconst fake = { chat: { update: vi.fn() } }\nargs.client = fake as unknown as WebClient")[0]).toBe('http'))

  it('are read from keywords of the double', () => expect(python('x = Mock(returncode=1, communicate=Mock())')[0]).toBe('process'))
})

describe('rules of the user', () => {
  const rule = (match: string): Case => ({ path: 'tests/ws/test_a.py', classify: [{ match, service: 'websocket' }] })

  it.each([
    ['app.gateway.*', "patch('app.gateway.send')"],
    ['PaymentClient', "patch('app.pay.PaymentClient.charge')"],
    ['PaymentClient', 'from app.pay import PaymentClient\nx = Mock(spec=PaymentClient)'],
    ['app.pay.*', 'from app.pay import PaymentClient\nx = Mock(spec=PaymentClient)'],
    ['mock_gate*', 'mock_gateway = Mock()'],
    ['tests/ws/**', 'x = Mock()'],
  ])('%s matches in %s', (match, text) => expect(python(text, rule(match))).toEqual(['websocket', `demock.json: ${match}`]))

  it.each([
    ['PaymentClient', "patch('app.pay.OldPaymentClient.charge')"],
    ['gateway', 'gateway_x = Mock()'],
    ['tests/http/**', 'x = Mock()'],
  ])('%s does not match in %s', (match, text) => expect(python(text, rule(match))[0]).toBe('code'))

  it('match the parts of a module specifier', () =>
    expect(typescript("vi.mock('../services/payment.js')", { classify: [{ match: 'services.payment', service: 'queue' }] })[0]).toBe('queue'))

  it('are tried in order', () => {
    const classify: ClassifyRule[] = [{ match: 'app.a.*', service: 'email' }, { match: 'app.*', service: 'queue' }]
    expect(python("patch('app.a.b')", { classify })[0]).toBe('email')
    expect(python("patch('app.c.b')", { classify })[0]).toBe('queue')
  })
})

describe('lending', () => {
  it('gives what a double answers the service of the double', () =>
    expect(python('mock_redis = Mock()\nanswer = Mock()\nmock_redis.get.return_value = answer')).toEqual(['cache', 'is what mock_redis gives']))

  it('gives what is put in place of something the service of that', () =>
    expect(python("thing = Mock()\nwith patch('app.main.requests.get', return_value=thing):\n    pass")[0]).toBe('http'))

  it('gives what hands out a client the service of its double', () =>
    expect(python("from redis import Redis\ndouble = Mock(spec=Redis)\npatch('app.deps.get_client', return_value=double)")).toEqual(['cache', 'gives double']))

  it('leaves a function of the application that answers with a double', () =>
    expect(python("from redis import Redis\ndouble = Mock(spec=Redis)\npatch('app.deps.find_user', return_value=double)")[0]).toBe('code'))

  it('takes the module that a double is put into', () =>
    expect(typescript("const answer = vi.fn()\nvi.mock('ioredis', () => ({ get: answer }))\n").at(0)).toBe('cache'))

  it('does not spread from credentials', () => expect(python('credentials = Mock()\nthing = Mock()\ncredentials.get_thing.return_value = thing')[0]).toBe('code'))

  it('does not choose between two', () =>
    expect(python("thing = Mock()\nmock_redis.get.return_value = thing\nwith patch('app.main.requests.get', return_value=thing), patch('app.main.redis.get', return_value=thing):\n    pass\nthing = Mock()")[0]).toBe('code'))

  it('takes the hand-written class whose methods make a double', () =>
    expect(python('class CloudStorageClient:\n    def get(self):\n        response = Mock()\n        return response')).toEqual(['storage', 'stands in the class CloudStorageClient']))

  it('leaves what tests make', () => expect(python('class TestStorageClient:\n    def test_it(self):\n        thing = Mock()')[0]).toBe('code'))
})

describe('attributes of real objects', () => {
  const server = 'from aiohttp import ClientSession\nsession = ClientSession()\n'

  it('stand for the object when the service is known to have them', () => expect(python(`${server}session.get = Mock()`)[0]).toBe('http'))

  it('stand for themselves otherwise', () => expect(python(`${server}session.ticker = Mock()`)[0]).toBe('code'))
})

describe('paths', () => {
  it('are put together from constants of the file', () => expect(python("MODULE = 'app.main'\npatch(MODULE + '.requests.get')")[0]).toBe('http'))

  it('are put together by interpolation', () => expect(python("from app import EXCHANGE\npatch(f'{EXCHANGE}.redis_client')")[0]).toBe('cache'))

  it('pass over prototypes', () => expect(typescript("vi.spyOn(UserRepository.prototype, 'touch')")[0]).toBe('database'))

  it('take the object that a test holds for what it is called', () => expect(python("patch.object(llm._client.messages, 'create')")[0]).toBe('llm'))

  it('take no service of the application for what it looks after', () => expect(typescript("vi.spyOn(userRequestService, 'reorderRequests').mockReturnValue(1)")[0]).toBe('code'))

  it('take what hands out a publisher for the queue', () => expect(python("patch('app.logs.create_publisher')")[0]).toBe('queue'))
})

describe('clusters', () => {
  it('are code, and containers processes', () => {
    expect(python('from kubernetes.client import AppsV1Api\nx = Mock(spec=AppsV1Api)')[0]).toBe('code')
    expect(python('from docker import DockerClient\nx = Mock(spec=DockerClient)')[0]).toBe('process')
  })
})

describe('collections of doubles', () => {
  const services = (text: string): readonly string[] =>
    analyse({ path: 'test/a.test.ts', text: `import { vi } from 'vitest'\n${text}\n` }, DEFAULT_SETTINGS).sites.map(({ service }) => service)

  it('stand for nothing themselves: each double is an object of its own', () =>
    expect(services('const { redisGet, onExit, findMany } = vi.hoisted(() => ({ redisGet: vi.fn(), onExit: vi.fn(), findMany: vi.fn() }))')).toEqual(['cache', 'code', 'database']))

  it('are told by names that say no more', () => expect(services('const mocks = { redisGet: vi.fn(), onExit: vi.fn() }')).toEqual(['cache', 'code']))

  it('hold objects, whose members belong together', () =>
    expect(services('const mocks = vi.hoisted(() => ({ onExit: vi.fn(), it: { send: vi.fn(), close: vi.fn(), readyState: 1 } }))')).toEqual(['code', 'websocket', 'websocket']))

  it('are what something needs, too', () => {
    expect(services('const deps = { redis: { get: vi.fn() }, stop: vi.fn() }')).toEqual(['cache', 'code'])
    expect(services('run({ redis: { get: vi.fn() }, stop: vi.fn() })')).toEqual(['cache', 'code'])
  })

  it('are no objects with a name of their own', () => expect(services('const ws = vi.hoisted(() => ({ send: vi.fn(), touch: vi.fn() }))')).toEqual(['websocket', 'websocket']))
})

describe('objects', () => {
  it('lend what their members tell to a double that becomes a member', () =>
    expect(typescript('const model = { bindTools: vi.fn(), _generate: vi.fn(), ask }\nconst ask = vi.fn()')).toEqual(['llm', 'is a member of model.bindTools']))

  it('do not lend what a member is called that says something itself', () => expect(typescript('run({ exists, log: vi.fn() })\nconst exists = vi.fn()')[0]).toBe('code'))

  it('tell what the member of a result is', () =>
    expect(typescript("vi.mock('@hono/node-server', () => ({ serve }))\nconst serve = vi.fn(() => ({ on }))\nconst on = vi.fn()")[0]).toBe('http'))

  it('within an argument give their name to what they hold', () => expect(typescript('authenticate({ request: { get: vi.fn() }, state: {} })')).toEqual(['http', 'is called request']))
})

describe('modules', () => {
  it('are what the names of their exports agree on, where their own name says nothing', () => {
    expect(typescript("vi.mock('./client', () => ({ createS3Client: vi.fn() }))")).toEqual(['storage', 'the module gives createS3Client'])
    expect(typescript("vi.mock('./client', () => ({ createS3Client: vi.fn(), redisGet: vi.fn() }))")[0]).toBe('code')
    expect(typescript("vi.mock('./client', () => ({ getRoom: vi.fn(), getUser: vi.fn(), redisGet: vi.fn() }))")[0]).toBe('code')
  })

  it('called like what an application is about say nothing', () => expect(typescript("vi.mock('@/lib/response', () => ({}))")[0]).toBe('code'))

  it('may be parts of a bundle', () => {
    expect(typescript("vi.mock('~/objectStore.server', () => ({}))")[0]).toBe('storage')
    expect(typescript("vi.mock('~/env.server', () => ({}))")[0]).toBe('environment')
  })
})

describe('levels', () => {
  it('make a logger when there are three', () => {
    expect(typescript('make(() => ({ debug, info, warn: vi.fn() }))')[0]).toBe('logging')
    expect(typescript('make(() => ({ error: vi.fn(), info: vi.fn() }))')[0]).toBe('code')
  })
})

describe('names of kinds of things', () => {
  it.each([
    ["patch('app.logs.create_log_publisher')", 'queue'],
    ["patch('app.pods.read_pod_log')", 'code'],
    ["patch('app.k8s.KubernetesCredentials.get_client')", 'code'],
    ["patch('app.k8s.KubernetesCredentials.__init__')", 'auth'],
    ["patch('app.wif.fetch_identity_token')", 'auth'],
    ["patch('app.schedules.now')", 'time'],
    ["patch('app.runner.which')", 'process'],
    ["patch('app.models.Room.objects')", 'database'],
    ["patch('app.blobs.get_queue_client_by_uri')", 'queue'],
    ['annotation = Mock()\nannotation.get_object.return_value = 1', 'code'],
  ])('%s', (text, service) => expect(python(text)[0]).toBe(service))

  it.each([
    ["import { octokit } from './util'\nvi.spyOn(octokit.issues, 'addLabels').mockReturnValue(1)", 'http'],
    ["vi.spyOn((provider as any).telnyxClient.messages, 'create')", 'email'],
    ["vi.spyOn(Boards, 'findOneAsync')", 'database'],
    ["import { SSMClient } from '@aws-sdk/client-ssm'\nimport { mockClient } from 'aws-sdk-client-mock'\nmockClient(SSMClient)", 'http'],
    ["vi.spyOn(CustomDatasource.prototype, 'getReleases')", 'code'],
  ])('%s', (text, service) => expect(typescript(text)[0]).toBe(service))

  it('a socket is one of the network where the file imports those, and no WebSocket', () => {
    expect(typescript('const socket = vi.fn()')[0]).toBe('websocket')
    expect(typescript("import { createSocket } from 'node:dgram'\nconst socket = vi.fn()")[0]).toBe('code')
    expect(typescript("import net from 'node:net'\nimport { WebSocketServer } from 'ws'\nconst socket = vi.fn()")[0]).toBe('websocket')
  })
})

describe('the system a program runs on', () => {
  it.each([
    ["patch('app.checks.platform.system')", 'environment'],
    ["patch('app.checks.platform')", 'environment'],
    ["patch('app.platform.start')", 'code'],
    ["import sys\npatch.object(sys, 'platform', 'win32')", 'environment'],
    ["patch('app.main.os.getuid')", 'process'],
    ["patch('app.main.os.name', 'nt')", 'environment'],
    ["patch('app.main.os.remove')", 'filesystem'],
    ["patch('app.main.mkstemp')", 'filesystem'],
    ["patch('app.docker.mkstemp')", 'filesystem'],
    ["patch('webbrowser.open')", 'ui'],
    ["patch('app.gallery.open')", 'filesystem'],
    ["patch('app.main.sys.stdout.isatty')", 'ui'],
    ["patch('app.util.load_text_file')", 'filesystem'],
    ["patch('app.util.load_profile')", 'code'],
    ["patch('app.env.EnvManager.create')", 'code'],
    ["patch('app.python.VirtualEnv.create')", 'code'],
    ['settings_service = Mock()', 'code'],
  ])('%s', (text, service) => expect(python(text)[0]).toBe(service))

  it.each([
    ["vi.mock('node:os')", 'environment'],
    ["vi.mock('@clack/prompts')", 'ui'],
    ["vi.mock('@actions/exec')", 'process'],
    ["import * as cloud from '../src/cloud'\nvi.spyOn(cloud, 'createOrUpdateLogBucket')", 'code'],
  ])('%s', (text, service) => expect(typescript(text)[0]).toBe(service))
})

describe('what a double is a part of', () => {
  it('tells by a word of its name', () => {
    expect(typescript('const issues = { list: vi.fn() }\nconst octokit = { rest: { issues } }')).toEqual(['http', 'is part of octokit'])
    expect(typescript('const del = vi.fn()\n;(redis as any).client = { del }')).toEqual(['cache', 'is part of redis'])
    expect(typescript('const user = vi.fn()\nconst response = { user }')[0]).toBe('code')
  })

  it('is told behind a cast', () => expect(typescript(';(redis as any).put = vi.fn()')).toEqual(['cache', 'is called redis.put']))

  it('is told by the class of an imported object', () =>
    expect(typescript("import { RedisStore } from '../src/redis-store'\nconst kept = new RedisStore()\nconst set = vi.fn()\n;(kept as any).client = { set }")[0]).toBe('cache'))

  it('is what a patch gives', () =>
    expect(python("@patch('app.net.HTTPAdapter')\ndef test_a(adapter):\n    again = Mock()\n    adapter.return_value.again = again")).toEqual(['http', 'is a member of what app.net.HTTPAdapter gives']))

  it('is what a double gives', () => expect(python('def test_a(client):\n    client.request.return_value = Mock()')[0]).toBe('http'))

  it('is no module with a logger among other exports', () => {
    expect(typescript("vi.mock('@acme/core', () => ({ lint: vi.fn(), total: vi.fn(), logger: { info: vi.fn(), warn: vi.fn(), error: vi.fn() } }))")[0]).toBe('code')
    expect(typescript("vi.mock('@acme/output', () => ({ default: { info: vi.fn(), warn: vi.fn(), error: vi.fn() } }))")[0]).toBe('logging')
  })

  it('is not the first of several modules that are replaced at once', () => {
    const text = "import proxyquire from 'proxyquire'\nclass FakeThing {}\nproxyquire('../src/a', { os: { freemem: () => 1 }, './thing': { Thing: FakeThing } })\n"
    const sites = analyse({ path: 'test/a.test.ts', text }, DEFAULT_SETTINGS).sites
    expect(sites.map(({ kind, service }) => [kind, service])).toEqual([['fake', 'code'], ['patch', 'environment']])
  })

  it('is no class of tests', () => {
    expect(python('class HttpServerWithApps(AsyncHTTPTestCase):\n    def get_app(self):\n        core = Mock()')[0]).toBe('code')
    expect(python('class HttpServer:\n    def get_app(self):\n        core = Mock()')[0]).toBe('http')
  })
})

describe('private methods', () => {
  it('do what the public ones do', () => expect(python("from app import models\npatch.object(models.Models, '_generate_content_stream')")[0]).toBe('llm'))
})
