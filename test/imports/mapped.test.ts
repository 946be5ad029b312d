import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refusedCsv } from '../../functions/imports/csv.ts'
import { openFile } from '../../functions/imports/file.ts'
import { fieldOf, importable } from '../../functions/imports/importable.ts'
import { serviceAreas } from '../../functions/reference/index.ts'
import type { Mapping } from '../../functions/schema/import.ts'
import { csv } from '../support/contractsFinder.ts'
import { arriving, heldAfter, previewOf } from '../support/preview.ts'

// Registers as councils keep them: the list the Transparency Code 2015 asks for, and any other by mapping.

const camden = 'E09000007'

/** The ten facts in the words of the Code itself. */
const statutory = [
  'Reference number',
  'Title of agreement',
  'Local authority department responsible',
  'Description of the goods and/or services being provided',
  'Supplier name and details',
  'Sum to be paid over the length of the contract',
  'Value Added Tax that cannot be recovered',
  'Start date',
  'End date',
  'Review date',
  'Invitation to quote or published invitation to tender',
  'SME',
  'VCSE',
]
const listed = (...rows: string[][]) => csv([statutory, ...rows])
const row = (
  given: Partial<Record<'ref' | 'title' | 'supplier' | 'sum' | 'ends' | 'about', string>> = {},
) => [
  given.ref ?? 'C/001',
  given.title ?? 'Housing management system',
  'Housing',
  given.about ?? 'Software and support',
  given.supplier ?? 'Nobody Knows Us Ltd',
  given.sum ?? '£182,000',
  '0',
  '01/04/2025',
  given.ends ?? '31/03/2028',
  '01/10/2027',
  'Tender',
  'Yes',
  'No',
]

async function looked(file: string) {
  const { look } = await openFile(arriving(file))
  if (!look) throw new Error('The file was known')
  return look
}

describe('a Transparency Code list', () => {
  test('is known by its ten facts, and needs nobody to say what they are', async () => {
    const preview = await previewOf(listed(row()), { register: camden })
    expect(preview).toMatchObject({
      shape: 'Transparency Code CSV',
      unread: ['Review date'],
      counts: { create: 1, refuse: 0 },
    })
    expect(preview.rows[0]).toMatchObject({
      authority: camden,
      title: 'Housing management system',
      values: {
        reference: 'C/001',
        department: 'Housing',
        description: 'Software and support',
        supplier: 'ven_nobody-knows-us',
        wholeLifePounds: 182_000,
        irrecoverableVatPounds: 0,
        startsOn: '2025-04-01',
        endsOn: '2028-03-31',
        tenderOrQuote: 'tender',
        smeSupplier: true,
        vcseSupplier: false,
      },
    })
  })

  test('is known in the LGA’s layout, which names the authority in each row', async () => {
    const header = [
      'Organisation Label',
      'Organisation URI',
      'Effective Date',
      'Contract Reference Number',
      'Open Contracting ID',
      'Contract Title',
      'Contract Description',
      'Contract Type',
      'Department',
      'CPV Label',
      'CPV URI',
      'Contract Start Date',
      'Contract End Date',
      'Review Date',
      'Contract Value',
      'Irrecoverable VAT',
      'Supplier Name',
      'Supplier Registered Company Number',
      'SME Supplier',
      'VCSE Supplier',
      'Process Type',
    ]
    const cells = [
      'London Borough of Camden',
      'http://opendatacommunities.org/id/london-borough-council/camden',
      '2026-01-01',
      'R1',
      '',
      'Payroll software',
      'Payroll',
      'Services',
      'Finance',
      'Software',
      'http://cpv.data.ac.uk/code-48000000',
      '2025-04-01',
      '2028-03-31',
      '',
      '182000.40',
      '',
      'Nobody Knows Us Ltd',
      '7654321',
      'Y',
      'N',
      'Invitation to tender',
    ]
    const { shape, rows } = await previewOf(csv([header, cells]))
    expect(shape).toBe('Transparency Code CSV')
    expect(rows[0]).toMatchObject({
      result: 'create',
      authority: camden,
      newVendor: { companyNumber: '07654321' },
      values: {
        cpvCodes: ['48000000'],
        wholeLifePounds: 182_000,
        smeSupplier: true,
        tenderOrQuote: 'tender',
      },
    })
  })

  test('of joined-up names is known too, and a sum a year is told from one in all', async () => {
    const header = statutory.map((name) =>
      name.replaceAll(/[^A-Za-z ]/g, '').replaceAll(/ (\w)/g, (_, one) => one.toUpperCase()),
    )
    header[5] = 'EstimatedAnnualSpending'
    const { shape, rows } = await previewOf(csv([header, row()]), { register: camden })
    expect(shape).toBe('Transparency Code CSV')
    expect(rows[0]?.values).toMatchObject({ annualPounds: 182_000 })
    expect(rows[0]?.values.wholeLifePounds).toBeUndefined()
  })

  test('is of the whole council: what does not sound like information technology is set aside', async () => {
    const { rows, setAside } = await previewOf(
      listed(row(), row({ ref: 'C/002', title: 'Road gritting', about: 'Salt' })),
      { register: camden },
    )
    expect(setAside).toBe(1)
    expect(rows.map((one) => one.setAside)).toEqual([false, true])
    expect(rows[1]?.reasons).toEqual([
      {
        problem: 'Nothing in it sounds like information technology',
        fix: 'Tick it in if it belongs on the register',
      },
    ])
  })

  test('is found beneath what a council writes above it', async () => {
    const file = `Contracts register,,\nPublished January 2026,,\n${listed(row())}`
    expect((await previewOf(file, { register: camden })).counts.create).toBe(1)
  })

  test('without an authority is nobody’s until it is said whose register it is', async () => {
    expect((await previewOf(listed(row()))).rows[0]?.reasons).toMatchObject([
      { problem: 'No authority is named' },
    ])
  })

  test('says which cell is wrong, and comes back mended', async () => {
    const wrong = listed(row({ ends: 'next spring' }), row({ ref: 'C/002', sum: 'various', title: '' }))
    const { rows, columns } = await previewOf(wrong, { register: camden })
    expect(rows.map(({ reasons }) => reasons.map(({ column, problem }) => [column, problem]))).toEqual([
      [['End date', 'This is not a date']],
      [
        ['Sum to be paid over the length of the contract', 'This is not a sum of money'],
        ['Title of agreement', 'There is no title'],
      ],
    ])
    let text = ''
    const pieces = async function* () {
      yield rows
    }
    for await (const some of refusedCsv(columns, pieces())) text += some
    expect(text).toContain('Write it like 31/03/2027.')
    const mended = text
      .replace('next spring', '31/03/2027')
      .replace('various', '5000')
      .replace(',,Housing', ',Housing repairs system,Housing')
    const again = await previewOf(mended, { register: camden })
    expect(again).toMatchObject({ shape: 'Transparency Code CSV', counts: { create: 2, refuse: 0 } })
  })
})

