import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compiled } from '../../functions/imports/compile.ts'
import { refusedCsv } from '../../functions/imports/csv.ts'
import { openFile } from '../../functions/imports/file.ts'
import { publishedFolder, withoutPublished } from '../support/data.ts'
import { arriving, heldAfter, previewOf } from '../support/preview.ts'

// Release packages of the Open Contracting Data Standard 1.1.

const camden = 'E09000007'
const pack = (...releases: object[]) => JSON.stringify({ version: '1.1', releases })
const award = {
  id: 'A1',
  status: 'active',
  value: { amount: 182_000, currency: 'GBP' },
  suppliers: [{ id: 'S1', name: 'Nobody Knows Us Ltd' }],
  contractPeriod: { startDate: '2025-04-01T00:00:00+01:00', endDate: '2028-03-31T23:59:59+01:00' },
}
const tender = {
  id: 'REF-1',
  title: 'Library management system',
  classification: { scheme: 'CPV', id: '48000000' },
  procurementMethod: 'open',
}
const release = (more: object = {}) => ({
  ocid: 'ocds-b5fd17-1',
  id: 'r1',
  date: '2025-01-01T00:00:00Z',
  tag: ['award'],
  buyer: { id: 'B', name: 'London Borough of Camden' },
  tender,
  awards: [award],
  ...more,
})

describe('releases of one process are compiled into one', () => {
  test('later values replace earlier ones whatever order they come in, and null takes one away', () => {
    const first = {
      id: '1',
      date: '2025-01-01',
      tag: ['tender'],
      tender: { title: 'Old', status: 'active', value: { amount: 1 } },
    }
    const second = { id: '2', date: '2025-02-01', tag: ['award'], tender: { title: 'New', value: null } }
    for (const all of [
      [first, second],
      [second, first],
    ]) {
      expect(compiled(all)).toEqual({ tender: { title: 'New', status: 'active' } })
    }
  })
  test('entries join by id, those without one are added, and some lists are replaced whole', () => {
    expect(
      compiled([
        {
          date: '2025-01-01',
          awards: [
            { id: 'a', title: 'A' },
            { id: 2, title: 'B' },
          ],
          parties: [{ id: 'p', roles: ['buyer', 'tenderer'] }],
        },
        {
          date: '2025-01-02',
          awards: [{ id: '2', status: 'active' }, { title: 'C' }],
          parties: [{ id: 'p', roles: ['buyer'] }],
        },
      ]),
    ).toEqual({
      awards: [{ id: 'a', title: 'A' }, { id: '2', title: 'B', status: 'active' }, { title: 'C' }],
      parties: [{ id: 'p', roles: ['buyer'] }],
    })
  })
  test('compiling what was compiled changes nothing, whatever it is', () => {
    const json = fc.dictionary(fc.constantFrom('a', 'b', 'roles', 'items'), fc.jsonValue({ maxDepth: 3 }))
    // Entries without ids are new ones each time, by the standard's own rule.
    const hasList = (value: unknown): boolean =>
      Array.isArray(value)
        ? true
        : typeof value === 'object' && value !== null && Object.values(value).some(hasList)
    fc.assert(
      fc.property(
        fc.array(
          json.filter((one) => !hasList(one)),
          { maxLength: 4 },
        ),
        (all) => {
          const once = compiled(all.map((one, n) => ({ ...one, date: `2025-01-0${n + 1}` })))
          expect(compiled([{ ...once, date: '2025-01-01' }])).toEqual(once)
        },
      ),
    )
  })
})

