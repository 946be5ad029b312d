import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freePort, killAll, run, spawnService, startArguments, startChild } from '../support/child.ts'

// Starting and stopping, as people meet it: one line when ready, one sentence when it cannot be, and a quick clean end.

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'city-tools-start-'))
})
afterEach(() => {
  killAll()
  return rm(directory, { recursive: true, force: true, maxRetries: 10 })
})

const start = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  run([...startArguments, '--no-pages', '--data-set', 'none', ...args], env)

/** One clear sentence or two on standard error, nothing else, exit code 1. */
function expectSentence(
  { code, out, err }: { code: number | null; out: string; err: string },
  words: RegExp,
) {
  expect(err.trim()).toMatch(words)
  expect(err.trim().split('\n'), err).toHaveLength(1)
  expect(out).toBe('')
  expect(code).toBe(1)
}

describe('what cannot start says why in one sentence, exit code 1', () => {
  test('a taken port', async () => {
    const port = await freePort()
    const other = createServer()
    await new Promise<void>((done) => other.listen(port, '127.0.0.1', done))
    const ended = await start(['--data', directory, '--port', String(port)])
    other.close()
    expectSentence(
      ended,
      new RegExp(`^Port ${port} is taken. Stop what uses it, or choose another with --port.$`),
    )
  })

  test('a port that is none, by option or by environment', async () => {
    expectSentence(await start(['--data', directory, '--port', '99999']), /^"99999" is not a port/)
    expectSentence(await start(['--data', directory], { PORT: 'http' }), /^"http" is not a port/)
  })

  test('a data folder that is a file, or inside one', async () => {
    const file = join(directory, 'file')
    await writeFile(file, '')
    expectSentence(
      await start(['--data', file, '--port', '0']),
      /^The data folder \S+file is a file and not a folder\. Name another with --data\.$/,
    )
    expectSentence(
      await start(['--data', join(file, 'inside'), '--port', '0']),
      /is inside a file and not a folder/,
    )
  })

  test.skipIf(process.getuid?.() === 0)('a data folder one may not write to', async () => {
    const closed = join(directory, 'closed')
    await mkdir(closed, { mode: 0o500 })
    expectSentence(await start(['--data', closed, '--port', '0']), /may not be written to by you/)
  })

  test('a data folder without a name, and one where no folder can be made', async () => {
    expectSentence(
      await start(['--data=', '--port', '0']),
      /^Say which folder the data goes in: --data FOLDER\.$/,
    )
    if (process.platform !== 'linux') return
    expectSentence(
      await start(['--data', '/proc/x', '--port', '0']),
      /^The data folder \/proc\/x cannot be written to \(ENOENT\)\. Name another with --data\.$/,
    )
  })

  test('a command on a folder that holds no register, which stays as it is', async () => {
    for (const command of ['verify', 'rebuild']) {
      expectSentence(
        await run([`functions/tasks/${command}.ts`, '--data', directory]),
        /^There is no register in the data folder \S+\. Start City Tools on it first, or name another with --data\.$/,
      )
    }
    expect(await readdir(directory)).toEqual([])
  })

  test('an unknown option, an option without its value and a word too many', async () => {
    expectSentence(
      await start(['--colour', 'blue']),
      /^Unknown option '--colour'\. Known options: --port, --data/,
    )
    expectSentence(await start(['--data']), /'--data.*' argument missing\. Known options:/)
    expectSentence(await start(['again']), /^Unexpected argument 'again'\. /)
  })

  test('a data set there is none of, and one that the folder does not hold', async () => {
    expectSentence(
      await run([...startArguments, '--data-set', 'imaginary']),
      /^There is no data set "imaginary"\. Choose demonstration, public, none\.$/,
    )
    const service = await startChild({ directory })
    await service.stop()
    expectSentence(
      await run([
        ...startArguments,
        '--no-pages',
        '--port',
        '0',
        '--data',
        directory,
        '--data-set',
        'public',
      ]),
      /^The data folder holds the data set "none", not "public"\. Start with --fresh/,
    )
  })

  test('a second service on the same data folder, however it begins', async () => {
    const service = await startChild({ directory })
    const second = await start(['--data', directory, '--port', '0'])
    expectSentence(
      second,
      new RegExp(`^City Tools already runs on the data folder ${directory}, at ${service.origin}\\.`),
    )
    const third = await start(['--data', directory, '--port', '0', '--fresh'])
    expectSentence(third, /already runs on the data folder/)
    // Even where the note it left is lost, the data is not opened, let alone thrown away, under it.
    await rm(join(directory, 'running.json'))
    for (const args of [[], ['--fresh']]) {
      expectSentence(
        await start(['--data', directory, '--port', '0', ...args]),
        /^Another City Tools is using the data folder/,
      )
    }
    const answer = await fetch(`${service.origin}/api/v1/views/overview/E12000007`)
    expect(answer.status).toBe(200)
    await service.stop()
  })

  test('two at the same moment: one runs, the other says so', async () => {
    const both = [spawnService({ directory }), spawnService({ directory })]
    const lines = await Promise.all(both.map(({ ready }) => ready))
    expect(lines.filter((line) => line.includes('ready at'))).toHaveLength(1)
    const lost = both[lines.indexOf('')]
    expect(lost?.errors().trim()).toMatch(
      /^(?:City Tools already runs on|Another City Tools is using) the data folder [^\n]+$/,
    )
    expect(lost?.child.exitCode).toBe(1)
    for (const one of both) await one.kill()
  })

  test('a Node that is too old, and one that is old where npm could not bring the right one', async () => {
    const pretend = (version: string, extra = '') =>
      `data:text/javascript,${encodeURIComponent(`Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });${extra}`)}`
    const old = await run(['--import', pretend('18.20.4'), ...startArguments])
    expectSentence(
      old,
      /^City Tools needs Node 20\.19 or later; this is 18\.20\.4\. Get a newer one from https:\/\/nodejs\.org\.$/,
    )
    // Nothing of what npm brings exists.
    const bare = `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'; fs.existsSync = () => false; syncBuiltinESMExports();`
    const lacking = await run(['--import', pretend('22.12.0', bare), ...startArguments])
    expectSentence(
      lacking,
      /^City Tools runs on Node 24, and npm could not bring it for this machine\. Install Node 24/,
    )
  })
})

