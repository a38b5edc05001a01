import type { Service } from '../service.ts'

export const http: Service = {
  id: 'http',
  title: 'HTTP',
  real: 'a real HTTP server on loopback',
  evidence: {
    python: {
      modules: [
        'requests', 'httpx', 'aiohttp.ClientSession', 'urllib.request', 'urllib3', 'http.client', 'httplib2', 'treq', 'niquests', 'tornado.httpclient',
        'pycurl', 'grpc', 'gql', 'sgqlc', 'zeep', 'twilio', 'stripe', 'slack_sdk', 'googleapiclient',
      ],
      names: ['ClientResponse', 'HTTPError', 'RequestException', 'ConnectError', 'HTTPAdapter', 'HTTPConnection', 'PoolManager', 'urlopen', 'ClientSession'],
      members: [
        'status_code', 'raise_for_status', 'iter_content', 'iter_lines', 'aiter_lines', 'aiter_bytes', 'getresponse', 'request_info', 'apparent_encoding',
      ],
      weakMembers: [
        'get', 'post', 'put', 'patch', 'delete', 'head', 'json', 'text', 'content', 'read', 'headers', 'cookies', 'request', 'session', 'url', 'ok',
        'content_type', 'reason', 'elapsed', 'mount',
      ],
      words: [
        'http', 'httpx', 'aiohttp', 'urlopen', 'requests', 'apiclient', 'restclient', 'httpclient', 'httpsession', 'httpresponse', 'webhook', 'request',
        'response',
      ],
    },
    ecmascript: {
      modules: [
        'axios', 'node-fetch', 'undici', 'got', 'ky', 'superagent', 'cross-fetch', 'isomorphic-fetch', 'needle', 'http', 'https', 'node:http', 'node:https',
        '@octokit/rest', '@octokit/core', '@apollo/client', 'graphql-request', 'urql', '@angular/common/http', '@nestjs/axios', 'ofetch', 'wretch', 'stripe',
        'twilio', '@slack/web-api', 'fetch', 'XMLHttpRequest', 'window.fetch', 'globalThis.fetch', 'global.fetch', 'self.fetch',
      ],
      names: ['AxiosError', 'AxiosInstance', 'HttpService', 'HttpClient', 'XMLHttpRequest', 'fetch'],
      members: ['statusText', 'interceptors', 'isAxiosError', 'arrayBuffer', 'redirected', 'onreadystatechange', 'setRequestHeader'],
      weakMembers: ['get', 'post', 'put', 'patch', 'delete', 'request', 'json', 'text', 'ok', 'status', 'data', 'headers'],
      words: ['fetch', 'axios', 'http', 'httpclient', 'httpservice', 'apiclient', 'xhr', 'request', 'response', 'req', 'res', 'fetcher'],
    },
  },
  rewrites: {},
}
