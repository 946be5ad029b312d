import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { openFile } from '../../imports/file.ts'
import { type PreviewRow, previewImport } from '../../imports/preview.ts'
import { product, products, serviceAreas } from '../../reference/index.ts'
import { matchVendor } from '../../reference/match.ts'
import type { Fact } from './index.ts'

// Turns published facts into the ones we ship: node functions/tasks/publicFacts/convert.ts FOLDER. Titles, parties,
// dates and amounts are kept; free-text descriptions and anything personal are not read at all.

const [, , folder] = process.argv
if (!folder) throw new Error('Name the folder that holds the published files.')

const areaOf = new Map(serviceAreas().flatMap(({ id, functionIds }) => functionIds.map((one) => [one, id])))
const facts: Fact[] = []

const lines = parse(await readFile(`${folder}/london-systems.csv`), { columns: true, bom: true }) as Record<
  string,
  string
>[]
for (const line of lines) {
  const area = areaOf.get(line.function_id ?? '')
  const name = line.product || line.supplier || ''
  if (!area || !name || !line.gss_code) continue
  const known = products().find((one) => !one.invented && one.name.toLowerCase() === name.toLowerCase())
  const maker = known?.maker ?? matchVendor({ name: line.supplier ?? '' }).match?.id
  const id = createHash('sha256').update(`${line.gss_code}\n${area}\n${name}`).digest('hex').slice(0, 24)
  facts.push({
    kind: 'system',
    id: `sys_${id}`,
    authority: line.gss_code,
    values: {
      name,
      ...(known && product(known.id) && { product: known.id }),
      ...(maker && { maker }),
      serviceAreas: [area],
    },
    source: line.source ?? '',
    ...(line.evidence_url?.startsWith('http') && { url: line.evidence_url }),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(line.as_of ?? '') && { on: line.as_of }),
    stated: line.confidence === 'stated',
  })
}

for (const file of ['contracts-finder-london-boroughs.csv', 'contracts-finder-uk-councils-it.csv']) {
  const rows: PreviewRow[] = []
  const { read } = await openFile(createReadStream(`${folder}/${file}`))
  if (!read) throw new Error(`${file} is no export of Contracts Finder`)
  await previewImport({
    read,
    fileName: file,
    by: 'converter',
    takes: 'all',
    existing: async () => new Map(),
    id: 'imp_convert',
    at: '2026-01-01T00:00:00.000Z',
    keep: async (some) => {
      rows.push(...some)
    },
  })
  for (const row of rows) {
    if (row.result !== 'create' || !row.recordId || !row.authority) continue
    facts.push({
      kind: 'contract',
      id: row.recordId,
      authority: row.authority,
      values: row.values,
      source: 'Contracts Finder',
      stated: true,
      ...(row.newVendor && { newVendor: row.newVendor }),
    })
  }
}
const distinct = [...new Map(facts.map((fact) => [fact.id, fact])).values()]
await writeFile(
  new URL('facts.json', import.meta.url),
  `[\n${distinct.map((fact) => JSON.stringify(fact)).join(',\n')}\n]\n`,
)
console.log(`${distinct.length} facts`)
