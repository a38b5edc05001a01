/**
 * Which coding agent a commit names, in its trailers, its author or the line that its tool leaves. Names alone are not enough: people are called Devin,
 * Jules and Claude, and people at Cline write from `@cline.bot`; so most are known by their addresses.
 */
interface Agent {
  readonly name: string
  /** Matches `Name <address>` of the author or of a `Co-authored-by` trailer. */
  readonly identity: RegExp
  /** Matches a line of the message. */
  readonly line?: RegExp
}

/** Sources are named in docs/cli.md, "Who adds mocks". */
const AGENTS: readonly Agent[] = [
  { name: 'Claude', identity: /<(?:noreply@anthropic\.com|(?:\d+\+)?claude\[bot\]@users\.noreply\.github\.com)>/i, line: /^\W*Generated with \[?Claude Code\b/i },
  { name: 'Copilot', identity: /<(?:(?:\d+\+)?Copilot@users\.noreply\.github\.com|copilot@github\.com)>|^(?:copilot-swe-agent\[bot\]|Copilot) </i },
  { name: 'Cursor', identity: /<cursoragent@cursor\.com>/i, line: /^Made[- ]with:? \[?Cursor\b/i },
  { name: 'aider', identity: /\(aider\) <|^aider \(.*\) <|<(?:aider@aider\.chat|noreply@aider\.(?:chat|dev))>/i },
  { name: 'Devin', identity: /<(?:(?:\d+\+)?devin-ai-integration\[bot\]@users\.noreply\.github\.com|devin@cognition\.ai)>/i },
  { name: 'Codex', identity: /^Codex <|<noreply@openai\.com>|chatgpt-codex-connector\[bot\]/i },
  { name: 'OpenHands', identity: /<(?:openhands|opendevin)@all-hands\.dev>|<opendevin@opendevin\.ai>/i },
  { name: 'opencode', identity: /<noreply@opencode\.ai>/i, line: /^\W*Generated with \[?opencode\b/i },
  { name: 'Gemini', identity: /\b(?:gemini-code-assist|gemini-cli)\[bot\]|^gemini-cli </i },
  { name: 'Jules', identity: /\bgoogle-labs-jules\[bot\]/i },
  { name: 'Cline', identity: /^Cline Agent <|\bcline-cloud\[bot\]/i },
]

const CO_AUTHOR = /^[ \t]*co-authored-by:[ \t]*(.+)$/gim

/** The coding agent that a commit names: of its author (`Name <address>`) first, then of its message; undefined when it names none. */
export function agentOf(author: string, message: string): string | undefined {
  const named = [author, ...[...message.matchAll(CO_AUTHOR)].map(([, identity = '']) => identity.trim())]
  for (const identity of named) {
    const agent = AGENTS.find((each) => each.identity.test(identity))
    if (agent) return agent.name
  }
  const lines = message.split('\n')
  return AGENTS.find(({ line }) => line !== undefined && lines.some((each) => line.test(each)))?.name
}
