import type { Service } from '../service.ts'

export const http: Service = {
  id: 'http',
  title: 'HTTP',
  real: 'a real HTTP server on loopback',
  evidence: {
    python: {
      modules: [
        'requests', 'httpx', 'urllib.request', 'urllib3', 'http.client', 'httplib2', 'treq', 'niquests', 'tornado.httpclient', 'pycurl', 'grpc', 'gql',
        'sgqlc', 'zeep', 'twilio', 'stripe', 'slack_sdk', 'googleapiclient', 'xmlrpc', 'aiohttp', 'urllib.error', 'curl_cffi', 'suds', 'gspread', 'github',
        'gitlab', 'atlassian', 'jira', 'notion_client', 'tweepy', 'discord', 'telegram', 'slack_bolt', 'simple_salesforce', 'shopify', 'plaid', 'hubspot',
        'pyairtable', 'linear_sdk', 'apprise', 'google.ads', 'facebook_business', 'spotipy', 'praw', 'http.server', 'socketserver', 'wsgiref',
        'urllib.parse.urlopen', 'requests_toolbelt', 'httpcore', 'aiohttp_retry', 'starlette.requests', 'starlette.responses', 'django.http',
        'django.test.client', 'werkzeug', 'consul', 'sseclient', 'feedparser', 'googlemaps', 'geopy', 'azure.mgmt', 'azure.core', 'azure.devops', 'trello',
        'zendesk_api', 'todoist_api_python', 'digitalocean', 'linode_api4', 'cloudflare', 'pagerduty', 'pdpyras', 'elevenlabs', 'deepgram', 'scrapy.http',
        'asks', 'urllib3.poolmanager', 'pyramid.request', 'flask.request', 'aiohttp_client_cache', 'requests_cache', 'pylast', 'botbuilder',
        'mattermostdriver', 'zulip', 'pyowm', 'web.Application', 'web.run_app', 'crawl4ai', 'firecrawl', 'tavily', 'duckduckgo_search', 'exa_py', 'serpapi',
        'yt_dlp', 'youtube_dl', 'youtube_transcript_api', 'wikipediaapi',
      ],
      names: [
        'ClientResponse', 'HTTPError', 'RequestException', 'ConnectError', 'HTTPAdapter', 'HTTPConnection', 'PoolManager', 'urlopen', 'ClientSession',
        'ServerProxy', 'AsyncClient', 'Response', 'Request', 'ClientRequest', 'HTTPResponse', 'make_request', 'send_request', 'urlretrieve', 'build_opener',
        'YouTubeApi', 'GitHubApi', 'GitHubClient', 'GitLabClient', 'BitbucketClient', 'JiraClient', 'ConfluenceClient', 'SlackApi', 'SlackClient', 'SalesforceClient', 'TwilioClient',
        'StreamingResponse', 'JSONResponse', 'HTTPServer', 'ThreadingHTTPServer', 'BaseHTTPRequestHandler', 'http_get', 'http_post', 'fetch_url', 'read_url',
        'open_url', 'download_url', 'AsyncHTTPClient', 'AsyncHttpxClient', 'AppRunner', 'ServerRunner', 'TCPSite', 'UnixSite', 'SockSite', 'HTTPTransport', 'AsyncHTTPTransport',
      ],
      members: [
        'status_code', 'raise_for_status', 'iter_content', 'iter_lines', 'aiter_lines', 'aiter_bytes', 'getresponse', 'request_info', 'apparent_encoding',
      ],
      weakMembers: [
        'get', 'post', 'put', 'patch', 'delete', 'head', 'json', 'text', 'content', 'read', 'headers', 'cookies', 'request', 'session', 'url', 'ok',
        'content_type', 'reason', 'elapsed', 'mount',
      ],
      words: ['http', 'https', 'httpx', 'urlopen', 'apiclient', 'restclient', 'websession', 'webclient', 'tcpsite', 'stripe', 'grpc', 'graphql'],
      heads: ['request', 'response', 'req', 'resp', 'webhook'],
      hints: ['session', 'client', 'api', 'server', 'connector', 'transport'],
    },
    ecmascript: {
      modules: [
        'axios', 'node-fetch', 'undici', 'got', 'ky', 'superagent', 'cross-fetch', 'isomorphic-fetch', 'needle', 'http', 'https', 'node:http', 'node:https',
        '@octokit/rest', '@octokit/core', '@apollo/client', 'graphql-request', 'urql', '@angular/common/http', '@nestjs/axios', 'ofetch', 'wretch', 'stripe',
        'twilio', '@slack/web-api', 'fetch', 'XMLHttpRequest', 'window.fetch', 'globalThis.fetch', 'global.fetch', 'self.fetch', '@octokit',
        '@notionhq/client', 'googleapis', 'discord.js', 'telegraf', '@slack/bolt', 'openapi-fetch', '@linear/sdk', '@grpc/grpc-js', '@aws-sdk',
        '@google-cloud', '@azure', '@googleapis', '@hono/node-server', 'hono', 'express', 'fastify', 'koa', 'supertest', 'light-my-request', 'http-proxy',
        'axios-retry', 'http2', 'node:http2', '@actions/http-client', '@actions/github', '@hapi/hapi', '@hapi/wreck', 'restify', 'polka', 'h3', 'elysia',
        'request', 'request-promise', 'bent', 'redaxios', 'gaxios', 'make-fetch-happen', 'npm-registry-fetch', 'minipass-fetch', '@trpc/client',
        '@apollo/server', 'apollo-server', 'apollo-server-express', 'graphql-yoga', '@microsoft/microsoft-graph-client', '@shopify', '@hubspot',
        '@gitbeaker/rest', 'jira.js', '@atlassian', 'body-parser', 'cors', '@elastic/transport', '@line/bot-sdk', 'whatwg-fetch', 'unfetch', '@grpc',
        'node-mocks-http',
      ],
      names: [
        'AxiosError', 'AxiosInstance', 'HttpService', 'HttpClient', 'XMLHttpRequest', 'IncomingMessage', 'ServerResponse', 'Response', 'Request',
        'Headers', 'NextRequest', 'NextResponse', 'makeRequest', 'sendRequest',
      ],
      members: [
        'statusText', 'interceptors', 'isAxiosError', 'arrayBuffer', 'redirected', 'onreadystatechange', 'setRequestHeader', 'writeHead', 'setHeader',
      ],
      weakMembers: ['get', 'post', 'put', 'patch', 'delete', 'request', 'json', 'text', 'ok', 'status', 'data', 'headers'],
      words: ['http', 'https', 'axios', 'xhr', 'apiclient', 'restclient', 'webclient', 'httpclient', 'graphqlclient', 'stripe', 'octokit', 'grpc', 'graphql'],
      heads: ['fetch', 'request', 'response', 'req', 'res', 'resp', 'fetcher', 'webhook'],
      hints: ['client', 'api', 'server', 'agent'],
    },
  },
  rewrites: {},
}
