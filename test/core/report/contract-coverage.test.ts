import { describe, expect, it } from 'vitest'
import { contractCoverage } from '../../../server/src/core/report/contract-coverage.ts'
import { countedSite } from '../gate/gate-samples.ts'

const CONTRACTS = { agent: { events: ['started', 'thinking', 'done'], fallback: ['fell_back', 'done'] } }

describe('contractCoverage', () => {
  it('tells what is asserted over a real connection, through mocks only, and not at all', () => {
    const text = `async def test_real(open_websocket_pair):
    ws, client = await open_websocket_pair()
    assert await client.received_json() == [{"type": "started"}]


async def test_mocked():
    ws = AsyncMock()
    ws.send_json.assert_any_call({"type": "started"})
    ws.send_json.assert_any_call({"type": "thinking"})


def test_neither():
    assert kind == "done"
`
    const counts = { path: 'tests/test_a.py', sites: [countedSite({ test: 'test_mocked' })], references: 1, findings: [], suspects: [] }
    const [agent] = contractCoverage(CONTRACTS, [{ path: 'tests/test_a.py', text, counts }])
    expect(agent?.events).toEqual([
      { event: 'started', covered: 'real', places: [{ path: 'tests/test_a.py', line: 3, over: 'real' }, { path: 'tests/test_a.py', line: 8, over: 'mock' }] },
      { event: 'thinking', covered: 'mock', places: [{ path: 'tests/test_a.py', line: 9, over: 'mock' }] },
      { event: 'done', covered: 'none', places: [] },
      { event: 'fell_back', covered: 'none', places: [] },
    ])
    expect(agent?.whole).toEqual([])
  })

  it('takes a contract that is asserted as a whole for all of its events, their order and pairs', () => {
    const text = 'async def test_real(websocket_pair):\n    await websocket_pair.client.expect_events(\n        AGENT, within=1)\n'
    const [agent] = contractCoverage(CONTRACTS, [{ path: 'tests/test_a.py', text, counts: undefined }])
    expect(agent?.whole).toEqual([{ path: 'tests/test_a.py', line: 2 }])
    expect(agent?.events.map(({ covered }) => covered)).toEqual(['real', 'real', 'real', 'real'])
  })

  it('reads TypeScript, where the connections are those of the file', () => {
    const text = "const webSocketPairs = useWebSocketPairs(afterEach)\nit('starts', async () => {\n  expect(await client.received()).toEqual([{ type: 'started' }])\n})\n"
    const [agent] = contractCoverage(CONTRACTS, [{ path: 'chat.test.ts', text, counts: undefined }])
    expect(agent?.events[0]).toEqual({ event: 'started', covered: 'real', places: [{ path: 'chat.test.ts', line: 3, over: 'real' }] })
  })
})
