import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refusedCsv } from '../../functions/imports/csv.ts'
import { namesIn } from '../../functions/imports/known.ts'
import { startOf } from '../../functions/imports/read.ts'
import { type Held, workbookFile } from '../../functions/imports/workbookFile.ts'
import { openXlsx } from '../../functions/imports/xlsx.ts'
import { openZip, unpacked } from '../../functions/imports/zip.ts'
import { products, serviceAreas, vendors } from '../../functions/reference/index.ts'
import { renewals, routes } from '../../functions/schema/contract.ts'
import { schemas } from '../../functions/schema/record.ts'
import { hostings } from '../../functions/schema/system.ts'
import { arriving, previewOf } from '../support/preview.ts'
import { throughOffice, withoutOffice } from '../support/spreadsheet.ts'

// Our own workbook, out and back.

const camden = 'E09000007'
const added = [{ id: 'ven_joined', name: 'Joined Later Ltd' }]
const names = namesIn({ vendors: added })
const [area = '', other = ''] = serviceAreas().map(({ id }) => id)

const contract: Held = {
  kind: 'contract',
  id: 'con_one',
  version: 3,
  values: {
    title: 'Payroll <software> & "support"',
    reference: '=1+1',
    supplier: 'ven_joined',
    serviceAreas: [area, other],
    systems: ['sys_one'],
    startsOn: '2025-04-01',
    endsOn: '2028-03-31',
    renewal: 'by option',
    options: [12, 12],
    noticeMonths: 3,
    stillUsed: false,
    annualPounds: 182_000,
    route: 'G-Cloud',
    smeSupplier: true,
    cpvCodes: ['48000000', '72000000'],
    description: 'Two\nlines',
    heldBack: [{ field: 'annualPounds', ground: 'other', reviewOn: '2027-01-01' }],
  },
}
const system: Held = {
  kind: 'system',
  id: 'sys_one',
  version: 1,
  values: {
    name: 'Planner',
    maker: 'in-house',
    serviceAreas: [area],
    hosting: 'cloud, managed by us',
    users: 40,
    criticality: 2,
  },
}

const fileOf = (records: Held[]) =>
  workbookFile({ authority: 'Camden', on: '25 November 2026', names }, records)

/** A workbook's preview, where the register holds these records. */
const back = (file: Uint8Array | string, records: Held[], now: Record<string, Held> = {}) =>
  previewOf(file, {
    register: camden,
    takes: [camden],
    added,
    held: new Map(records.map(({ id, version, values }) => [id, now[id] ?? { version, values }])),
    versions: new Map(records.map(({ id, version, values }) => [`${id}@${version}`, values])),
  })

/** The text of a part of a workbook, changed. */
async function changed(file: Buffer, name: string, change: (text: string) => string): Promise<Buffer> {
  const { zipped } = await import('../../functions/imports/zip.ts')
  const { file: zip, parts } = await openZip(file)
  const all: [string, string][] = []
  for (const [key, part] of parts) {
    const bytes: Buffer[] = []
    for await (const some of unpacked(zip, part, 10_000_000)) bytes.push(some)
    const text = Buffer.concat(bytes).toString()
    all.push([key, key === name ? change(text) : text])
  }
  return zipped(all)
}
const contracts = 'xl/worksheets/sheet3.xml'
const systems = 'xl/worksheets/sheet2.xml'

describe('the workbook as it is downloaded', () => {
  test('has guidance, a sheet for each kind, and lists that cannot be seen', async () => {
    const { sheets } = await openXlsx(await startOf(arriving(fileOf([contract, system]))))
    expect(sheets).toEqual(['Guidance', 'Systems', 'Contracts'])
  })
  test('locks ids, and offers a list where answers are few', async () => {
    let text = ''
    await changed(fileOf([contract]), contracts, (sheet) => {
      text = sheet
      return sheet
    })
    expect(text).toContain('<sheetProtection sheet="1"')
    expect(text.match(/<dataValidation type="list"/g)?.length).toBeGreaterThanOrEqual(7)
    expect(text).toContain('<dataValidation type="date"')
    // A text that looks like a formula is a text, and stays one when somebody has typed in its cell.
    expect(text).toMatch(/<c r="C3" s="7" t="inlineStr"><is><t xml:space="preserve">=1\+1<\/t>/)
    expect(text).not.toContain('<f>')
  })
  test('is the same whenever it is made', () => {
    expect(fileOf([contract, system]).equals(fileOf([contract, system]))).toBe(true)
  })
})

