import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv, fileOf, type Given, header, rowOf } from '../support/contractsFinder.ts'
import { heldAfter, previewOf } from '../support/preview.ts'

const camden = 'E09000007'

const problemsOf = async (given: Given) => (await previewOf(fileOf(given))).rows[0]?.reasons

describe('a row becomes a contract', () => {
  test('with its dates, sum, supplier, subject and notice', async () => {
    const { counts, rows } = await previewOf(fileOf({}))
    expect(counts).toEqual({ create: 1, update: 0, same: 0, refuse: 0 })
    expect(rows[0]).toMatchObject({
      row: 1,
      result: 'create',
      title: 'Library management system',
      authority: camden,
      authorityName: 'Camden',
      baseVersion: 0,
      values: {
        title: 'Library management system',
        supplier: 'ven_demo-quillmere',
        startsOn: '2025-04-01',
        endsOn: '2028-03-31',
        wholeLifePounds: 182_000,
        cpvCodes: ['48000000'],
        notices: [{ noticeId: 'N-1', service: 'Contracts Finder' }],
        smeSupplier: false,
      },
      reasons: [],
      notes: [],
    })
  })

  test('which keeps the council’s own reference: a notice’s number is none', async () => {
    const [{ recordId = '', values } = { values: {} }] = (await previewOf(fileOf({}))).rows
    expect(values).not.toHaveProperty('reference')
    const held = new Map([[recordId, { version: 2, values: { ...values, reference: 'LBC/17' } }]])
    expect((await previewOf(fileOf({}), { held })).counts).toMatchObject({ same: 1 })
    // Another contract’s own reference happens to read like the notice’s number.
    const other = { ...values, title: 'Scanning', reference: 'N-1', notices: undefined }
    const apart = await previewOf(fileOf({}), {
      held: new Map([['con_byhand', { version: 1, values: other }]]),
    })
    expect(apart.counts).toMatchObject({ create: 1 })
    // Typed by hand with its notice, under another title.
    const typed = { ...values, title: 'Our library system', reference: 'LBC/17' }
    const known = await previewOf(fileOf({}), {
      held: new Map([['con_byhand', { version: 1, values: typed }]]),
    })
    expect(known.rows[0]).toMatchObject({ result: 'update', recordId: 'con_byhand' })
    expect(known.rows[0]?.changes.map(({ field }) => field)).toEqual(['title'])
  })

  test('the same notice of the same authority is the same contract in whatever file it comes', async () => {
    const [one] = (await previewOf(fileOf({ title: 'One' }))).rows
    const [other] = (await previewOf(fileOf({ id: 'N-0' }, { title: 'Another' }))).rows.slice(1)
    const [elsewhere] = (await previewOf(fileOf({ buyer: 'London Borough of Hackney' }))).rows
    expect(other?.recordId).toBe(one?.recordId)
    expect(elsewhere?.recordId).not.toBe(one?.recordId)
  })
})

