import { describe, expect, it } from 'vitest'
import { matchPath, matchSpecifier, matchWords } from '../../../server/src/core/analysis/evidence.ts'
import { evidenceIndexOf } from '../../../server/src/core/analysis/evidence-index.ts'
import { joinedWordsOf, wordsOf } from '../../../server/src/core/analysis/words.ts'

describe('words of a name', () => {
  it.each([
    ['mock_ws', ['mock', 'ws']],
    ['mockWs', ['mock', 'ws']],
    ['MockWS', ['mock', 'ws']],
    ['WSMock', ['ws', 'mock']],
    ['FakeWebSocket2', ['fake', 'web', 'socket']],
    ['_HTTPMock_', ['http', 'mock']],
    ['mockS3Client', ['mock', 's3', 'client']],
    ['s3_client', ['s3', 'client']],
    ['', []],
  ])('%s', (name, words) => expect(wordsOf(name)).toEqual(words))

  it('are also joined in pairs', () => expect(joinedWordsOf('web_socket')).toEqual(['web', 'socket', 'websocket']))
})

describe('evidence', () => {
  const python = evidenceIndexOf('python')
  const ecmascript = evidenceIndexOf('ecmascript')

  it.each([
    ['app.websocket.views.time.sleep', 'time'],
    ['app.llm.client.redis.asyncio.Redis', 'cache'],
    ['os.environ', 'environment'],
    ['os.path.exists', 'filesystem'],
    ['os.kill', 'process'],
    ['app.rooms.Rooms.add', undefined],
  ])('of the path %s is %s', (path, service) => expect(matchPath(python, path)[0]?.service).toBe(service))

  it.each([
    ['ws', 'websocket'],
    ['socket.io-client', 'websocket'],
    ['node:fs/promises', 'filesystem'],
    ['../src/ws-manager.js', 'websocket'],
    ['@aws-sdk/client-sqs', 'queue'],
    ['./rooms', undefined],
    ['wsx', undefined],
  ])('of the specifier %s is %s', (specifier, service) => expect(matchSpecifier(ecmascript, specifier)?.service).toBe(service))

  it('takes the last word that speaks', () => expect(matchWords(python, 'redis_ws')?.service).toBe('websocket'))
})
