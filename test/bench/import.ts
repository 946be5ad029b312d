import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authorities } from '../../functions/reference/index.ts'
import type { ImportPreview, Mapping } from '../../functions/schema/import.ts'
import { peakMegabytes, startChild } from '../support/child.ts'
import { csv, header, rowOf } from '../support/contractsFinder.ts'
import { spreadsheet } from '../support/spreadsheet.ts'
import { type Figure, figure, say, since } from './figure.ts'

const boroughs = authorities().filter(({ kind }) => kind === 'London borough')

const count = 10_000
const buyerOf = (n: number) => `London Borough of ${boroughs[n % 33]?.name}`
const supplierOf = (n: number) => `Supplier ${n % 700} Ltd`

/** The same 10,000 contracts as each kind of file has them. */
const files: { name: string; file: () => string | Uint8Array; mapping?: Mapping }[] = [
  {
    name: 'Contracts Finder CSV',
    file: () =>
      csv([
        header,
        ...Array.from({ length: count }, (_, n) =>
          rowOf({
            id: `N-${n}`,
            buyer: buyerOf(n),
            title: `Contract ${n}`,
            supplier: `[${supplierOf(n)}|Somewhere|NONE||Yes|No]`,
          }),
        ),
      ]),
  },
  {
    name: 'Excel by mapping',
    file: () =>
      spreadsheet({
        Register: [
          ['Ref', 'Council', 'Title', 'Supplier', 'End date', 'Value', 'Notes'],
          ...Array.from({ length: count }, (_, n) => [
            `R-${n}`,
            buyerOf(n),
            `Register entry ${n}`,
            supplierOf(n),
            '31/03/2028',
            n + 1,
            'Words that nobody reads',
          ]),
        ],
      }),
    mapping: {
      kind: 'contract',
      sheet: 'Register',
      headerRow: 1,
      fields: ['reference', 'authority', 'title', 'supplier', 'endsOn', 'wholeLifePounds', ''],
    },
  },
  {
    name: 'OCDS package',
    file: () =>
      JSON.stringify({
        releases: Array.from({ length: count }, (_, n) => ({
          ocid: `ocds-b5fd17-${n}`,
          id: `${n}`,
          date: '2026-01-01T00:00:00Z',
          tag: ['award'],
          buyer: { name: buyerOf(n) },
          tender: { id: `T-${n}`, title: `Release ${n}`, classification: { scheme: 'CPV', id: '48000000' } },
          awards: [
            { id: 'A', suppliers: [{ name: supplierOf(n) }], value: { amount: n + 1, currency: 'GBP' } },
          ],
        })),
      }),
  },
]

/** Files of 10,000 rows sent to the service as `npm start` starts it, and the most memory that process ever had. */
export async function importing(): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-import-'))
  const service = await startChild({ directory })
  const headers = { Authorization: `Bearer ${await service.tokenFor('loti')}` }
  let slowest = 0
  for (const { name, file, mapping } of files) {
    const form = new FormData()
    if (mapping) form.set('mapping', JSON.stringify(mapping))
    form.set('file', new Blob([new Uint8Array(Buffer.from(file()))]), 'bench')
    const start = performance.now()
    const answer = await fetch(`${service.origin}/api/v1/imports`, { method: 'POST', headers, body: form })
    const preview = (await answer.json()) as ImportPreview
    const seconds = since(start) / 1000
    if (preview.counts?.create !== count)
      throw new Error(`${name}: only ${preview.counts?.create} rows were taken`)
    say(`${name}: ${seconds.toFixed(2)} s`)
    slowest = Math.max(slowest, seconds)
  }
  const megabytes = peakMegabytes(service.child.pid)
  await service.stop()
  await rm(directory, { recursive: true, force: true })
  const found = [figure('import preview of 10,000 rows', slowest, 's', '≤ 5 s', slowest <= 5)]
  if (megabytes === undefined) say('This system does not say how much memory a process had at most')
  else {
    found.push(
      figure('memory at most, import preview included', megabytes, 'MB', '≤ 300 MB', megabytes <= 300),
    )
  }
  return found
}
