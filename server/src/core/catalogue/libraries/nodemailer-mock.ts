import type { Library, Members } from '../library.ts'

const members: Members = { createTransport: { kind: 'fake', service: 'email' }, getMockFor: { kind: 'fake', service: 'email' } }

/** Nodemailer that keeps its mails. Source: nodemailer-mock 2.1. */
export const nodemailerMock: Library = {
  id: 'nodemailer-mock',
  title: 'nodemailer-mock',
  documentation: 'https://github.com/doublesharp/nodemailer-mock#readme',
  languages: ['ecmascript'],
  modules: ['nodemailer-mock'],
  name: 'nodemailer-mock',
  exports: { ...members, default: { members } },
  configuration: [],
  verification: ['getSentMail'],
  triggers: ['[\'"]nodemailer-mock'],
}