describe('what was read into a row is said', () => {
  test('a supplier nobody knows joins the list with the contract', async () => {
    const { rows } = await previewOf(
      fileOf({ supplier: '[Nobody Knows Us Ltd|x|Companies House|7654321|Yes|No]' }),
    )
    expect(rows[0]).toMatchObject({
      result: 'create',
      newVendor: { id: 'ven_nobody-knows-us', name: 'Nobody Knows Us Ltd', companyNumber: '07654321' },
      values: { supplier: 'ven_nobody-knows-us' },
      notes: [{ problem: expect.stringContaining('A supplier we do not know yet') }],
    })
  })

  test('two companies of one name stay two, one company under two spellings stays one', async () => {
    const { rows } = await previewOf(
      fileOf(
        { id: '1', supplier: '[Unheard Of Ltd|x|Companies House|11111111|No|No]' },
        { id: '2', supplier: '[Unheard of Limited|x|Companies House|22222222|No|No]' },
        { id: '3', supplier: '[UNHEARD OF LIMITED|x|Companies House|11111111|No|No]' },
        { id: '4', supplier: '[Unheard Of Ltd|x|NONE||No|No]' },
      ),
    )
    expect(rows.map(({ values }) => values.supplier)).toEqual([
      'ven_unheard-of',
      'ven_unheard-of-22222222',
      'ven_unheard-of',
      'ven_unheard-of',
    ])
  })

  test('one number is one company, whatever it is called', async () => {
    const { rows } = await previewOf(
      fileOf(
        { id: '1', supplier: '[Old Name Nobody Has Ltd|x|Companies House|11111111|No|No]' },
        { id: '2', supplier: '[New Name Entirely Ltd|x|Companies House|11111111|No|No]' },
      ),
    )
    expect(rows.map(({ values }) => values.supplier)).toEqual([
      'ven_old-name-nobody-has',
      'ven_old-name-nobody-has',
    ])
  })

  test('a vendor that joined at an approval is known, by name and by number', async () => {
    const added = [{ id: 'ven_unheard-of', name: 'Unheard Of Ltd', companyNumber: '11111111' }]
    const { rows } = await previewOf(
      fileOf(
        { id: '1', supplier: '[UNHEARD OF LIMITED|x|NONE||No|No]' },
        { id: '2', supplier: '[Something Else|x|Companies House|11111111|No|No]' },
        { id: '3', supplier: '[Unheard Of Elsewhere Ltd|x|Companies House|22222222|No|No]' },
      ),
      { added },
    )
    expect(rows.map(({ values, newVendor }) => [values.supplier, newVendor !== undefined])).toEqual([
      ['ven_unheard-of', false],
      ['ven_unheard-of', false],
      ['ven_unheard-of-elsewhere', true],
    ])
  })

  test('a name that several bear joins as a vendor of its own, and is that one from then on', async () => {
    const file = fileOf({ supplier: '[Capita Business Services Ltd|x|NONE||No|No]' })
    const [first] = (await previewOf(file)).rows
    expect(first?.newVendor).toMatchObject({ name: 'Capita Business Services Ltd' })
    expect(first?.notes[0]?.problem).toContain('may be meant')
    const again = await previewOf(file, {
      added: [first?.newVendor ?? { id: '', name: '' }],
      held: heldAfter([...(first ? [first] : [])]),
    })
    expect(again.rows[0]).toMatchObject({ result: 'same', values: { supplier: first?.newVendor?.id } })
    expect(again.rows[0]?.newVendor).toBeUndefined()
  })

  test('a name in letters an id cannot hold is a supplier all the same', async () => {
    const { rows } = await previewOf(fileOf({ supplier: '[株式会社サンプル|x|NONE||No|No]' }))
    expect(rows[0]).toMatchObject({ result: 'create', newVendor: { name: '株式会社サンプル' } })
  })

  test('of several suppliers the first is taken, and it is said', async () => {
    const { rows } = await previewOf(
      fileOf({ supplier: '[Quillmere Systems Ltd|x|NONE||No|No][Oakumber Software|y|NONE||No|No]' }),
    )
    expect(rows[0]?.values.supplier).toBe('ven_demo-quillmere')
    expect(rows[0]?.notes).toMatchObject([{ problem: '2 suppliers are named; the first is taken' }])
  })

  test('a long title is cut and a value of nothing is not stated', async () => {
    const { rows } = await previewOf(fileOf({ title: 'Very '.repeat(100), value: '0.00' }))
    expect(String(rows[0]?.values.title)).toHaveLength(300)
    expect(rows[0]?.values.wholeLifePounds).toBeUndefined()
    expect(rows[0]?.notes.map(({ problem }) => problem)).toEqual([
      'The title is longer than 300 characters, so its end is left out',
      'A value of £0 is taken as not stated',
    ])
  })
})

