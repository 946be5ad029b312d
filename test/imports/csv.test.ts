import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell } from '../../functions/domain/csv.ts'
import { refusedCsv } from '../../functions/imports/csv.ts'
import { fileOf } from '../support/contractsFinder.ts'
import { previewOf } from '../support/preview.ts'

async function refusedOf(file: string) {
  const { rows, columns } = await previewOf(file)
  let text = ''
  for await (const some of refusedCsv(
    columns,
    (async function* () {
      yield rows
    })(),
  )) {
    text += some
  }
  return text
}

test('no cell we write is run as a formula', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'),
      fc.string(),
      (sign, rest) => {
        const [[cell = ''] = []] = parse(csvCell(`${sign}${rest}`), {
          relax_column_count: true,
        }) as string[][]
        expect(cell.startsWith("'")).toBe(true)
      },
    ),
  )
})

test('a cell comes back as it was written, but for the apostrophe', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const [[cell = ''] = []] = parse(`${csvCell(text)},end`) as string[][]
      expect(cell.replace(/^'(?=[=+\-@＝＋－＠\t\r\n])/, '')).toBe(
        text.replace(/^'(?=[=+\-@＝＋－＠\t\r\n])/, ''),
      )
    }),
  )
})

test('the rows not taken can be mended and imported again', async () => {
  const file = await refusedOf(
    fileOf(
      { id: 'N-1' },
      { id: 'N-2', title: '=SUM(A1)', endsOn: 'soon' },
      { id: '-3', buyer: 'Nobody', supplier: '[A, "quoted" name|1 Street\nLondon|NONE||No|No]' },
      { id: 'N-4', cpv: '45000000' },
    ),
  )
  expect(file.startsWith('\ufeffNotice Identifier,')).toBe(true)
  expect(file).not.toMatch(/(^|,)"?[=+@-]/m)
  expect(file).toContain('Contract end date: This is not a date.,Write it like 31/03/2027.')
  const again = await previewOf(file)
  expect(again.rows.map(({ title, reasons }) => [title, reasons.length])).toEqual([
    ['=SUM(A1)', 1],
    ['Library management system', 1],
  ])

  const mended = await previewOf(file.replace('soon', '31/03/2028').replace('Nobody', 'LB Camden'))
  expect(mended.counts).toEqual({ create: 2, update: 0, same: 0, refuse: 0 })
  expect(mended.rows.map(({ values }) => values.notices)).toMatchObject([
    [{ noticeId: 'N-2' }],
    [{ noticeId: '-3' }],
  ])
})
