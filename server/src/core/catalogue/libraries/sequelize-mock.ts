import type { Library } from '../library.ts'

/** Doubles of Sequelize models. Source: sequelize-mock 0.10. */
export const sequelizeMock: Library = {
  id: 'sequelize-mock',
  title: 'sequelize-mock',
  documentation: 'https://sequelize-mock.readthedocs.io/',
  languages: ['ecmascript'],
  modules: ['sequelize-mock'],
  name: 'SequelizeMock',
  exports: { default: { kind: 'double', service: 'database', returns: 'sequelize' } },
  objects: {
    sequelize: { members: { define: { kind: 'double', service: 'database' } } },
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]sequelize-mock'],
}