const said = (
  header: string[],
  fields: Record<string, string>,
  kind: Mapping['kind'] = 'contract',
): { mapping: Mapping } => ({
  mapping: { kind, headerRow: 1, fields: header.map((name) => fields[name] ?? '') },
})
const header = ['Agreement', 'Firm', 'Runs out', 'Cost p.a.', 'Manager']
const fields = { Agreement: 'title', Firm: 'supplier', 'Runs out': 'endsOn', 'Cost p.a.': 'annualPounds' }
const own = (...rows: string[][]) => csv([header, ...rows])
const mine = { register: camden, said: said(header, fields) }

describe('a register nobody knows', () => {
  test('is shown column by column, with samples, guesses and why', async () => {
    const look = await looked(
      own(
        ['Payroll', 'Nobody Knows Us Ltd', '31/03/2028', '£1,200', 'A. Person'],
        ['Libraries', 'Nobody Knows Us Ltd', 'Mar-27', '2k', ''],
      ),
    )
    expect(look).toMatchObject({ headerRow: 1, kind: 'contract' })
    expect(look.columns.map(({ name, guesses }) => [name, guesses.contract])).toEqual([
      ['Agreement', { field: 'title', why: 'Registers call it that' }],
      ['Firm', undefined],
      ['Runs out', undefined],
      ['Cost p.a.', { field: 'annualPounds', why: 'Its cells are sums of money, and its name says a year' }],
      ['Manager', undefined],
    ])
    expect(look.columns[1]?.samples).toEqual(['Nobody Knows Us Ltd'])
    expect(look.columns[2]?.samples).toEqual(['31/03/2028', 'Mar-27'])
  })

  test.each<[string, string[], string | undefined, string | undefined]>([
    ['Contract end date (dd/mm/yyyy)', ['31/03/2027'], 'endsOn', 'Registers call it that'],
    ['Current contract end date of term', ['31/03/2027'], 'endsOn', 'Its name has “contract end date” in it'],
    ['End date', ['none of these', 'are dates'], undefined, undefined],
    ['Expiring', ['31/03/2027', 'Mar-28'], 'endsOn', 'Its cells are dates, and its name says end'],
    [
      'Price per year',
      ['£1.2m', '4000'],
      'annualPounds',
      'Its cells are sums of money, and its name says a year',
    ],
    ['Favourite colour', ['blue'], undefined, undefined],
  ])('%s → %s', async (name, samples, field, why) => {
    const look = await looked(csv([['Title', 'Supplier', name], ...samples.map((one) => ['x', 'y', one])]))
    expect(look.columns[2]?.guesses.contract).toEqual(field && { field, why })
  })

  test('of systems is known to be of systems', async () => {
    const look = await looked('System name,Vendor,Hosting,No. of users\nOne,Nobody Knows Us,SaaS,40\n')
    expect(look.kind).toBe('system')
    expect(look.columns.map(({ guesses }) => guesses.system?.field)).toEqual([
      'name',
      'maker',
      'hosting',
      'users',
    ])
  })

  test('is read as it is said, and what is left out is named', async () => {
    const { rows, unread, shape } = await previewOf(
      own(['Payroll', 'Nobody Knows Us Ltd', '31/03/2028', '£1,200', 'A. Person']),
      mine,
    )
    expect({ shape, unread }).toEqual({ shape: 'CSV', unread: ['Manager'] })
    expect(rows[0]).toMatchObject({
      result: 'create',
      values: { title: 'Payroll', supplier: 'ven_nobody-knows-us', endsOn: '2028-03-31', annualPounds: 1200 },
    })
    expect(JSON.stringify(rows)).not.toContain('A. Person')
  })

  test('with cells to the right of its columns is taken where they are empty, and not guessed at where they are not', async () => {
    const row = ['Payroll', 'Nobody Knows Us Ltd', '31/03/2028', '1', '']
    const { rows } = await previewOf(own([...row, '', ' '], ['Libraries', ...row.slice(1), '', 'more']), mine)
    expect(rows[0]?.result).toBe('create')
    expect(rows[1]?.reasons).toMatchObject([
      { problem: expect.stringContaining('2 cells more than there are columns') },
    ])
  })

  test('keeps no cell of a column that was left out, even where the row is not taken', async () => {
    const { rows, columns } = await previewOf(own(['Payroll', '', '31/03/2028', '1', 'A. Person']), mine)
    expect(columns).toEqual(['Agreement', 'Firm', 'Runs out', 'Cost p.a.'])
    expect(rows[0]?.cells).toEqual(['Payroll', '', '31/03/2028', '1'])
  })

  test.each<[string, Mapping['fields'], Record<string, string>]>([
    ['no title', ['', 'supplier', '', '', ''], { title: 'Say which column is “Title”' }],
    ['nobody it is with', ['title', '', '', '', ''], { supplier: 'Say which column is “Supplier”' }],
    [
      'one field twice',
      ['title', 'supplier', 'endsOn', 'endsOn', ''],
      { 'fields.3': 'Two columns cannot both be “Ends on”: leave one of them out' },
    ],
    [
      'a field there is not',
      ['title', 'supplier', 'id', '', ''],
      { 'fields.2': 'Choose what the column is from the list' },
    ],
    [
      'too few columns',
      ['title', 'supplier'],
      { mapping: 'The file has 5 columns and something was said of 2. Choose the file again.' },
    ],
  ])('said with %s is refused', async (_, fields, problems) => {
    const mapping: Mapping = { kind: 'contract', headerRow: 1, fields }
    await expect(
      openFile(arriving(own(['a', 'b', 'c', 'd', 'e'])), { said: { mapping } }),
    ).rejects.toMatchObject({
      kind: 'invalid',
      fields: problems,
    })
  })

  test('of contracts is set aside by its CPV codes alone', async () => {
    const columns = ['Title', 'Supplier', 'CPV']
    const { rows } = await previewOf(
      csv([columns, ['Gritting', 'Nobody Knows Us', '45000000'], ['Gritting', 'Unheard Of', '']]),
      { register: camden, said: said(columns, { Title: 'title', Supplier: 'supplier', CPV: 'cpvCodes' }) },
    )
    expect(rows.map(({ setAside }) => setAside)).toEqual([true, false])
  })
})