describe('a contract is made of', () => {
  test('an award without a contract, with whom it is, what it is worth and how long it runs', async () => {
    const { shape, counts, rows } = await previewOf(pack(release()))
    expect({ shape, counts }).toEqual({
      shape: 'OCDS package',
      counts: { create: 1, update: 0, same: 0, refuse: 0 },
    })
    expect(rows[0]).toMatchObject({
      authority: camden,
      values: {
        title: 'Library management system',
        supplier: 'ven_nobody-knows-us',
        startsOn: '2025-04-01',
        endsOn: '2028-03-31',
        wholeLifePounds: 182_000,
        route: 'open tender',
        cpvCodes: ['48000000'],
        notices: [{ ocid: 'ocds-b5fd17-1', noticeId: 'REF-1', service: 'Contracts Finder' }],
      },
    })
  })

  test('a contract before its award, of which it takes what it does not say itself', async () => {
    const contracts = [
      {
        id: 'C1',
        awardID: 'A1',
        title: 'The contract',
        status: 'pending',
        value: { amount: 5, currency: 'GBP' },
        period: { endDate: '2030-01-01T00:00:00Z' },
      },
    ]
    const { rows } = await previewOf(pack(release({ contracts })))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.values).toMatchObject({
      title: 'The contract',
      notices: [{ noticeId: 'C1' }],
      wholeLifePounds: 5,
      startsOn: '2025-04-01',
      endsOn: '2030-01-01',
    })
  })

  test('several releases: the last word on each fact', async () => {
    const later = release({
      id: 'r2',
      date: '2025-02-01T00:00:00Z',
      awards: [{ id: 'A1', value: { amount: 200_000, currency: 'GBP' } }],
    })
    const { rows } = await previewOf(pack(later, release()))
    expect(rows).toHaveLength(1)
    expect(rows[0]?.values).toMatchObject({ wholeLifePounds: 200_000, endsOn: '2028-03-31' })
  })

  test('each lot that was awarded, named by its lot', async () => {
    const lots = [
      { id: 'L1', title: 'Licences' },
      { id: 'L2', title: 'Support' },
    ]
    const { rows } = await previewOf(
      pack(
        release({
          tender: { ...tender, lots },
          awards: [
            { ...award, relatedLots: ['L1'] },
            { ...award, id: 'A2', relatedLots: ['L2'] },
          ],
        }),
      ),
    )
    expect(rows.map(({ title, result }) => [title, result])).toEqual([
      ['Library management system – Licences', 'create'],
      ['Library management system – Support', 'create'],
    ])
    expect(new Set(rows.map(({ recordId }) => recordId)).size).toBe(2)
  })

  test('many suppliers: the first, and how many there are', async () => {
    const suppliers = Array.from({ length: 30 }, (_, n) => ({ id: `S${n}`, name: `Supplier [${n}] | Ltd` }))
    const { rows } = await previewOf(pack(release({ awards: [{ ...award, suppliers }] })))
    expect(rows[0]?.values.supplier).toBe('ven_supplier-0')
    expect(rows[0]?.notes.map(({ problem }) => problem)).toContain(
      '30 suppliers are named; the first is taken',
    )
  })

  test('a company known by its number, leading zeros or none, and by its size', async () => {
    const { rows } = await previewOf(
      pack(
        release({
          awards: [{ ...award, suppliers: [{ id: 'GB-COH-7654321', name: 'Nobody Knows Us Ltd' }] }],
          parties: [
            { id: 'GB-COH-7654321', name: 'Nobody Knows Us Ltd', details: { scale: 'sme', vcse: false } },
          ],
        }),
      ),
    )
    expect(rows[0]).toMatchObject({
      newVendor: { companyNumber: '07654321' },
      values: { smeSupplier: true, vcseSupplier: false },
    })
  })

  test('awards without ids, and processes whose buyer is only a party', async () => {
    const { id: _, ...nameless } = award
    const { rows } = await previewOf(
      pack(
        release({
          buyer: { id: 'B' },
          parties: [{ id: 'B', name: 'London Borough of Camden', roles: ['buyer'] }],
          awards: [nameless, { ...nameless, suppliers: [{ name: 'Unheard Of Ltd' }] }],
        }),
      ),
    )
    expect(rows.map(({ result, authority }) => [result, authority])).toEqual([
      ['create', camden],
      ['create', camden],
    ])
  })

  test('the same award in another package, and is the same contract', async () => {
    const [one] = (await previewOf(pack(release()))).rows
    const again = await previewOf(pack(release({ id: 'r9', date: '2026-01-01T00:00:00Z' })), {
      held: heldAfter(one ? [one] : []),
    })
    expect(again.counts).toMatchObject({ create: 0, same: 1 })
  })
})

describe('what is no contract is refused, and says why', () => {
  const problems = async (file: string) =>
    (await previewOf(file)).rows.map(({ reasons }) => reasons.map(({ problem }) => problem))
  const good = release({ ocid: 'ocds-b5fd17-good' })

  test('a tender beside an award', async () => {
    const { awards: _, ...open } = release()
    expect(await problems(pack(good, open))).toEqual([
      [],
      ['Nothing has been awarded yet, so there is no contract in it'],
    ])
  })
  test.each([
    ['unsuccessful', 'Only awarded contracts are taken'],
    ['cancelled', 'Only awarded contracts are taken'],
  ])('an award that is %s', async (status, problem) => {
    expect(await problems(pack(good, release({ awards: [{ ...award, status }] })))).toEqual([[], [problem]])
  })
  test('a sum in another currency', async () => {
    const awards = [{ ...award, value: { amount: 5.5, currency: 'EUR' } }]
    expect(await problems(pack(release({ awards })))).toEqual([['The sum is not in pounds']])
  })
  test('an award to nobody, by nobody', async () => {
    expect(await problems(pack(release({ buyer: {}, awards: [{ id: 'A1' }] })))).toEqual([
      ['No authority is named', 'No supplier is named'],
    ])
  })
  test('a process without any id', async () => {
    expect(
      await problems(pack(release({ ocid: '', tender: { title: 'X' }, awards: [{ ...award, id: '' }] }))),
    ).toEqual([['The notice has no identifier']])
  })
  test('mended in the file it comes back in, it is the same contract', async () => {
    const { rows, columns } = await previewOf(pack(release({ buyer: { name: 'Camdun Borough of' } })))
    let text = ''
    const pieces = async function* () {
      yield rows
    }
    for await (const some of refusedCsv(columns, pieces())) text += some
    const again = await previewOf(text.replace('Camdun Borough of', 'London Borough of Camden'))
    const whole = await previewOf(pack(release()))
    expect(again.rows[0]).toMatchObject({
      result: 'create',
      recordId: whole.rows[0]?.recordId,
      values: whole.rows[0]?.values,
    })
  })
})

