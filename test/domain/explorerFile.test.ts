import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { referenceLists } from '../../functions/api/reference.ts'
import { publicRecord } from '../../functions/domain/disclosure.ts'
import {
  dayFrom,
  dayNumber,
  explorerRow,
  holdersOf,
  openExplorerFile,
  readExplorerFile,
  writeExplorerFile,
} from '../../functions/domain/explorerFile.ts'
import { demonstration } from '../../functions/tasks/demonstration/index.ts'
import { anyRecord } from '../support/records.ts'

const rowsOf = (records: Parameters<typeof publicRecord>[0][]) =>
  [...new Map(records.map((record) => [record.id, explorerRow(publicRecord(record))])).values()].sort(
    (a, b) => (a.kind === b.kind ? (a.id < b.id ? -1 : 1) : a.kind === 'system' ? -1 : 1),
  )

describe('a file of the explorer', () => {
  test('gives back the rows it was made of, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 20 }), (records) => {
        const rows = rowsOf(records)
        expect(readExplorerFile(writeExplorerFile(rows))).toEqual(rows)
      }),
    )
  })

  test('is the same text whatever order its rows come in, so its name says what is in it', () => {
    const rows = rowsOf(fc.sample(anyRecord, { numRuns: 30, seed: 4 }))
    expect(writeExplorerFile([...rows].reverse())).toBe(writeExplorerFile(rows))
  })

  test('gives back every row of the demonstration, and any one of them alone', () => {
    const rows = rowsOf(demonstration('2026-11-24').records)
    const text = writeExplorerFile(rows)
    expect(readExplorerFile(text)).toEqual(rows)
    const opened = openExplorerFile(text)
    const systems = rows.filter(({ kind }) => kind === 'system')
    expect(opened?.system.length).toBe(systems.length)
    expect(opened?.system.row(400)).toEqual(systems[400])
    expect(opened?.contract.row(37)).toEqual(rows[systems.length + 37])
  })

  test('of a format this code does not know is not opened', () => {
    expect(openExplorerFile('{"format":0}')).toBeUndefined()
  })

  test('counts days from the year 2000, before it too', () => {
    expect(dayNumber('2000-01-01')).toBe(0)
    expect(dayFrom(dayNumber('2028-02-29'))).toBe('2028-02-29')
    expect(dayFrom(dayNumber('1999-12-31'))).toBe('1999-12-31')
  })

  test('names every authority that holds a record once', () => {
    const [row] = rowsOf(fc.sample(anyRecord, { numRuns: 1, seed: 1 }))
    if (!row) throw new Error('No row')
    expect(
      holdersOf({
        ...row,
        authority: 'E09000001',
        leadAuthority: 'E09000007',
        sharedWith: ['E09000007', 'E09000030'],
      }),
    ).toEqual(['E09000001', 'E09000007', 'E09000030'])
  })
})

describe('what the explorer tells', () => {
  test('is nothing an authority holds back, nor anything that is not public', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const secretive = {
          ...record,
          ...(record.kind === 'contract'
            ? {
                annualPounds: 987_654,
                wholeLifePounds: 3_141_592,
                irrecoverableVatPounds: 271_828,
                endsOn: '2097-07-17',
                startsOn: '2096-05-13',
                buyingTogether: 'yes' as const,
                heldBack: (['annualPounds', 'endsOn', 'startsOn'] as const).map((field) => ({
                  field,
                  ground: 'commercially sensitive' as const,
                  reviewOn: '2027-01-01',
                })),
              }
            : {
                users: 4_815,
                criticality: 1,
                aiUse: 'live' as const,
                aiPurpose: 'Secretly reads minds',
                peerContact: 'hidden@council.gov.uk',
                notes: 'Hidden notes',
                plannedReplacementOn: '2095-09-19',
                supportModel: 'third party' as const,
              }),
        } as typeof record
        const text = writeExplorerFile([explorerRow(publicRecord(secretive))])
        for (const secret of [
          '987654',
          '3141592',
          '271828',
          '4815',
          'Secretly',
          'hidden@',
          'Hidden',
          'third party',
          String(dayNumber('2097-07-17')),
          String(dayNumber('2096-05-13')),
          String(dayNumber('2095-09-19')),
          'commercially',
        ]) {
          expect(text).not.toContain(secret)
        }
      }),
    )
  })
})

test('London’s data comes to no more than 150 kB, names included', () => {
  const { records } = demonstration('2026-11-24')
  const rows = records.map((record) => explorerRow(publicRecord(record)))
  const files = [...Map.groupBy(rows, ({ authority }) => authority).values()].map(writeExplorerFile)
  const sizes = [
    ...files,
    JSON.stringify(referenceLists({ vendors: [], products: [], aliases: [], entries: [], apart: [] })),
  ].map((text) => gzipSync(text).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(150_000)
})
