/** The kinds that a creation by an API may be found as; the last words of the API's name decide. A value that wraps something real is a spy. */
const KINDS = [
  [/(?:^|\.)patch\.dict$/, ['patch']],
  [/(?:^|\.)patch(?:\.(?:object|multiple|context_manager))?$/, ['patch', 'spy']],
  [/^monkeypatch\.(?:setenv|delenv)$/, ['env']],
  [/^monkeypatch\./, ['patch']],
  [/(?:^|\.)(?:spy|spyOn)$/, ['spy', 'patch', 'double']],
  [/^sinon\.(?:stub|fake|mock)$/, ['double', 'patch', 'spy']],
  [/^sinon\.replace/, ['patch']],
  [/(?:^|\.)useFakeTimers$/, ['timer']],
  [/(?:^|\.)stubEnv$/, ['env']],
  [/(?:^|\.)(?:mock|doMock|unstable_mockModule|setMock|replaceProperty|stubGlobal)$/, ['patch', 'spy']],
  [/./, ['double', 'spy']],
]

/**
 * Holds what a run created against the sites found in the same text: `matches` of a creation with its site, `misses` without one, and the sites on
 * `executed` lines that none of the watched libraries' creations was at. The same call has the same end; where only a place is known, the innermost
 * site of the same API around it is taken.
 */
export function compareCreations(creations, sites, executed = new Set()) {
  const matches = []
  const misses = []
  const fired = new Set()
  for (const creation of creations) {
    const site = siteOf(creation, sites)
    if (site === undefined) misses.push(creation)
    else {
      fired.add(site)
      matches.push({ creation, site, rightKind: kindsOf(creation).includes(site.kind) })
    }
  }
  const reached = sites.filter((site) => isWatched(site.api) && executed.has(site.line))
  return { matches, misses, reached, silent: reached.filter((site) => !fired.has(site)) }
}

/** Why a creation is no site, by what `demock explain` says about its line and by the code of its call; only `engine` is the engine's fault. */
export function causeOf({ api }, callee, explanation) {
  if (/not taken for test code/.test(explanation)) return 'not test code'
  return callee === undefined || new RegExp(`\\b${api.split('.').at(-1)}\\s*$`).test(callee) ? 'engine' : 'by value'
}

/** One record of what the processes of a run wrote: the same place counts once. */
export function mergeRecords(records) {
  const creations = new Map()
  const lines = {}
  for (const record of records) {
    for (const creation of record.creations) {
      const key = JSON.stringify({ ...creation, times: 0 })
      const known = creations.get(key)
      if (known) known.times += creation.times
      else creations.set(key, { ...creation })
    }
    for (const [file, numbers] of Object.entries(record.lines ?? {})) lines[file] = [...(lines[file] ?? []), ...numbers]
  }
  return { creations: [...creations.values()], lines }
}

/** The callee of a call as the text has it, empty for a function that is only read there. Undefined where the text does not tell. */
export function calleeOf({ line, column, endLine, endColumn }, text) {
  if (typeof endColumn !== 'number') return isOnlyRead(line, column, text) ? '' : undefined
  const rows = text.split(/\r\n|[\n\r]/).slice(line - 1, endLine)
  rows[rows.length - 1] = rows.at(-1).slice(0, endColumn - 1)
  const call = rows.join('\n').slice(column - 1)
  let depth = 0
  for (let at = call.length - 1; at >= 0; at--) {
    if (call[at] === ')') depth += 1
    else if (call[at] === '(' && --depth === 0) return call.slice(0, at)
  }
  return call
}

/** Figures by API, in the order of their names: distinct places seen, how often they created, how many are sites, and of the right kind; misses by cause. */
export function tallyCreations(comparisons) {
  const rows = new Map()
  const rowOf = ({ api }) => rows.get(api) ?? rows.set(api, { api, seen: 0, times: 0, matched: 0, rightKind: 0, causes: {} }).get(api)
  for (const { matches, misses } of comparisons) {
    for (const { creation, rightKind } of matches) add(rowOf(creation), creation, 1, Number(rightKind))
    for (const creation of misses) {
      const row = rowOf(creation)
      add(row, creation, 0, 0)
      row.causes[creation.cause] = (row.causes[creation.cause] ?? 0) + 1
    }
  }
  return [...rows.values()].sort((a, b) => (a.api < b.api ? -1 : 1))
}

function isOnlyRead(line, column, text) {
  return typeof column === 'number' && /^\w+\s*[),;\]}]/.test(text.split(/\r\n|[\n\r]/)[line - 1]?.slice(column - 1) ?? '')
}

/** What the recorder of Python tells, in lines and columns of reports: 1-based and in UTF-16 units. JavaScript's has such columns and no end. `textOf` gives a file's text. */
export function inReportColumns(creation, textOf) {
  if (typeof creation.endColumn !== 'number') return creation
  const lines = textOf(creation.file).split(/\r\n|[\n\r]/)
  const units = (line, bytes) => Buffer.from(lines[line - 1] ?? '').subarray(0, bytes).toString().length + 1
  return { ...creation, column: units(creation.line, creation.column), endColumn: units(creation.endLine, creation.endColumn) }
}

function siteOf(creation, sites) {
  const { line, column, endLine, endColumn } = creation
  if (typeof endColumn === 'number') {
    return sites.findLast((site) => site.endLine === endLine && site.endColumn === endColumn)
  }
  const around = sites.filter((site) => sameApi(creation.api, site.api) && site.line <= line && line <= site.endLine && (column === null || covers(site, line, column)))
  return around.at(-1)
}

function covers(site, line, column) {
  return (site.line < line || site.column <= column) && (line < site.endLine || column < site.endColumn)
}

function kindsOf({ api, kind }) {
  return kind === 'env' ? ['env'] : KINDS.find(([pattern]) => pattern.test(api))[1]
}

/** `vi.fn` and `vitest.vi.fn`, `sinon.fake` and `sinon.fake.returns`: the word is in both. */
function sameApi(seen, found) {
  return found.split('.').includes(seen.split('.').at(-1))
}

function isWatched(api) {
  return /^(?:unittest\.mock|pytest_mock|mocker|pytest|monkeypatch|vi|vitest|jest|sinon)\b/.test(api)
}

function add(row, { times }, matched, rightKind) {
  row.seen += 1
  row.times += times
  row.matched += matched
  row.rightKind += rightKind
}