describe('sent back', () => {
  test('unchanged, it changes nothing', async () => {
    const preview = await back(fileOf([contract, system]), [contract, system])
    expect(preview).toMatchObject({
      shape: 'City Tools workbook',
      counts: { create: 0, update: 0, same: 2, refuse: 0 },
    })
    expect(preview.rows.map(({ place }) => place)).toEqual(['Systems, row 3', 'Contracts, row 3'])
    expect(preview.rows.flatMap(({ notes, changes }) => [...notes, ...changes])).toEqual([])
  })

  test('with three cells changed, it changes three fields', async () => {
    let file = await changed(fileOf([contract, system]), contracts, (text) =>
      text
        .replace('>Payroll &lt;software&gt; &amp; &quot;support&quot;<', '>Payroll<')
        .replace('<v>182000</v>', '<v>190000</v>'),
    )
    file = await changed(file, systems, (text) => text.replace('>Cloud, managed by us<', '>SaaS<'))
    const { rows, counts } = await back(file, [contract, system])
    expect(counts).toEqual({ create: 0, update: 2, same: 0, refuse: 0 })
    expect(rows.flatMap(({ changes }) => changes)).toEqual([
      { field: 'hosting', from: 'cloud, managed by us', to: 'SaaS' },
      { field: 'title', from: 'Payroll <software> & "support"', to: 'Payroll' },
      { field: 'annualPounds', from: 182_000, to: 190_000 },
    ])
    expect(rows[1]?.values).toEqual({ title: 'Payroll', annualPounds: 190_000 })
  })

  test('an emptied cell takes the answer away', async () => {
    const file = await changed(fileOf([contract]), contracts, (text) => text.replace('<v>182000</v>', ''))
    const { rows } = await back(file, [contract])
    expect(rows[0]).toMatchObject({ result: 'update', values: { annualPounds: null } })
    expect(rows[0]?.changes).toEqual([{ field: 'annualPounds', from: 182_000, to: null }])
  })

  test('a new row is a new record', async () => {
    const file = await changed(fileOf([system]), systems, (text) =>
      text.replace(
        '</sheetData>',
        '<row r="9"><c r="C9" t="inlineStr"><is><t>Libraries</t></is></c></row></sheetData>',
      ),
    )
    const { rows, counts } = await back(file, [system])
    expect(counts).toMatchObject({ create: 1, same: 1 })
    expect(rows[1]).toMatchObject({
      result: 'create',
      title: 'Libraries',
      place: 'Systems, row 9',
      kind: 'system',
    })
  })

  test('what others changed meanwhile stays, and is said where both changed one field', async () => {
    const now = {
      con_one: { ...contract, version: 4, values: { ...contract.values, noticeMonths: 6, annualPounds: 1 } },
    }
    const untouched = await back(fileOf([contract]), [contract], now)
    expect(untouched.counts).toMatchObject({ same: 1 })
    const file = await changed(fileOf([contract]), contracts, (text) =>
      text.replace('<v>182000</v>', '<v>190000</v>'),
    )
    const { rows } = await back(file, [contract], now)
    expect(rows[0]?.changes).toEqual([{ field: 'annualPounds', from: 1, to: 190_000 }])
    expect(rows[0]?.baseVersion).toBe(4)
    expect(rows[0]?.notes).toEqual([
      {
        column: 'Annual value',
        problem: 'This was changed on the register too, since the workbook was downloaded',
      },
    ])
  })

  test('an id nobody has, and a version that was typed over, are refused', async () => {
    for (const change of [
      (text: string) => text.replace('>con_one<', '>con_other<'),
      (text: string) => text.replace('<v>3</v>', '<v>99</v>'),
      (text: string) => text.replace('<v>3</v>', ''),
    ]) {
      const { rows } = await back(await changed(fileOf([contract]), contracts, change), [contract])
      expect(rows[0]?.reasons).toMatchObject([
        { problem: 'No contract of yours has this record id and version' },
      ])
    }
  })

  test('what is wrong is told by its cell alone, and comes back in a file that can be mended', async () => {
    const file = await changed(fileOf([contract, system]), contracts, (text) =>
      text
        .replace('<v>182000</v>', '<v></v>')
        .replace(/(<c r="I3"[^>]*)><v>\d+<\/v>/, '$1 t="inlineStr"><is><t>soon</t></is>'),
    )
    const { rows, columns } = await back(file, [contract, system])
    const wrong = rows.filter(({ result }) => result === 'refuse')
    expect(wrong.map(({ reasons }) => reasons)).toEqual([
      [
        {
          column: 'Starts on',
          value: 'soon',
          problem: 'This is not a date',
          fix: 'Write it like 31/03/2027',
        },
      ],
    ])
    let text = ''
    const pieces = async function* () {
      yield rows
    }
    for await (const some of refusedCsv(columns, pieces())) text += some
    const again = await back(text.replace('soon', '01/04/2026'), [contract, system])
    expect(again).toMatchObject({ shape: 'City Tools workbook', counts: { update: 1, refuse: 0 } })
    expect(again.rows[0]?.changes.map(({ field }) => field).sort()).toEqual(['annualPounds', 'startsOn'])
  })

  test('whatever is held, unchanged it changes nothing', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
    const day = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10))
    const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
    const areas = fc.uniqueArray(fc.constantFrom(...serviceAreas().map(({ id }) => id)), {
      minLength: 1,
      maxLength: 4,
    })
    const contracts = fc.record({
      title: text,
      supplier: fc.constantFrom(
        'ven_joined',
        'in-house',
        ...vendors()
          .slice(0, 40)
          .map(({ id }) => id),
      ),
      serviceAreas: areas,
      reference: some(text),
      description: some(text),
      startsOn: some(day),
      annualPounds: some(fc.nat(1e9)),
      route: fc.constantFrom(...routes),
      renewal: fc.constantFrom(...renewals),
      rollMonths: fc.integer({ min: 1, max: 24 }),
      options: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
      smeSupplier: some(fc.boolean()),
    })
    const systems = fc.record({
      name: text,
      product: some(
        fc.constantFrom(
          ...products()
            .slice(0, 40)
            .map(({ id }) => id),
        ),
      ),
      serviceAreas: areas,
      hosting: fc.constantFrom(...hostings),
      users: some(fc.nat(1000)),
      hasApi: some(fc.boolean()),
      notes: some(text),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(contracts, { maxLength: 3 }),
        fc.array(systems, { maxLength: 3 }),
        async (some, others) => {
          const kept = (kind: 'contract' | 'system', all: Record<string, unknown>[]) =>
            all.flatMap((values, n): Held[] => {
              const read = schemas[kind].fields.safeParse(values)
              return read.success
                ? [
                    {
                      kind,
                      id: `${schemas[kind].prefix}_${n}`,
                      version: n + 1,
                      values: JSON.parse(JSON.stringify(read.data)),
                    },
                  ]
                : []
            })
          const records = [...kept('contract', some), ...kept('system', others)]
          fc.pre(records.length > 0)
          const { counts, rows } = await back(fileOf(records), records)
          expect(rows.flatMap(({ changes, reasons }) => [...changes, ...reasons])).toEqual([])
          expect(counts).toEqual({ create: 0, update: 0, same: records.length, refuse: 0 })
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)
})

if (withoutOffice) console.log(withoutOffice)
describe.skipIf(withoutOffice !== undefined)('through LibreOffice', { timeout: 180_000 }, () => {
  test('opened and saved, it changes nothing', async () => {
    const saved = await throughOffice(fileOf([contract, system]), 'xlsx')
    const { counts, rows } = await back(saved, [contract, system])
    expect(rows.flatMap(({ changes, reasons }) => [...changes, ...reasons])).toEqual([])
    expect(counts).toEqual({ create: 0, update: 0, same: 2, refuse: 0 })
  })
  test('with three cells changed there, it changes exactly three fields', async () => {
    const flat = (await throughOffice(fileOf([contract, system]), 'fods')).toString()
    const edited = flat
      .replace('<text:p>Planner</text:p>', '<text:p>Planning system</text:p>')
      .replace(/office:value="182000"/, 'office:value="190000"')
      .replace(/office:date-value="2028-03-31"/, 'office:date-value="2029-03-31"')
    const saved = await throughOffice(Buffer.from(edited), 'xlsx', 'fods')
    const { counts, rows } = await back(saved, [contract, system])
    expect(counts).toEqual({ create: 0, update: 2, same: 0, refuse: 0 })
    expect(rows.flatMap(({ changes }) => changes)).toEqual([
      { field: 'name', from: 'Planner', to: 'Planning system' },
      { field: 'endsOn', from: '2028-03-31', to: '2029-03-31' },
      { field: 'annualPounds', from: 182_000, to: 190_000 },
    ])
  })
  test('a register it saved is read by mapping as any other', async () => {
    const csv = 'Title,Supplier,End,Cost\nPayroll,Nobody Knows Us Ltd,2028-03-31,£1200\n'
    const saved = await throughOffice(Buffer.from(csv), 'xlsx', 'csv')
    const { rows } = await previewOf(saved, {
      register: camden,
      said: {
        mapping: { kind: 'contract', headerRow: 1, fields: ['title', 'supplier', 'endsOn', 'annualPounds'] },
      },
    })
    expect(rows[0]).toMatchObject({ result: 'create', values: { endsOn: '2028-03-31', annualPounds: 1200 } })
  })
})
