import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { terms } from '../../functions/config.ts'
import { londonToday } from '../../functions/domain/calendar.ts'
import { publicRecord } from '../../functions/domain/disclosure.ts'
import { startService } from '../../functions/local/service.ts'
import { authorities, inventedVendors, serviceAreas } from '../../functions/reference/index.ts'
import type { ImportPreview } from '../../functions/schema/import.ts'
import type { RegisterRecord } from '../../functions/schema/record.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import { recount } from '../../functions/tallies/recount.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { peakMegabytes, startChild } from '../support/child.ts'
import { csv, header, rowOf } from '../support/contractsFinder.ts'
import { createWorld, type World } from '../support/world.ts'
import { cold } from './cold.ts'
import { explorer } from './explorer.ts'

// npm run bench [-- --json] [-- --small] [-- --only explorer]: the promises, measured. Progress on standard error.

type Figure = { name: string; value: number; unit: string; promise: string; holds: boolean }
const figures: Figure[] = []
const say = (text: string) => process.stderr.write(`${text}\n`)
function measured(name: string, value: number, unit: string, promise: string, holds: boolean) {
  figures.push({ name, value: Math.round(value * 100) / 100, unit, promise, holds })
  say(`${holds ? 'holds ' : 'MISSES'}  ${name}: ${figures.at(-1)?.value} ${unit} (promise: ${promise})`)
}

const today = londonToday()
const { records } = demonstration(today)
const sizes = process.argv.includes('--small') ? { few: 1000, many: 5000 } : { few: 1000, many: 100_000 }
const boroughs = authorities().filter(({ kind }) => kind === 'London borough')

