import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authorities } from '../../functions/reference/index.ts'
import type { ImportPreview } from '../../functions/schema/import.ts'
import { peakMegabytes, startChild } from '../support/child.ts'
import { csv, header, rowOf } from '../support/contractsFinder.ts'
import { type Figure, figure, say, since } from './figure.ts'

const boroughs = authorities().filter(({ kind }) => kind === 'London borough')

/** A file of 10,000 rows sent to the service as `npm start` starts it, and the most memory that process ever had. */
export async function importing(): Promise<Figure[]> {
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
  const found = [figure('import preview of 10,000 rows', seconds, 's', '≤ 5 s', seconds <= 5)]
  if (megabytes === undefined) say('This system does not say how much memory a process had at most')
  else {
    found.push(
      figure('memory at most, import preview included', megabytes, 'MB', '≤ 300 MB', megabytes <= 300),
    )
  }
  return found
}