describe('cells as registers write them', () => {
  const readAs = (kind: 'system' | 'contract', field: string, cell: string) =>
    fieldOf(kind, field)?.read?.(cell)
  test.each<['system' | 'contract', string, string, unknown]>([
    ['contract', 'noticeMonths', '3 months', 3],
    ['contract', 'noticeMonths', '1 year', 12],
    ['contract', 'noticeMonths', 'TBC', undefined],
    ['contract', 'options', '12, 12', [12, 12]],
    ['contract', 'options', '2 x 12 months', [12, 12]],
    ['contract', 'options', '1 year + 1 year', [12, 12]],
    ['contract', 'options', 'up to 24 months', [24]],
    ['contract', 'smeSupplier', 'Y', true],
    ['contract', 'smeSupplier', 'Not known', undefined],
    ['contract', 'route', 'Direct Award', 'framework direct award'],
    ['contract', 'cpvCodes', 'http://cpv.data.ac.uk/code-48000000; 72000000-5', ['48000000', '72000000']],
    ['system', 'hosting', 'On-Prem', 'on premises'],
    ['system', 'users', '1,200', 1200],
    ['system', 'criticality', 'Tier 1', 1],
  ])('%s %s: %s', (kind, field, cell, value) => {
    expect(readAs(kind, field, cell)?.value).toEqual(value)
  })
  test.each([
    ['contract', 'smeSupplier', 'perhaps'],
    ['contract', 'options', 'as agreed'],
    ['contract', 'noticeMonths', 'a while'],
    ['contract', 'route', 'by pigeon'],
    ['system', 'users', 'many'],
    ['system', 'criticality', '7'],
    ['contract', 'cpvCodes', 'software'],
  ] as const)('%s %s: %s is left out, and that is said', (kind, field, cell) => {
    expect(readAs(kind, field, cell)).toEqual({ note: expect.stringContaining('so it is left out') })
  })
  test('nothing in any cell breaks any reader', () => {
    const all = [...importable.contract, ...importable.system].flatMap(({ read }) => read ?? [])
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.string({ unit: 'binary', maxLength: 300 }), (read, cell) => {
        const { value, problem } = read(cell)
        expect(value !== undefined && problem !== undefined).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a register of systems', () => {
  const columns = ['System', 'Product', 'Maker', 'For', 'Hosting']
  const mapping = said(
    columns,
    { System: 'name', Product: 'product', Maker: 'maker', For: 'serviceAreas', Hosting: 'hosting' },
    'system',
  )
  const area = serviceAreas()[0]
  const systems = (...rows: string[][]) =>
    previewOf(csv([columns, ...rows]), { register: camden, said: mapping })

  test('becomes systems, with products and makers nobody knows joining the lists', async () => {
    const { rows } = await systems([
      'Planner',
      'Unheardware',
      'Nobody Knows Us Ltd',
      area?.label ?? '',
      'Cloud',
    ])
    expect(rows[0]).toMatchObject({
      result: 'create',
      kind: 'system',
      recordId: expect.stringMatching(/^sys_/),
      values: {
        name: 'Planner',
        product: 'prd_unheardware',
        maker: 'ven_nobody-knows-us',
        serviceAreas: [area?.id],
        hosting: 'cloud, managed by us',
      },
      newVendor: { name: 'Nobody Knows Us Ltd' },
      newProduct: { id: 'prd_unheardware', maker: 'ven_nobody-knows-us', serviceAreas: [area?.id] },
    })
  })

  test('without a service area is taken, and asked for one', async () => {
    const { rows } = await systems(['Planner', '', 'in-house', 'Everything and nothing', ''])
    expect(rows[0]).toMatchObject({ result: 'create', values: { maker: 'in-house' } })
    expect(rows[0]?.notes.map(({ problem }) => problem)).toEqual([
      'No service area is called “Everything and nothing”, so it is left out',
      'It has no service area yet: say what it is for before it is sent',
    ])
    const again = await previewOf(csv([columns, ['Planner', '', 'in-house', '', '']]), {
      register: camden,
      said: mapping,
      held: heldAfter(rows),
    })
    expect(again.counts).toMatchObject({ same: 1 })
  })
})

test('a row of cells without end takes no more room than can be stored', async () => {
  const names = importable.contract.map(({ label }) => label)
  const endless = '株'.repeat(10_000)
  const { rows } = await previewOf(csv([names, names.map(() => endless)]), {
    register: camden,
    said: {
      mapping: { kind: 'contract', headerRow: 1, fields: importable.contract.map(({ field }) => field) },
    },
  })
  expect(rows[0]?.result).toBe('refuse')
  expect(Buffer.byteLength(JSON.stringify(rows[0]))).toBeLessThan(350_000)
})

describe('against what is held', () => {
  const file = own(['Payroll', 'Nobody Knows Us Ltd', '31/03/2028', '1200', ''])
  const held = (values: Record<string, unknown>) =>
    new Map([['con_byhand', { version: 3, values: { supplier: 'ven_nobody-knows-us', ...values } }]])

  test('a contract typed by hand under the same title and supplier is updated, and that is said', async () => {
    const { rows } = await previewOf(file, { ...mine, held: held({ title: 'PAYROLL', noticeMonths: 3 }) })
    expect(rows[0]).toMatchObject({ result: 'update', recordId: 'con_byhand', baseVersion: 3 })
    expect(rows[0]?.notes.map(({ problem }) => problem)).toContain(
      'Taken to be the contract that is there already, by its title and supplier',
    )
    expect(rows[0]?.changes.map(({ field }) => field).sort()).toEqual(['annualPounds', 'endsOn', 'title'])
  })

  test('another term of it is another contract', async () => {
    const columns = ['Title', 'Supplier', 'Start']
    const { rows } = await previewOf(csv([columns, ['Payroll', 'Nobody Knows Us', '2028-04-01']]), {
      register: camden,
      said: said(columns, { Title: 'title', Supplier: 'supplier', Start: 'startsOn' }),
      held: held({ title: 'Payroll', startsOn: '2024-04-01' }),
    })
    expect(rows[0]?.result).toBe('create')
  })

  test('one that has left the register stays off it, and that is said', async () => {
    const [first] = (await previewOf(file, mine)).rows
    const left = new Map([
      [first?.recordId ?? '', { version: 2, values: { ...first?.values, retiredOn: '2026-01-01' } }],
    ])
    const { rows } = await previewOf(file, { ...mine, held: left })
    expect(rows[0]?.result).toBe('same')
    expect(rows[0]?.notes.map(({ problem }) => problem)).toContain(
      'It has left the register: if it is in use after all, bring it back on its own page',
    )
  })

  test('where several are like it nobody guesses', async () => {
    const two = new Map<string, { version: number; values: Record<string, unknown> }>([
      ...held({ title: 'Payroll' }),
      ['con_other', { version: 1, values: { title: 'Payroll', supplier: 'ven_nobody-knows-us' } }],
    ])
    const { rows } = await previewOf(file, { ...mine, held: two })
    expect(rows[0]?.reasons).toEqual([
      {
        problem:
          '2 contracts on the register are like it by its title and supplier, so it cannot be told which is meant',
        fix: 'Give the reference of the one that is meant',
      },
    ])
  })

  test('two rows about one contract are not both taken', async () => {
    const twice = own(
      ['Payroll', 'Nobody Knows Us', '31/03/2028', '1', ''],
      ['Payroll', 'Nobody Knows Us', '31/03/2029', '2', ''],
    )
    const { rows } = await previewOf(twice, mine)
    expect(rows.map(({ result }) => result)).toEqual(['refuse', 'create'])
    expect(rows[0]?.reasons[0]?.problem).toBe(
      'Row 2 is about the same contract, and the later of the two is taken',
    )
  })

  test('every row is accounted for, and importing twice changes nothing, whatever the rows', async () => {
    const some = fc.constantFrom
    const one = fc.tuple(
      some('Payroll', 'Libraries', '', '=1+1'),
      some('Nobody Knows Us Ltd', 'Unheard Of', '---', ''),
      some('31/03/2028', '', 'soon'),
      some('1200', 'TBC', 'x', '0'),
      some('A', ''),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 8 }), async (all) => {
        // A row of empty cells is none.
        fc.pre(all.every((cells) => cells.some((cell) => cell !== '')))
        const { counts, read, rows } = await previewOf(own(...all), mine)
        expect(read).toBe(all.length)
        expect(counts.create + counts.update + counts.same + counts.refuse).toBe(read)
        for (const { result, reasons } of rows) expect(result === 'refuse').toBe(reasons.length > 0)
        const again = await previewOf(own(...all), { ...mine, held: heldAfter(rows) })
        expect(again.counts).toEqual({ create: 0, update: 0, same: counts.create, refuse: counts.refuse })
      }),
      { numRuns: 100 },
    )
  })
})
