import { describe, expect, it } from 'vitest'
import { contractCoverage } from '../../../server/src/core/report/contract-coverage.ts'
import type { FileCounts } from '../../../server/src/core/reports/counts.ts'
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
    expect(agent?.order).toEqual({ covered: 'none', places: [] })
    expect(agent?.pairs).toBeNull()
  })

  it('takes what a test only sends or prepares for nothing, and what it compares by a name for asserted', () => {
    const text = `async def test_real(open_websocket_pair):
    ws, client = await open_websocket_pair()
    await client.send_json({"type": "started"})
    expected = [{"type": "thinking"}, {"type": "done"}]
    unused = "fell_back"
    assert await client.received_json() == expected
`
    const [agent] = contractCoverage(CONTRACTS, [{ path: 'tests/test_a.py', text, counts: undefined }])
    expect(agent?.events.map(({ event, covered }) => [event, covered])).toEqual([['started', 'none'], ['thinking', 'real'], ['done', 'real'], ['fell_back', 'none']])
    expect(agent?.order).toEqual({ covered: 'part', places: [{ path: 'tests/test_a.py', line: 4 }] })
  })

  it('tells a connection of a client library and one of a test client apart, and trusts neither beside mocks of sockets', () => {
    const text = `async def test_connects():
    async with websockets.connect(url) as ws:
        assert json.loads(await ws.recv())["type"] == "started"


def test_in_process(app):
    with TestClient(app).websocket_connect("/ws") as ws:
        assert ws.receive_json() == {"type": "thinking"}
`
    const file = { path: 'tests/test_a.py', text }
    const covered = (counts: FileCounts | undefined): unknown => contractCoverage(CONTRACTS, [{ ...file, counts }])[0]?.events.map((event) => event.covered)
    expect(covered(undefined)).toEqual(['real', 'process', 'none', 'none'])
    const elsewhere = { path: file.path, sites: [countedSite({ test: null })], references: 1, findings: [], suspects: [] }
    expect(covered(elsewhere)).toEqual(['mock', 'process', 'none', 'none'])
  })

  it('takes a contract that is asserted as a whole for all of its events, their order and pairs', () => {
    const text = 'async def test_real(websocket_pair):\n    await websocket_pair.client.expect_events(\n        AGENT, within=1)\n'
    const [agent] = contractCoverage(CONTRACTS, [{ path: 'tests/test_a.py', text, counts: undefined }])
    expect(agent?.whole).toEqual([{ path: 'tests/test_a.py', line: 2 }])
    expect(agent?.events.map(({ covered }) => covered)).toEqual(['real', 'real', 'real', 'real'])
    expect(agent?.order).toEqual({ covered: 'whole', places: [{ path: 'tests/test_a.py', line: 2 }] })
    const [paired] = contractCoverage({ agent: { ...CONTRACTS.agent, pairs: [['started', 'done']] } }, [{ path: 'tests/test_a.py', text, counts: undefined }])
    expect(paired?.pairs).toEqual({ covered: 'whole', places: [{ path: 'tests/test_a.py', line: 2 }] })
  })

  it('reads TypeScript, where the connections are those of the file', () => {
    const text = "const webSocketPairs = useWebSocketPairs(afterEach)\nit('starts', async () => {\n  expect(await client.received()).toEqual([{ type: 'started' }])\n})\n"
    const [agent] = contractCoverage(CONTRACTS, [{ path: 'chat.test.ts', text, counts: undefined }])
    expect(agent?.events[0]).toEqual({ event: 'started', covered: 'real', places: [{ path: 'chat.test.ts', line: 3, over: 'real' }] })
  })
})