describe('a row that cannot be taken says which cell, why and what would mend it', () => {
  test.each<[Given, string, string]>([
    [{ title: ' ' }, 'Title', 'There is no title'],
    [{ buyer: 'Ministry of Silly Walks' }, 'Organisation Name', 'No authority is known by this name'],
    [{ buyer: 'Barnet Homes' }, 'Organisation Name', 'No authority is known by this name'],
    [{ buyer: '' }, 'Organisation Name', 'No authority is named'],
    [{ id: '' }, 'Notice Identifier', 'The notice has no identifier'],
    [{ status: 'Withdrawn' }, 'Status', 'Only awarded contracts are taken'],
    [{ startsOn: 'soon' }, 'Contract start date', 'This is not a date'],
    [{ endsOn: '31/02/2027' }, 'Contract end date', 'This is not a date'],
    [
      { startsOn: '01/04/2028', endsOn: '01/04/2027' },
      'Contract end date',
      'The contract ends before it starts',
    ],
    [{ value: 'a lot' }, 'Awarded Value', 'This is not a sum of money'],
    [{ supplier: '' }, 'Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]', 'No supplier is named'],
    [
      { supplier: '[---|x]' },
      'Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]',
      'The supplier’s name has no letters or figures',
    ],
  ])('%j', async (given, column, problem) => {
    const reasons = await problemsOf(given)
    expect(reasons).toMatchObject([{ column, problem }])
    expect(reasons?.[0]?.fix ?? reasons?.[0]?.column).toBeTruthy()
  })

  test('several things wrong are all said at once', async () => {
    expect(await problemsOf({ title: '', value: 'x', endsOn: 'y' })).toHaveLength(3)
  })

  test('a sum beyond all reason is refused by the rule the form has', async () => {
    expect(await problemsOf({ value: '9'.repeat(20) })).toMatchObject([
      { column: 'Awarded Value', problem: 'The whole-life value must be £100 billion or less' },
    ])
  })

  test('cells that slipped out of their columns are not guessed at', async () => {
    const { rows } = await previewOf(csv([header, [...rowOf(), 'one', 'too many']]))
    expect(rows[0]).toMatchObject({
      result: 'refuse',
      reasons: [{ problem: expect.stringContaining('2 cells more than there are columns') }],
    })
  })

  test('a row cut short is taken if what it has is enough', async () => {
    const { rows } = await previewOf(csv([header, rowOf().slice(0, 8)]))
    expect(rows[0]).toMatchObject({ result: 'create' })
    expect(rows[0]?.values.endsOn).toBeUndefined()
  })

  test('another authority’s rows are named as theirs', async () => {
    const { rows, counts, elsewhere } = await previewOf(fileOf({}, { id: 'N-2', buyer: 'LB Hackney' }), {
      takes: [camden],
    })
    expect({ counts, elsewhere }).toEqual({
      counts: { create: 1, update: 0, same: 0, refuse: 1 },
      elsewhere: 1,
    })
    expect(rows.map((row) => row.elsewhere)).toEqual([undefined, true])
    // Nothing in it can be mended here, so it is in no file to mend.
    expect(rows[1]?.cells).toBeUndefined()
    expect(rows[1]?.reasons).toMatchObject([
      { problem: 'This is Hackney’s, and you keep another authority’s register' },
    ])
  })

  test('what is not about information technology is set aside, and can be ticked in', async () => {
    const { rows, counts, setAside } = await previewOf(fileOf({ cpv: '45000000 ' }))
    expect({ counts, setAside }).toMatchObject({ counts: { refuse: 1 }, setAside: 1 })
    expect(rows[0]).toMatchObject({ setAside: true, result: 'refuse', reasons: [{ column: 'Cpv Codes' }] })
    expect(rows[0]?.cells).toBeUndefined()
  })
})

describe('hostile cells', () => {
  test('HTML and formulas are kept as the plain text they are', async () => {
    const title = '<script>alert(1)</script> =HYPERLINK("http://x","y")'
    const { rows } = await previewOf(fileOf({ title }))
    expect(rows[0]).toMatchObject({ result: 'create', title, values: { title } })
  })
  test('control characters become spaces', async () => {
    const { rows } = await previewOf(fileOf({ title: 'One\u0007 \u001b[31mtwo\u0085three' }))
    expect(rows[0]?.title).toBe('One [31mtwo three')
  })
  test('a cell longer than is ever looked at ends nowhere but in this row', async () => {
    const { rows } = await previewOf(fileOf({ title: 'x'.repeat(400_000) }, { id: 'N-2' }))
    expect(rows.map(({ result }) => result)).toEqual(['create', 'create'])
    expect(JSON.stringify(rows[0]).length).toBeLessThan(20_000)
  })
})

describe('a file without rows is named as one', () => {
  test('a header alone holds no rows', async () => {
    await expect(previewOf(csv([header]))).rejects.toThrow('a header and no rows')
  })
})