/** The demonstration over and over, under other ids and authorities, until there are as many as wanted. */
function* estate(count: number): Generator<RegisterRecord> {
  const systems = records.filter(({ kind }) => kind === 'system')
  for (let n = 0; n < count; n += 1) {
    const one = systems[n % systems.length]
    const holder = boroughs[n % boroughs.length]
    if (!one || !holder) return
    yield {
      ...one,
      id: `sys_bench${n}`,
      authority: holder.id,
      sharedWith: [],
      leadAuthority: undefined,
    } as RegisterRecord
  }
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0)
const percentile = (values: number[], part: number) =>
  values.sort((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? 0
const since = (start: number) => performance.now() - start

async function fill(world: World, count: number) {
  const byAuthority = Map.groupBy(estate(count), (record) => record.authority)
  let done = 0
  for (const [authority, held] of byAuthority) {
    for (let from = 0; from < held.length; from += 30) {
      const group = held.slice(from, from + 30)
      await world.store.publish(
        authority,
        group.map((record) => ({
          record,
          facts: { at: record.updatedAt, by: 'bench', action: 'loaded' as const },
        })),
      )
      await applyRecords(world.store, group, { terms, day: today })
      done += group.length
    }
    say(`  ${done} of ${count} systems`)
  }
}

async function costs(count: number) {
  say(`Filling a table with ${count} systems`)
  const world = await createWorld()
  await fill(world, count)
  const { store, engine } = world
  const change = async (ids: number[]) => {
    const refs = []
    for (const n of ids) {
      const authority = boroughs[n % boroughs.length]?.id ?? ''
      const current = await store.records.get({ authority, kind: 'system', id: `sys_bench${n}` })
      if (!current) throw new Error(`There is no sys_bench${n}`)
      const record = { ...current, version: current.version + 1, retiredOn: today } as RegisterRecord
      await store.publish(authority, [
        { record, facts: { at: `${today}T00:00:00Z`, by: 'bench', action: 'approved' } },
      ])
      refs.push({ authority, kind: 'system' as const, id: record.id })
    }
    engine.resetRequests()
    await applyRecords(store, refs, { terms, day: today })
    return sum(engine.requests()) / ids.length
  }
  const alone = await change([7])
  const batch = await change(Array.from({ length: 100 }, (_, n) => n + 200))
  const reads: number[] = []
  for (let n = 0; n < 60; n += 1) {
    const start = performance.now()
    await store.table.many([
      { pk: 'VIEW#E12000007', sk: 'OVERVIEW' },
      { pk: 'VIEW#E12000007', sk: 'MARKET' },
      { pk: 'VIEW#E12000007', sk: 'RENEWALS' },
    ])
    reads.push(since(start))
  }
  await world.close()
  // One request writes the approval itself, one reads the audit chain and one the record.
  return { alone: alone + 3, batch: batch + 3, read: percentile(reads.slice(10), 0.5) }
}

async function running() {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'))
  const service = await startService({ directory, web: 'none' })
  const [editor, approver] = await Promise.all([service.tokenFor('camden'), service.tokenFor('loti')])
  const call = async (token: string, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${service.origin}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, never>
  }
  const lags: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const draft = await call(editor, 'POST', '/authorities/E09000007/proposals', {
      kind: 'system',
      values: {
        name: `Bench ${n}`,
        serviceAreas: [serviceAreas()[n % 90]?.id],
        maker: inventedVendors()[n % 50]?.id,
      },
    })
    const sent = await call(editor, 'POST', '/authorities/E09000007/submission/send', {})
    await call(approver, 'POST', `/review/${sent.id}/approve`, {})
    const start = performance.now()
    while (!(await call(approver, 'GET', `/views/caught-up?record=${draft.recordId}@1`)).caughtUp) {
      await new Promise((done) => setTimeout(done, 5))
    }
    lags.push(since(start))
  }
  await service.close()
  await rm(directory, { recursive: true, force: true })
  return percentile(lags, 0.95)
}

async function startTime() {
  const directory = await mkdtemp(join(tmpdir(), 'bench-start-'))
  const start = performance.now()
  const child = spawn(process.execPath, ['functions/local/start.mjs', '--port', '0', '--data', directory], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  for await (const text of child.stdout) if (String(text).includes('ready')) break
  const took = since(start)
  child.kill('SIGTERM')
  await new Promise((done) => child.once('exit', done))
  await rm(directory, { recursive: true, force: true })
  return took / 1000
}

/** A file of 10,000 rows sent to the service as `npm start` starts it, and the most memory that process ever had. */
async function importing() {
  const rows = Array.from({ length: 10_000 }, (_, n) =>
    rowOf({
      id: `N-${n}`,
      buyer: `London Borough of ${boroughs[n % 33]?.name}`,
      title: `Contract ${n}`,
      supplier: `[Supplier ${n % 700} Ltd|Somewhere|NONE||Yes|No]`,
    }),
  )
  const form = new FormData()
  form.set('file', new Blob([csv([header, ...rows])]), 'bench.csv')
  const directory = await mkdtemp(join(tmpdir(), 'bench-import-'))
  const service = await startChild({ directory })
  const headers = { Authorization: `Bearer ${await service.tokenFor('loti')}` }
  const start = performance.now()
  const answer = await fetch(`${service.origin}/api/v1/imports`, { method: 'POST', headers, body: form })
  const preview = (await answer.json()) as ImportPreview
  const seconds = since(start) / 1000
  const megabytes = peakMegabytes(service.child.pid)
  await service.stop()
  await rm(directory, { recursive: true, force: true })
  if (preview.counts.create !== 10_000) throw new Error(`Only ${preview.counts.create} rows were taken`)
  return { seconds, megabytes }
}

/** What there is to measure, each by itself with `--only`, several with commas between. */
const concerns: Record<string, () => Promise<void>> = {
  async import() {
    const { seconds, megabytes } = await importing()
    measured('import preview of 10,000 rows', seconds, 's', '≤ 5 s', seconds <= 5)
    if (megabytes === undefined) say('This system does not say how much memory a process had at most')
    else measured('memory at most, import preview included', megabytes, 'MB', '≤ 300 MB', megabytes <= 300)
  },
  async recount() {
    const publics = [...estate(50_000)].map(publicRecord)
    const start = performance.now()
    recount(publics, today, terms)
    const rate = publics.length / (since(start) / 1000)
    measured('pure recount', rate, 'records/s', '≥ 200,000 records/s', rate >= 200_000)
  },
  async running() {
    const lag = await running()
    measured('approved change to updated views, p95', lag, 'ms', '≤ 1,000 ms', lag <= 1000)
  },
  async start() {
    const ready = await startTime()
    measured('start to ready', ready, 's', '≤ 30 s', ready <= 30)
  },
  async costs() {
    const few = await costs(sizes.few)
    const many = await costs(sizes.many)
    for (const [size, cost] of [
      [sizes.few, few],
      [sizes.many, many],
    ] as const) {
      const at = `at ${size.toLocaleString('en-GB')} systems`
      measured(`requests for one approved change ${at}`, cost.alone, 'requests', '≤ 40', cost.alone <= 40)
      measured(
        `requests for each change in a batch of 100 ${at}`,
        cost.batch,
        'requests',
        '≤ 8',
        cost.batch <= 8,
      )
      measured(`reading the overview's documents ${at}`, cost.read, 'ms', 'one request', true)
    }
    const growth = many.alone / few.alone
    measured('growth of requests with size', growth, '×', '0.9 to 1.1', growth >= 0.9 && growth <= 1.1)
    const slower = many.read / few.read
    measured('view read, large against small', slower, '×', '≤ 1.2', slower <= 1.2)
  },
  async cold() {
    for (const { name, value, unit, promise, holds } of await cold()) {
      measured(name, value, unit, promise, holds)
    }
  },
  async explorer() {
    for (const { name, value, unit, promise, holds } of await explorer()) {
      measured(name, value, unit, promise, holds)
    }
  },
}
/** Concerns that are asked for together. */
const together: Record<string, string[]> = { web: ['explorer'] }

const at = process.argv.indexOf('--only')
const asked = at < 0 ? Object.keys(concerns) : (process.argv[at + 1] ?? '').split(',')
for (const name of asked.flatMap((one) => together[one] ?? one)) {
  const measure = concerns[name]
  if (!measure) {
    const known = [...Object.keys(concerns), ...Object.keys(together)].join(', ')
    say(`There is nothing called "${name}" to measure. There is: ${known}.`)
    process.exit(1)
  }
  await measure()
}

if (process.argv.includes('--json')) console.log(JSON.stringify({ figures }))
else console.table(figures)
