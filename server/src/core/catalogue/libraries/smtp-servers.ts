import type { Library } from '../library.ts'

const server = 'an SMTP server on a real port'

/** SMTP servers on a real port. Source: aiosmtpd 1.4, smtpdfix 0.5. */
export const smtpServers: Library = {
  id: 'smtp-servers',
  title: 'aiosmtpd and smtpdfix',
  documentation: 'https://aiosmtpd.aio-libs.org/en/latest/',
  languages: ['python'],
  modules: ['aiosmtpd.controller', 'smtpdfix'],
  name: 'smtp',
  exports: {
    Controller: { real: server },
    UnthreadedController: { real: server },
    AuthController: { real: server },
    SMTPDFix: { real: server },
  },
  fixtures: { smtpd: { real: server } },
  configuration: [],
  verification: [],
  triggers: [],
}
