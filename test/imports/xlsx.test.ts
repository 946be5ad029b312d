import { describe, expect, test } from 'vitest'
import { openFile } from '../../functions/imports/file.ts'
import { zipped } from '../../functions/imports/zip.ts'
import type { Mapping } from '../../functions/schema/import.ts'
import { arriving, previewOf } from '../support/preview.ts'
import { type Cell, partsOf, sheetXml, spreadsheet } from '../support/spreadsheet.ts'

// Any spreadsheet, by mapping, and what hostile ones come to.

const camden = 'E09000007'
const header = ['Title', 'Supplier', 'End', 'Annual value']
const fields = ['title', 'supplier', 'endsOn', 'annualPounds']
const said = (more: Partial<Mapping> = {}) => ({
  register: camden,
  said: { mapping: { kind: 'contract', headerRow: 1, fields, sheet: 'One', ...more } satisfies Mapping },
})
const rowsOf = async (...rows: Cell[][]) =>
  (
    await previewOf(
      spreadsheet({ One: [header, ...rows] }, { formats: ['dd/mm/yyyy', '"£"#,##0', 'mmm-yy', '[h]:mm:ss'] }),
      said(),
    )
  ).rows
const dated = (serial: number, style = 1): Cell => ({ xml: `<c s="${style}"><v>${serial}</v></c>` })