describe('against what is held', () => {
  test('the same file again is all the same', async () => {
    const file = fileOf({}, { id: 'N-2', value: '5' }, { id: 'N-3', supplier: '[Nobody Knows Us Ltd|x]' })
    const first = await previewOf(file)
    const again = await previewOf(file, { held: heldAfter(first.rows) })
    expect(first.counts).toEqual({ create: 3, update: 0, same: 0, refuse: 0 })
    expect(again.counts).toEqual({ create: 0, update: 0, same: 3, refuse: 0 })
  })

  test('a changed cell is an update that says field by field what changes, and what people added stays', async () => {
    const [{ recordId = '', values } = { values: {} }] = (await previewOf(fileOf({}))).rows
    const held = new Map([
      [recordId, { version: 4, values: { ...values, noticeMonths: 6, description: 'Ours' } }],
    ])
    const { rows, counts } = await previewOf(fileOf({ endsOn: '31/03/2029' }), { held })
    expect(counts).toEqual({ create: 0, update: 1, same: 0, refuse: 0 })
    expect(rows[0]).toMatchObject({
      baseVersion: 4,
      changes: [{ field: 'endsOn', from: '2028-03-31', to: '2029-03-31' }],
    })
    expect(rows[0]?.values).not.toHaveProperty('description')
  })

  test('a record that is on the register stays whatever its subject is', async () => {
    const [{ recordId = '', values } = { values: {} }] = (await previewOf(fileOf({ cpv: '45000000' }))).rows
    const held = new Map([[recordId, { version: 1, values }]])
    expect((await previewOf(fileOf({ cpv: '45000000' }), { held })).counts.same).toBe(1)
  })

  test('of two notices about one contract the later published wins, whatever their order', async () => {
    const early = { published: '2025-01-01T00:00:00Z', endsOn: '31/03/2027' }
    const late = { published: '2025-06-01T00:00:00Z', endsOn: '31/03/2028' }
    for (const [file, winner] of [
      [fileOf(early, late), 2],
      [fileOf(late, early), 1],
    ] as const) {
      const { rows, counts } = await previewOf(file)
      expect(counts).toEqual({ create: 1, update: 0, same: 0, refuse: 1 })
      expect(rows.find(({ result }) => result === 'create')).toMatchObject({
        row: winner,
        values: { endsOn: '2028-03-31' },
      })
      expect(rows.find(({ result }) => result === 'refuse')?.reasons).toMatchObject([
        { problem: `The same notice is in row ${winner}, published later or no earlier` },
      ])
    }
  })
})

test('every row is accounted for, in order, and importing twice changes nothing, whatever the rows', async () => {
  const some = fc.constantFrom
  const given: fc.Arbitrary<Given> = fc.record({
    id: some('1', '2', '3', ''),
    buyer: some('LB Camden', 'Hackney Council', 'Barnet Homes', 'Nobody'),
    status: some('Awarded', 'Closed'),
    published: some('2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z', ''),
    title: some('One', '', '=1+1', '<b>'),
    cpv: some('48000000', '45000000', ''),
    value: some('1', 'x', '', '0'),
    supplier: some('[Quillmere Systems Ltd|a|NONE||No|No]', '[New One|a|NONE||Yes|No]', ''),
    startsOn: some('01/04/2025', '2025-04-01', 'x', ''),
    endsOn: some('31/03/2028', '31/03/2020', ''),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(given, { minLength: 1, maxLength: 8 }), async (all) => {
      const file = fileOf(...all)
      const { counts, read, rows } = await previewOf(file)
      expect(rows.map(({ row }) => row)).toEqual(all.map((_, index) => index + 1))
      expect(counts.create + counts.update + counts.same + counts.refuse).toBe(read)
      expect(read).toBe(all.length)
      for (const row of rows) expect(row.result === 'refuse').toBe(row.reasons.length > 0)
      const taken = rows.filter(({ result }) => result === 'create').map(({ recordId }) => recordId)
      expect(new Set(taken).size).toBe(taken.length)
      const again = await previewOf(file, { held: heldAfter(rows) })
      expect(again.counts).toMatchObject({ create: 0, update: 0, same: counts.create })
    }),
    { numRuns: 150 },
  )
})
