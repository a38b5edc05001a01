import { describe, expect, it } from 'vitest'
import { agentOf } from '../../../server/src/core/report/agents.ts'
import { authorshipOf, kindsIn, pointsOf, servicesIn, sitesIn, sumOf, tallyOf } from '../../../server/src/core/report/history.ts'

describe('pointsOf', () => {
  it.each([
    [0, 10, 1, []], [1, 10, 1, [0]], [5, 10, 1, [0, 1, 2, 3, 4]], [11, 10, 2, [0, 2, 4, 6, 8, 10]], [12, 10, 2, [0, 2, 4, 6, 8, 10, 11]], [40, 10, 5, [0, 5, 10, 15, 20, 25, 30, 35, 39]],
  ])('takes of %i commits at most %i: every %i', (count, most, every, indexes) => {
    expect(pointsOf(count, most)).toEqual({ every, indexes })
  })

  it('never takes more than it may, and keeps its points when there are more commits', () => {
    for (let count = 1; count < 3_000; count++) expect(pointsOf(count, 40).indexes.length, String(count)).toBeLessThanOrEqual(40)
    expect(pointsOf(7_863, 100)).toMatchObject({ every: 100 })
    expect(pointsOf(7_870, 100).indexes.slice(0, -1)).toEqual(pointsOf(7_863, 100).indexes.slice(0, -1))
  })
})

describe('tallies', () => {
  it('add up, by service and by kind', () => {
    const sum = sumOf([tallyOf([{ service: 'http', kind: 'patch' }, { service: 'http', kind: 'double' }]), tallyOf([{ service: 'http', kind: 'patch' }, { service: 'websocket', kind: 'fake' }])])
    expect(sum).toEqual({ 'http patch': 2, 'http double': 1, 'websocket fake': 1 })
    expect([sitesIn(sum), servicesIn(sum), kindsIn(sum)]).toEqual([4, { websocket: 1, http: 3 }, { double: 1, patch: 2, fake: 1 }])
  })
})

describe('agentOf', () => {
  it.each([
    ['Ada <ada@example.org>', 'Fix\n\nCo-Authored-By: Claude Opus 4.5 <noreply@anthropic.com>', 'Claude'],
    ['Ada <ada@example.org>', 'Fix\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)', 'Claude'],
    ['copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>', 'Fix\n\nCo-authored-by: Ada <ada@example.org>', 'Copilot'],
    ['Ada <ada@example.org>', 'Fix\n\nCo-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>', 'Copilot'],
    ['Ada <ada@example.org>', 'Fix\n\nCo-authored-by: Cursor <cursoragent@cursor.com>', 'Cursor'],
    ['Ada (aider) <ada@example.org>', 'Fix', 'aider'],
    ['Ada <ada@example.org>', 'Fix\n\nCo-authored-by: aider (gpt-5) <aider@aider.chat>', 'aider'],
    ['Ada <ada@example.org>', '* one\n\nCo-Authored-By: Bob <bob@example.org>\n* two\n\nCo-Authored-By: Devin AI <158243242+devin-ai-integration[bot]@users.noreply.github.com>', 'Devin'],
    ['Ada <ada@example.org>', 'Fix\r\n\r\nCo-authored-by: openhands <openhands@all-hands.dev>\r\n', 'OpenHands'],
    ['Ada <ada@example.org>', 'Fix\n\nCo-authored-by: Codex <noreply@openai.com>', 'Codex'],
  ])('%s: %j', (author, message, agent) => {
    expect(agentOf(author, message)).toBe(agent)
  })

  it.each([
    ['Devin Villarosa <devin@prefect.io>', 'Fix'], ['Claude Monet <claude@example.org>', 'Fix'], ['Ada <ada@cline.bot>', 'Fix'], ['dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>', 'Bump'],
    ['Ada <ada@example.org>', 'Explain how Claude Code and cursors work\n\nNot generated with Claude Code, but "Co-authored-by: Claude <noreply@anthropic.com>" is what it writes'],
  ])('nobody in %s: %j', (author, message) => {
    expect(agentOf(author, message)).toBeUndefined()
  })
})

describe('authorshipOf', () => {
  it('counts what is added, and by whom', () => {
    const told = authorshipOf([
      { date: '2026-03-02', agent: 'Claude', byService: { http: 5, llm: -1 } }, { date: '2026-03-01', agent: null, byService: { http: 2 } }, { date: '2026-01-31', agent: null, byService: {} },
    ], 7)
    expect(told).toEqual({
      commits: 3, all: 7, since: '2026-01-31',
      byAgent: [{ agent: 'Claude', commits: 1, adding: 1, added: 5, removed: 1 }, { agent: null, commits: 2, adding: 1, added: 2, removed: 0 }],
      byPeriod: [{ period: '2026-01', byAgents: 0, byOthers: 0 }, { period: '2026-03', byAgents: 5, byOthers: 2 }],
      byService: [{ service: 'http', byAgents: 5, byOthers: 2 }],
    })
  })

  it('tells of long times by quarters or years', () => {
    const months = Array.from({ length: 80 }, (_, index) => ({ date: `${2000 + Math.floor(index / 12)}-${String(index % 12 + 1).padStart(2, '0')}-01`, agent: null, byService: {} }))
    expect(authorshipOf(months.slice(0, 60), 60).byPeriod[5]?.period).toBe('2001 Q2')
    expect(authorshipOf(months, 80).byPeriod.map(({ period }) => period)).toHaveLength(7)
  })
})
