import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AgentFeed } from '../src/agent-feed.ts'

class FakeWebSocket {
  static instances: FakeWebSocket[] = []
  listeners: Record<string, (data?: string) => void> = {}
  sent: string[] = []

  constructor(readonly url: string) {
    FakeWebSocket.instances.push(this)
  }

  on(event: string, listener: (data?: string) => void) {
    this.listeners[event] = listener
  }

  send(text: string) {
    this.sent.push(text)
  }

  close() {
    this.listeners['close']?.()
  }
}

vi.mock('ws', () => ({
  default: class {
    constructor(url: string) {
      return new FakeWebSocket(url)
    }
  },
}))

describe('AgentFeed', () => {
  beforeEach(() => {
    FakeWebSocket.instances = []
    vi.useFakeTimers()
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  it('joins the agents when the connection is open', () => {
    const feed = new AgentFeed('ws://hub/agents')
    feed.connect()
    FakeWebSocket.instances[0]!.listeners['open']!()
    expect(FakeWebSocket.instances[0]!.sent).toEqual(['{"type":"join","room":"agents"}'])
  })

  it('collects agent events and nothing else', () => {
    const feed = new AgentFeed('ws://hub/agents')
    feed.connect()
    for (const type of ['welcome', 'agent_started', 'tool_executing', 'tool_completed', 'final_report']) {
      FakeWebSocket.instances[0]!.listeners['message']!(JSON.stringify({ type, run: 'ada-1' }))
    }
    expect(feed.events.map((event) => event.type)).toEqual(['agent_started', 'tool_executing', 'tool_completed', 'final_report'])
  })

  it('connects again a second after the service has hung up', () => {
    const feed = new AgentFeed('ws://hub/agents')
    feed.connect()
    FakeWebSocket.instances[0]!.close()
    vi.advanceTimersByTime(1000)
    expect(FakeWebSocket.instances).toHaveLength(2)
    feed.close()
  })
})
