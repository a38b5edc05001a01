import type { Api, Library } from '../library.ts'

const http: Api = { kind: 'intercept', service: 'http' }

/** Canned answers to GraphQL operations. Source: @apollo/client 4, @graphql-tools/mock 9. */
export const apolloTesting: Library = {
  id: 'apollo-testing',
  title: 'Apollo Client testing and GraphQL Tools mocks',
  documentation: 'https://www.apollographql.com/docs/react/development-testing/testing',
  languages: ['ecmascript'],
  modules: [
    '@apollo/client/testing', '@apollo/client/testing/react', '@apollo/client/testing/core', '@apollo/react-testing', 'react-apollo/test-utils',
    '@graphql-tools/mock', 'apollo-server',
  ],
  partial: true,
  name: 'apollo',
  exports: {
    MockedProvider: { ...http, mention: true },
    MockLink: http,
    MockSubscriptionLink: http,
    MockSubscriptionProvider: { ...http, mention: true },
    mockSingleLink: http,
    mockObservableLink: http,
    addMocksToSchema: http,
    mockServer: http,
    createMockStore: http,
  },
  configuration: [],
  verification: [],
  triggers: ['[\'"]@apollo/', '[\'"]react-apollo', '[\'"]@graphql-tools/mock'],
}
