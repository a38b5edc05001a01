/** The conversion of one double with everything that uses it: in its test, or in every user of its fixture or helper. */
import { convertAttribute } from './attribute.ts'
import { refuseOddPlaces, usesOfPlace, type Place } from './bound.ts'
import { configureByArguments } from './configuration.ts'
import type { Mock } from './mock.ts'
import { indentAt, needsAwait, refuse, replace, type Draft } from './draft.ts'
import { clientName, endsOf, type Ends } from './ends.ts'
import { convertFixture, convertHelper } from './makers.ts'
import { argumentsOf, namesOf, open } from './opening.ts'
import { convertReadingHelpers } from './reading-helpers.ts'
import { openerIn } from './runners.ts'
import { convertContainer } from './several.ts'
import { playScript } from './script.ts'
import type { Support } from './support.ts'
import { convertUses, refuseForeignReads } from './uses.ts'
import { nearEnd } from './stacks/stack.ts'

export function convertMock(draft: Draft, mock: Mock, support: Support): void {
  if (mock.place === 'attribute') return convertAttribute(draft, mock, mock.name ?? '', support)
  if (mock.container) return convertContainer(draft, mock.container, mock.home, support)
  if (mock.place === 'test') return mock.name === undefined ? convertArgument(draft, mock, support) : convertLocal(draft, mock, mock.name, support)
  if (mock.place === 'fixture') convertFixture(draft, mock, support)
  else convertHelper(draft, mock, support)
}

function convertLocal(draft: Draft, mock: Mock, name: string, support: Support): void {
  const opener = openerIn(draft, mock.home, support)
  if (opener === undefined) return
  const ends = mock.bound ? endsAtPlace(draft, mock, mock.bound) : endsOf(draft.facts, mock.home, name, mock.creation.scope, name, clientName(draft.stack, name, namesOf(draft, mock.home)))
  configureByArguments(draft, ends, mock.creation)
  convertReadingHelpers(draft, [ends])
  convertUses(draft, ends, new Set([mock.statement]))
  playScript(draft, ends, undefined)
  refuseForeignReads(draft, new Set([mock.home]), [ends])
  if (mock.slot) {
    replace(draft, mock.slot, `(${name}, ${ends.client})`)
    replace(draft, mock.creation.span, `await ${opener}(${argumentsOf(draft, ends)})`)
  } else {
    open(draft, mock.statement, `${name}, ${ends.client} = await ${opener}(${argumentsOf(draft, ends)})`)
  }
  const span = draft.facts.statements[mock.statement]?.span
  for (const each of span ? ends.opened : []) replace(draft, { start: span?.end ?? 0, end: span?.end ?? 0 }, `${draft.eol}${indentAt(draft.text, span?.start ?? 0)}${each}`)
  needsAwait(draft, mock.creation.scope, mock.creation.span)
}

function endsAtPlace(draft: Draft, mock: Mock, place: Place): Ends {
  refuseOddPlaces(draft, place, mock.home)
  const name = clientName(draft.stack, place.word.replace(/^_+/, ''), namesOf(draft, mock.home))
  return { ...endsOf(draft.facts, mock.home, place.text, mock.creation.scope, place.text, name), uses: usesOfPlace(draft, place, mock.home) }
}

/** `manager.add(AsyncMock())`: nobody reads what such a socket is sent. */
function convertArgument(draft: Draft, mock: Mock, support: Support): void {
  const opener = openerIn(draft, mock.home, support)
  if (opener === undefined || !needsAwait(draft, mock.creation.scope, mock.creation.span)) return
  const ends = { ...endsOf(draft.facts, mock.home, '', mock.creation.scope, '', ''), uses: [mock.creation] }
  configureByArguments(draft, ends, mock.creation)
  if (ends.opened.length > 0) refuse(draft, mock.creation.span, 'a socket whose sends fail needs a name of its own')
  refuseForeignReads(draft, new Set([mock.home]), [{ ...ends, uses: [{ ...mock.creation, links: [] }] }])
  replace(draft, mock.creation.span, `(await ${opener}(${argumentsOf(draft, ends)})).${nearEnd(draft.stack)}`)
}