describe('a file of another kind is refused with what it is', () => {
  const refused = (file: string | Uint8Array) => expect(previewOf(file)).rejects
  test('a package of tenders alone', async () => {
    const { awards: _, ...open } = release()
    await refused(pack(open, { ...open, ocid: 'ocds-b5fd17-2' })).toThrow(
      'The package holds 2 procurements, of which none has been awarded: there is no contract in it.',
    )
  })
  test.each<[string, string, string]>([
    ['JSON of something else', '{"type":"FeatureCollection","features":[{}]}', 'no OCDS release package'],
    ['an empty package', '{"releases":[]}', 'no OCDS release package'],
    ['a package cut short', pack(release()).slice(0, -20), 'was cut short'],
    ['a release that is no JSON', '{"releases":[{"ocid":1,}]}', 'Release 1 could not be read as JSON'],
    ['brackets the wrong way round', '{"releases":[]}]', 'could not be read as JSON'],
    ['nests without end', `{"releases":[${'['.repeat(100_000)}`, 'nested deeper'],
    ['a release of 2 MB', pack({ ocid: 'x'.repeat(2_000_000) }), 'longer than a million characters'],
    ['20,001 releases', `{"releases":[${'{},'.repeat(20_000)}{}]}`, 'more than 20,000 releases'],
  ])('%s', async (_, file, words) => {
    await refused(file).toThrow(words)
  })
  test('a package of many small entries is refused before it fills the memory', async () => {
    const before = process.memoryUsage().heapUsed
    await refused(`{"releases":[${'{"a":[{},{},{}]},'.repeat(1_000_000)}{}]}`).toThrow(
      'more than 20,000 releases',
    )
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(150_000_000)
  })
  test('names that every object has do nothing', async () => {
    const hostile = pack(release()).replace(
      '"tender":{',
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"tender":{"__proto__":{"title":"x"},',
    )
    expect((await previewOf(hostile)).counts.create).toBe(1)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

test.each<[string, (text: string) => Uint8Array | string]>([
  ['UTF-8 with a mark', (text) => `\ufeff${text}`],
  ['UTF-16 little-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 big-endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['Windows-1252', (text) => Buffer.from(text, 'latin1')],
  ['UTF-8 encoded twice', (text) => Buffer.from(text).toString('latin1')],
])('a package in %s says the same', async (_, encoded) => {
  const { rows } = await previewOf(encoded(pack(release({ tender: { ...tender, title: 'Café système' } }))))
  expect(rows[0]?.title).toBe('Café système')
})

test('however it arrives, the same is read', async () => {
  const file = Buffer.from(
    pack(release({ tender: { ...tender, title: 'A “quoted \\" } ] [ {” title' } }), release({ ocid: 'o2' })),
  )
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (bytes) => {
      const { read } = await openFile(arriving(file, bytes))
      expect(read?.rows).toHaveLength(2)
    }),
    { numRuns: 30 },
  )
})

test('a record package of compiled or embedded releases is read as well', async () => {
  const records = [
    { ocid: 'a', compiledRelease: release({ ocid: 'a' }) },
    { ocid: 'b', releases: [release({ ocid: 'b' })] },
  ]
  expect((await previewOf(JSON.stringify({ records }))).counts.create).toBe(2)
})

if (withoutPublished) console.log(withoutPublished)
test.skipIf(withoutPublished)(
  'of 100 releases as they were published, every process is accounted for',
  async () => {
    const { read } = await openFile(
      createReadStream(join(publishedFolder, 'ocds-contracts-finder-2025.json')),
    )
    const bytes: Buffer[] = []
    for await (const some of createReadStream(join(publishedFolder, 'ocds-contracts-finder-2025.json')))
      bytes.push(some)
    const { counts, rows, setAside } = await previewOf(Buffer.concat(bytes))
    // 95 processes, two of which have two awards each.
    expect(read?.rows).toHaveLength(97)
    expect(counts.create + counts.update + counts.same + counts.refuse).toBe(97)
    expect({ counts, setAside }).toEqual({
      counts: { create: 2, update: 0, same: 0, refuse: 95 },
      setAside: 28,
    })
    const why = Map.groupBy(
      rows.flatMap(({ reasons }) => reasons),
      ({ problem }) => problem,
    )
    expect([...why].map(([problem, all]) => [problem, all.length])).toEqual([
      ['Nothing has been awarded yet, so there is no contract in it', 18],
      ['By its subject (CPV) this is not information technology', 28],
      ['No authority is known by this name', 49],
    ])
    const again = await previewOf(Buffer.concat(bytes), { held: heldAfter(rows) })
    expect(again.counts).toMatchObject({ create: 0, update: 0, same: 2 })
  },
)
