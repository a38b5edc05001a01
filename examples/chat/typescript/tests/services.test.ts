import { afterEach, expect, it, vi } from 'vitest'
import { Archive } from '../src/archive.ts'
import { translate } from '../src/translate.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

it('translates by the service of the environment', async () => {
  vi.stubEnv('TRANSLATE_URL', 'https://here.example/translate')
  const fetchMock = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ translated: 'hei' }))

  expect(await translate('hi', 'no')).toBe('hei')

  expect(fetchMock).toHaveBeenCalledWith('https://here.example/translate', expect.objectContaining({ method: 'POST' }))
})

it('names the status of a refused translation', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('', { status: 503 }))

  await expect(translate('hi', 'no')).rejects.toThrow('translation failed: 503')
})

it('writes what was said to the database', async () => {
  const pool = { query: vi.fn().mockResolvedValue({ rows: [] }) }

  await new Archive(pool as any).add('lobby', { author: 'ada', text: 'hi' })

  expect(pool.query).toHaveBeenCalledWith(expect.stringContaining('INSERT INTO messages'), ['lobby', 'ada', 'hi'])
})
