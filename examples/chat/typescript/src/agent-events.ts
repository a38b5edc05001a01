/** The seven events by which an agent tells its user what it is doing, in the order of a run. */
export const AGENT_EVENTS = ['agent_started', 'agent_thinking', 'tool_executing', 'tool_completed', 'agent_completed', 'agent_fallback', 'final_report'] as const
export type AgentEventType = (typeof AGENT_EVENTS)[number]

export interface AgentEvent {
  type: AgentEventType
  run: string
  tool?: string
  answer?: string
}

export function isAgentEvent(message: { type?: unknown }): message is AgentEvent {
  return AGENT_EVENTS.some((type) => type === message.type)
}
