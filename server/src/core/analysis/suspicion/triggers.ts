import type { LanguageId } from '../../model/facts.ts'
import { SERVICE_LIST } from '../../services/services.ts'
import { BY_MEMBERS } from './judgement.ts'
import { NAME_BEGINNINGS } from './words.ts'

/** What names of classes and objects end with that may stand for a service. */
const NOUNS = 'Socket|[Ss]ocket|WS|Ws|Sio|Redis|Cache|Queue|Broker|Producer|Consumer|Client|Connection|Server|Session|Store|Storage|Database|DB|Db|Repository|Repo|Mailer|Transport|Channel|Backend|Model|LLM|Llm|Logger|Service|Gateway|Api|API|Fetch'
/** Words of services in names of objects and of functions that give one. */
const OBJECTS = '[Ss]ocket|\\b[Ww][Ss]|[Rr]edis|[Cc]ache|[Qq]ueue|[Bb]roker|[Pp]roducer|[Cc]lient|[Cc]onn(?:ection)?|[Ss]ession|[Ss]tor(?:e|age)|\\bdb|[Dd]atabase|[Rr]epo|[Mm]ailer|[Mm]odel|[Ll]ogger|[Ff]etch|[Rr]es(?:ponse)?\\b|[Rr]eq(?:uest)?\\b'
const CLASSES = `\\bclass\\s+_*(?:${NAME_BEGINNINGS.join('|')}|\\w*(?:${NOUNS})\\b|[A-Z]\\w*No[Oo]p\\b)`

const PYTHON: readonly string[] = [
  CLASSES,
  '\\b(?:Simple)?Namespace\\s*\\((?!\\s*\\))',
  '\\btype\\(\\s*["\'][^"\'\\n]*["\']\\s*,\\s*\\(',
  `\\bdef\\s+(?:${strongMembers('python')})\\s*\\(`,
  '=[ \\t]*lambda\\b(?<=\\.\\w+[ \\t]*=[ \\t]*lambda)',
  '(?<![.\\w])setattr\\(',
  '^[ \\t]+(?!self\\.\\w+[ \\t]*=)[a-zA-Z_]\\w*(?:\\.\\w+)+[ \\t]*=[ \\t]*[a-z_]\\w*[ \\t]*$',
]

const ECMASCRIPT: readonly string[] = [
  CLASSES,
  '\\}(?:\\s*\\))?\\s*(?:as|satisfies)\\s+(?:unknown|any|never|[A-Z])',
  '[=(,]\\s*<[A-Z][\\w.]*>\\s*\\(?\\{',
  '\\bnew\\s+Proxy\\s*\\(\\s*[({]',
  '\\bObject\\.assign\\s*\\(',
  `(?<![.\\w])(?:${strongMembers('ecmascript')})\\s*[(:=]`,
  `(?:${OBJECTS})\\w*\\s*(?::\\s*[A-Z][\\w.<>]*\\s*)?[:=]\\s*\\{`,
  `\\b(?:function|const)\\s+\\w*(?:${OBJECTS})\\w*\\s*(?:=\\s*)?(?:async\\b|function\\b|\\()`,
  '=(?<=\\.\\w+[ \\t]*=)[ \\t]*(?:async\\b[ \\t]*)?(?:function\\b|\\([^()\\n]*\\)[ \\t]*(?::[^=\\n]{1,60})?=>|\\w+[ \\t]*=>|\\(\\()',
]

const TRIGGERS: Readonly<Record<LanguageId, RegExp>> = { python: new RegExp(PYTHON.join('|'), 'm'), ecmascript: new RegExp(ECMASCRIPT.join('|'), 'm') }

/** A cheap prefilter over the raw text of a test: false only if nothing in it is suspect. */
export function maySuspect(text: string, language: LanguageId): boolean {
  return TRIGGERS[language].test(text)
}

function strongMembers(language: LanguageId): string {
  const members = SERVICE_LIST.filter(({ id }) => BY_MEMBERS.has(id)).flatMap(({ evidence }) => evidence[language].members)
  return [...new Set(members)].map((member) => member.replace('$', '\\$')).join('|')
}
