import type { Library } from '../library.ts'

/** A double of the messages between processes of Electron. Source: electron-mock-ipc 0.3. */
export const electronMockIpc: Library = {
  id: 'electron-mock-ipc',
  title: 'electron-mock-ipc',
  documentation: 'https://github.com/h3poteto/electron-mock-ipc#readme',
  languages: ['ecmascript'],
  modules: ['electron-mock-ipc'],
  name: 'electron-mock-ipc',
  exports: { default: { kind: 'double', service: 'process' }, createIPCMock: { kind: 'double', service: 'process' } },
  configuration: [],
  verification: [],
  triggers: ['[\'"]electron-mock-ipc'],
}