describe('what starts', () => {
  test('says so in one line, with the address and whom to sign in as', async () => {
    const service = await startChild({ directory })
    const line = await service.ready
    expect(line).toMatch(
      /^City Tools is ready at http:\/\/127\.0\.0\.1:\d+\. Sign in as .*camden.*loti.*member/,
    )
    await service.stop()
    expect(service.errors()).toBe('')
    expect(service.rest()).toBe('')
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends cleanly and at once on %s, even one that comes twice',
    async (signal) => {
      const service = await startChild({ directory })
      // A reader that keeps its connection open holds up nothing.
      await fetch(`${service.origin}/api/health`)
      const asked = performance.now()
      service.child.kill(signal)
      service.child.kill(signal)
      await service.gone
      expect(performance.now() - asked).toBeLessThan(4000)
      expect(service.child.exitCode).toBe(0)
      expect(service.errors()).toBe('')
      // And whatever it kept is there for the next.
      const next = await startChild({ directory })
      await next.stop()
    },
  )

  test('lets what is being answered be answered', async () => {
    const service = await startChild({ directory })
    const token = await service.tokenFor('camden')
    const asking = Array.from({ length: 10 }, (_, n) =>
      fetch(`${service.origin}/api/v1/authorities/E09000007/proposals`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': `k${n}`,
        },
        body: JSON.stringify({ kind: 'system', values: { name: `System ${n}` } }),
      }).then(
        async (answer) => [answer.status, ((await answer.json()) as { recordId: string }).recordId] as const,
        () => [0, ''] as const,
      ),
    )
    await asking[0]
    await service.stop()
    const answers = await Promise.all(asking)
    expect(answers.filter(([status]) => status >= 500)).toEqual([])
    const next = await startChild({ directory })
    const kept = await fetch(`${next.origin}/api/v1/authorities/E09000007/submission`, {
      headers: { Authorization: `Bearer ${await next.tokenFor('camden')}` },
    })
    const { proposals } = (await kept.json()) as { proposals: { proposal: { recordId: string } }[] }
    const ids = proposals.map(({ proposal }) => proposal.recordId)
    for (const [status, id] of answers) if (status === 201) expect(ids).toContain(id)
    await next.stop()
  })

  test('ends when the process that keeps its data does, and says so', async ({ skip }) => {
    const service = await startChild({ directory })
    const { pid } = service.child
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => undefined)
    if (children === undefined) {
      await service.stop()
      return skip('This system does not say which processes another has started.')
    }
    for (const child of children.trim().split(' ')) process.kill(Number(child), 'SIGKILL')
    await service.gone
    expect(service.child.exitCode).toBe(1)
    expect(service.errors().trim()).toBe(
      'The process that keeps the data has ended, so City Tools stops. Start it again.',
    )
  })

  test('after a number left behind by one that was killed, which another process has by now', async () => {
    const service = await startChild({ directory })
    await service.kill()
    await writeFile(
      join(directory, 'running.json'),
      JSON.stringify({ origin: service.origin, endpoint: 'http://127.0.0.1:1', pid: process.pid }),
    )
    const next = await startChild({ directory })
    await next.stop()
  })

  test('under another Node through the one npm brought, which ends with it', async () => {
    const service = spawnService({ directory, node: ['functions/local/start.mjs'] })
    const line = await service.ready
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    expect(origin).toBeDefined()
    service.child.kill('SIGKILL')
    await service.gone
    const isGone = async () => {
      for (let tries = 0; tries < 50; tries += 1) {
        if (!(await fetch(`${origin}/api/health`).catch(() => undefined))) return true
        await new Promise((done) => setTimeout(done, 100))
      }
      return false
    }
    expect(await isGone()).toBe(true)
  })
})