describe('a spreadsheet is read as what it shows', () => {
  test('dates, sums, texts and formulas, by the value they last had', async () => {
    const formula = { xml: '<c><f>SUM(1,2)*HYPERLINK("http://x")</f><v>182000.00000000003</v></c>' }
    const [row] = await rowsOf(['Payroll & more', 'Nobody Knows Us Ltd', dated(46_843), formula])
    expect(row?.values).toMatchObject({
      title: 'Payroll & more',
      endsOn: '2028-03-31',
      annualPounds: 182_000,
    })
    expect(JSON.stringify(row)).not.toContain('HYPERLINK')
  })
  test.each([
    ['a month and year', 3],
    ['the format every spreadsheet has', 5],
  ])('a date in %s', async (_, style) => {
    expect((await rowsOf(['A', 'Nobody Knows Us', dated(46_843, style), 1]))[0]?.values.endsOn).toBe(
      '2028-03-31',
    )
  })
  test('a number in a format of time or money is no date', async () => {
    const rows = await rowsOf(['A', 'B Ltd', '', dated(46_843, 2)], ['C', 'D Ltd', '', dated(46_843, 4)])
    expect(rows.map(({ values }) => values.annualPounds)).toEqual([46_843, 46_843])
  })
  test('texts that cells share, rich ones too, without how they are spoken', async () => {
    const shared =
      '<sst><si><t>Payroll</t></si><si><r><t>Nobody </t></r><r><t>Knows Us</t></r><rPh><t>noise</t></rPh></si></sst>'
    const file = spreadsheet(
      { One: [header, [{ xml: '<c t="s"><v>0</v></c>' }, { xml: '<c t="s"><v>1</v></c>' }, '', 1]] },
      { shared },
    )
    expect((await previewOf(file, said())).rows[0]).toMatchObject({
      title: 'Payroll',
      values: { supplier: 'ven_nobody-knows-us' },
    })
  })
  test('days counted from 1904', async () => {
    const file = spreadsheet(
      { One: [header, ['A', 'B Ltd', dated(45_381), 1]] },
      { formats: ['d/m/yy'], starts1904: true },
    )
    expect((await previewOf(file, said())).rows[0]?.values.endsOn).toBe('2028-03-31')
  })
  test('errors of formulas are told as they are', async () => {
    const [row] = await rowsOf(['A', 'B Ltd', { xml: '<c t="e"><v>#REF!</v></c>' }, 1])
    expect(row?.reasons).toMatchObject([{ column: 'End', value: '#REF!', problem: 'This is not a date' }])
  })
  test('in UTF-16', async () => {
    const parts = partsOf({ One: [header, ['Café', 'B Ltd', '', 1]] }).map(
      ([name, text]) => [name, Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le')] as const,
    )
    expect((await previewOf(zipped(parts), said())).rows[0]?.title).toBe('Café')
  })
  test('with text that was encoded twice mended', async () => {
    const twice = Buffer.from('Café’s').toString('latin1')
    expect((await rowsOf([twice, 'B Ltd', '', 1]))[0]?.title).toBe('Café’s')
  })
})

describe('of several sheets', () => {
  const file = spreadsheet(
    {
      Cover: [['Contracts register']],
      Secret: [header, ['A', 'B Ltd', '', 1]],
      Register: [['As of May'], [], header, ['A', 'B Ltd', '', 1]],
    },
    { hidden: ['Secret'] },
  )
  test('the one with a table is looked at, where its table begins, and hidden ones are not offered', async () => {
    const { look } = await openFile(arriving(file))
    expect(look).toMatchObject({ sheets: ['Cover', 'Register'], sheet: 'Register', headerRow: 2 })
    expect(look?.columns.map(({ guesses }) => guesses.contract?.field)).toEqual(fields)
  })
  test('another is looked at when it is chosen, and one that is not there is refused', async () => {
    const { look } = await openFile(
      arriving(
        spreadsheet({
          A: [header, ['x', 'y', '', 1]],
          B: [
            ['Q', 'R'],
            ['1', '2'],
          ],
        }),
      ),
      { said: { sheet: 'B' } },
    )
    expect(look?.columns.map(({ name }) => name)).toEqual(['Q', 'R'])
    await expect(openFile(arriving(file), { said: { sheet: 'Secret' } })).rejects.toMatchObject({
      fields: { sheet: 'Choose a sheet of the spreadsheet' },
    })
  })
  test('one in a known layout needs nobody to say what it is', async () => {
    const known = [
      'Reference',
      'Title',
      'Department',
      'Description',
      'Supplier',
      'Contract value',
      'Irrecoverable VAT',
      'Start date',
      'End date',
      'SME',
      'VCSE',
    ]
    const list = spreadsheet({
      Notes: [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']],
      List: [known, ['1', 'Payroll software', 'HR', '', 'B Ltd', 5, '', '', '', '', '']],
    })
    expect(await previewOf(list, { register: camden })).toMatchObject({
      shape: 'Transparency Code CSV',
      counts: { create: 1 },
    })
  })
})

describe('a hostile file is refused or does nothing, in bounded memory', () => {
  const refused = (file: Uint8Array, words: string) =>
    expect(openFile(arriving(file), { said: said().said })).rejects.toThrow(words)
  const good = partsOf({ One: [header, ['A', 'B Ltd', '', 1]] })
  const withPart = (name: string, text: string) =>
    zipped([...good.filter(([one]) => one !== name), [name, text]])
  const sheet = 'xl/worksheets/sheet0.xml'

  test('a zip bomb', async () => {
    const bomb = withPart(
      sheet,
      `<worksheet><sheetData>${'<row/>'.repeat(25_000_000)}</sheetData></worksheet>`,
    )
    expect(bomb.length).toBeLessThan(1_000_000)
    const before = process.memoryUsage().rss
    await refused(bomb, 'unpacks to more than 128 MB')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })
  test('a zip bomb that says it is small', async () => {
    const bomb = withPart(sheet, `<worksheet><sheetData>${'<row/>'.repeat(200_000)}</sheetData></worksheet>`)
    // What the directory says of the part's size is made up; the part itself is not.
    const at = bomb.lastIndexOf(Buffer.from(sheet)) - 46
    bomb.writeUInt32LE(500, at + 24)
    await refused(bomb, 'damaged or was cut short')
  })
  test('shared texts without end', async () => {
    await refused(
      withPart(
        'xl/sharedStrings.xml',
        `<sst>${'<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>'.repeat(1_500_000)}</sst>`,
      ),
      'unpacks to more than 40 MB',
    )
  })
  test.each([
    ['entities from elsewhere', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'],
    ['entities that multiply', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>', '&b;'],
  ])('%s', async (_, doctype, entity) => {
    const text = sheetXml([header, ['A', 'B Ltd', '', 1]])
      .replace('<worksheet>', `${doctype}<worksheet>`)
      .replace('>A<', `>${entity}<`)
    await refused(withPart(sheet, text), 'declares entities of its own')
  })
  test('an entity nobody declared', async () => {
    await refused(
      withPart(sheet, sheetXml([header, ['A', 'B Ltd', '', 1]]).replace('>A<', '>&e;<')),
      'damaged',
    )
  })
  test('2 million rows', async () => {
    const rows = `<row>${header.map((name) => `<c t="str"><v>${name}</v></c>`).join('')}</row>${'<row><c><v>1</v></c></row>'.repeat(2_000_000)}`
    await refused(
      withPart(sheet, `<worksheet><sheetData>${rows}</sheetData></worksheet>`),
      'more than 20,000 rows',
    )
  })
  test('a cell of 10 MB', async () => {
    await refused(
      spreadsheet({ One: [header, ['x'.repeat(10_000_000), 'B Ltd', '', 1]] }),
      'A cell of the spreadsheet holds more than a million characters',
    )
  })
  test('a cell far to the right', async () => {
    const far = sheetXml([header, ['A', 'B Ltd', '', 1]]).replace('r="D2"', 'r="XFD2"')
    const { read } = await openFile(arriving(withPart(sheet, far)), { said: said().said })
    expect(read?.rows.map((row) => JSON.parse(row).cells)).toEqual([['A', 'B Ltd', '', '']])
  })
  test('formulas in texts are kept as the plain text they are', async () => {
    const [row] = await rowsOf(['=cmd|calc!A1', 'B Ltd', '', 1])
    expect(row).toMatchObject({ result: 'create', title: '=cmd|calc!A1' })
  })
  test('macros', async () => {
    await refused(withPart('xl/vbaProject.bin', 'x'), 'has macros in it')
  })
  test('a password', async () => {
    const ole = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      Buffer.alloc(100_000),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    await refused(ole, 'protected with a password')
    const locked = spreadsheet({ One: [header] })
    for (
      let at = locked.indexOf('PK\u0001\u0002', 0, 'latin1');
      at >= 0;
      at = locked.indexOf('PK\u0001\u0002', at + 1, 'latin1')
    ) {
      locked.writeUInt16LE(0x0801, at + 8)
    }
    await refused(locked, 'protected with a password')
  })
  test('an old Excel file', async () => {
    await refused(
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(5000)]),
      'old Excel file (.xls)',
    )
  })
  test.each([
    ['a Word document', [['word/document.xml', '<x/>']], 'Word document'],
    [
      'an OpenDocument spreadsheet',
      [
        ['mimetype', 'x'],
        ['content.xml', '<x/>'],
      ],
      'OpenDocument',
    ],
    ['a binary workbook', [['xl/workbook.bin', 'x']], 'binary Excel workbook'],
    ['an archive', [['readme.txt', 'x']], 'an archive and no spreadsheet'],
    ['an empty archive', [], 'an archive and no spreadsheet'],
  ] as [string, [string, string][], string][])('%s', async (_, parts, words) => {
    await refused(zipped(parts), words)
  })
  test('a file cut short, wherever it is', async () => {
    const whole = zipped(good)
    for (const share of [0.2, 0.5, 0.9, 0.99])
      await refused(whole.subarray(0, Math.floor(whole.length * share)), 'damaged or was cut short')
  })
  test('bytes changed on their way', async () => {
    const whole = zipped(good)
    const at = whole.indexOf(sheet) + sheet.length + 20
    whole[at] = (whole[at] ?? 0) ^ 0xff
    await refused(whole, 'damaged or was cut short')
  })
  test('a sheet that is no XML', async () => {
    await refused(withPart(sheet, '<worksheet><sheetData><row>'), 'damaged')
    await refused(withPart(sheet, 'not at all'), 'damaged')
  })
  test('sheets that are elsewhere', async () => {
    const rels =
      '<Relationships><Relationship Id="r0" Target="http://elsewhere.example/x" TargetMode="External"/></Relationships>'
    await refused(withPart('xl/_rels/workbook.xml.rels', rels), 'no sheet that can be read')
  })
  test('an empty one', async () => {
    await expect(openFile(arriving(spreadsheet({ One: [] })))).rejects.toThrow('The spreadsheet is empty')
  })
  test('whatever it is called, a web page is none', async () => {
    await refused(Buffer.from('<html><table><tr><td>Title</td></tr></table></html>'), 'a web page or XML')
  })
})

test('10,000 rows are read in bounded time and memory', async () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => [
    `Contract ${n}`,
    `Supplier ${n % 700} Ltd`,
    '31/03/2028',
    n,
  ])
  const file = spreadsheet({ One: [header, ...rows] })
  expect((await previewOf(file, said())).counts.create).toBe(10_000)
}, 30_000)
