import type { Library } from '../library.ts'

const real = 'an SMTP server on a real port'

/** A real SMTP server. Source: smtp-server 3. */
export const smtpServer: Library = {
  id: 'smtp-server',
  title: 'smtp-server',
  documentation: 'https://nodemailer.com/extras/smtp-server',
  languages: ['ecmascript'],
  modules: ['smtp-server'],
  name: 'smtp-server',
  exports: { SMTPServer: { real } },
  configuration: [],
  verification: [],
  triggers: [],
}
