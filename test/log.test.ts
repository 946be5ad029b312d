import { afterEach, expect, test, vi } from 'vitest'
import { log, logFailure } from '../functions/log.ts'
import { metric } from '../functions/metric.ts'

// CloudWatch's filters and figures read a line only when all of it is JSON.

const written = (stream: 'stdout' | 'stderr') => vi.spyOn(process[stream], 'write').mockReturnValue(true)
afterEach(() => void vi.restoreAllMocks())

test('whatever is logged is one line of JSON, written past the console', () => {
  const out = written('stdout')
  const err = written('stderr')
  const console_ = vi.spyOn(console, 'log')
  log({ level: 'info', words: 'two\nlines' })
  metric('ViewLag', 5, 'Milliseconds')
  logFailure('It failed', new Error('On\ntwo lines'), { request: 'req_1' })
  const lines = [...out.mock.calls, ...err.mock.calls].map(([line]) => String(line))
  expect(lines).toHaveLength(3)
  for (const line of lines) {
    expect(line.slice(0, -1)).not.toContain('\n')
    expect(line.endsWith('\n')).toBe(true)
    expect(JSON.parse(line)).toBeTypeOf('object')
  }
  expect(console_).not.toHaveBeenCalled()
})

test('a failure is said with its level, its request and its stack', () => {
  const err = written('stderr')
  logFailure('It failed', new TypeError('No'), { request: 'req_1', attempt: 2 })
  logFailure('And again', 'just words')
  logFailure('And why', new Error('Not fetched', { cause: new Error('connect ECONNREFUSED') }))
  const lines = err.mock.calls.map(([line]) => JSON.parse(String(line)))
  expect(lines).toEqual([
    {
      level: 'error',
      message: 'It failed',
      request: 'req_1',
      attempt: 2,
      failure: expect.stringMatching(/^TypeError: No\n\s+at .*log\.test\.ts/),
    },
    { level: 'error', message: 'And again', failure: 'just words' },
    {
      level: 'error',
      message: 'And why',
      failure: expect.stringContaining('Not fetched'),
      cause: expect.stringContaining('connect ECONNREFUSED'),
    },
  ])
})
