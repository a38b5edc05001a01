/** Composes Python support files: each `#: take: a, b` line of a template becomes these top-level definitions of real_websocket.py, so that what libraries share exists once. */

/** @param {string} text @returns {Map<string, string>} the top-level definitions by name, with their decorators and comments */
function definitionsOf(text) {
  const found = new Map()
  const contracts = /^# demock: contracts [\s\S]*?^# demock: end of contracts$/m.exec(text)?.[0]
  if (contracts !== undefined) found.set('contracts', contracts)
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const name = /^(?:class|def|async def) (\w+)|^(\w+)(?:: [^=]+)? = /.exec(lines[at])?.slice(1).find((each) => each !== undefined)
    if (name === undefined || found.has(name)) continue
    let from = at
    while (/^(?:@|#:)/.test(lines[from - 1] ?? '')) from--
    let to = at + 1
    while (to < lines.length && (/^(?:\s|\))/.test(lines[to]) || lines[to] === '')) to++
    found.set(name, lines.slice(from, to).join('\n').trimEnd())
  }
  return found
}

/**
 * @param {string} template
 * @param {string} shared the text of real_websocket.py
 * @param {Readonly<Record<string, string>>} renames words that the taken definitions call otherwise here
 */
export function composeSupport(template, shared, renames) {
  const definitions = definitionsOf(shared)
  return template.replace(/^#: take: (.+)$/gm, (_, list) => {
    const taken = list.split(', ').map((name) => {
      const text = definitions.get(name)
      if (text === undefined) throw new Error(`real_websocket.py has no top-level ${name}`)
      return text.replace(/\b\w+\b/g, (word) => renames[word] ?? word)
    })
    return taken.map((text, index) => {
      const isShort = (each) => each === undefined || !/^(?:#:.*\n)*(?:@.*\n)*(?:class|def|async def) /.test(each)
      return index === 0 ? text : (isShort(text) && isShort(taken[index - 1]) ? '\n' : '\n\n\n') + text
    }).join('')
  })
}

const CONTRACTS = /^(# \d+ · Contracts of event streams\n# =+\n\n)[\s\S]*?(?=\n\n\n# ={10})/m

/**
 * A support file whose section about contracts is that of real_websocket.py: what contracts are exists once, how a test waits for their events is each file's own.
 * @param {string} text
 * @param {string} shared the text of real_websocket.py
 */
export function shareContracts(text, shared) {
  if (!CONTRACTS.test(text)) throw new Error('there is no section «Contracts of event streams»')
  const taken = composeSupport('#: take: _Event, EventContract, field_of, _hashable, _labelled\n\n\n#: take: contracts', shared, {})
  return text.replace(CONTRACTS, (_, head) => head + taken)
}
