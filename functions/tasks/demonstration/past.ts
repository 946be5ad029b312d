import { addDays, addMonths, type IsoDate } from '../../domain/calendar.ts'
import type { Contract } from '../../schema/contract.ts'
import type { RegisterRecord } from '../../schema/record.ts'
import type { System } from '../../schema/system.ts'
import { type Chance, createChance } from './chance.ts'

// How the estate of the demonstration came to be what it is: authorities joined one after another, contracts were
// renewed, changed supplier or price, systems were retired. All made up; a record's last version is the estate's own.

const seed = 20_191_107
const firstJoinedMonthsAgo = 27
const lastJoinedMonthsAgo = 4
/** Of a record: that it was there when its authority joined. */
const shareFromTheStart = 0.74
const shareOfContractsChanged = 0.42

const dayOf = ({ updatedAt }: RegisterRecord) => updatedAt.slice(0, 10)
const instant = (day: IsoDate) => `${day}T10:00:00.000Z`
const daysBetween = (from: IsoDate, to: IsoDate) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
const between = (chance: Chance, from: IsoDate, to: IsoDate) =>
  addDays(from, chance.whole(0, Math.max(0, daysBetween(from, to))))

/** A record's versions, oldest first, the last as it is in the estate but for its number and when it was begun. */
export function estatePast(today: IsoDate, records: RegisterRecord[]): RegisterRecord[][] {
  const chance = createChance(seed)
  const authorities = chance.shuffled([...new Set(records.map(({ authority }) => authority))].sort())
  const joined = new Map(
    authorities.map((authority, index) => {
      const share = index / Math.max(1, authorities.length - 1)
      const months = firstJoinedMonthsAgo - Math.round(share * (firstJoinedMonthsAgo - lastJoinedMonthsAgo))
      return [authority, addDays(addMonths(today, -months), chance.whole(0, 25))] as const
    }),
  )
  const suppliers = [
    ...new Set(records.flatMap((one) => (one.kind === 'contract' ? [one.supplier] : []))),
  ].sort()
  return records.map((record) => {
    const last = dayOf(record)
    const begun = joined.get(record.authority) ?? last
    const first = chance.is(shareFromTheStart)
      ? addDays(begun, chance.whole(0, 30))
      : between(chance, begun, last)
    if (daysBetween(first, last) < 14) return [record]
    const turned = between(chance, addDays(first, 7), addDays(last, -1))
    const before = record.kind === 'system' ? systemBefore(record) : contractBefore(record, chance, suppliers)
    return numbered(
      before ? [asOf(before, first), asOf(record, turned), record] : [asOf(record, first), record],
    )
  })
}

/** The same, as somebody said it on a day. */
const asOf = <R extends RegisterRecord>(record: R, day: IsoDate): R => ({
  ...record,
  provenance: {
    ...record.provenance,
    ...(record.provenance.confirmedAt !== undefined && { confirmedAt: instant(day) }),
  },
  updatedAt: instant(day),
})

const numbered = (versions: RegisterRecord[]): RegisterRecord[] =>
  versions.map((one, index) => ({
    ...one,
    version: index + 1,
    createdAt: versions[0]?.updatedAt ?? one.createdAt,
  }))

/** What one that is retired was before; nothing where there is nothing to tell. */
const systemBefore = ({ retiredOn, replacedBy: _, ...system }: System): System | undefined =>
  retiredOn ? system : undefined

/** What a contract was before it was renewed, or changed supplier or value. */
function contractBefore(contract: Contract, chance: Chance, suppliers: string[]): Contract | undefined {
  const { startsOn, endsOn, annualPounds } = contract
  if (!chance.is(shareOfContractsChanged)) return undefined
  const what = chance.weighted([
    ['renewed', 46],
    ['value', 34],
    ['supplier', 12],
    ['renewed for another value', 8],
  ] as const)
  const isRenewed = what.startsWith('renewed') && startsOn && endsOn
  const endedOn = isRenewed ? addMonths(endsOn, -12) : undefined
  const renewed = endedOn && startsOn && endedOn > addMonths(startsOn, 5) ? { endsOn: endedOn } : {}
  const valued =
    what.includes('value') && annualPounds
      ? {
          annualPounds: Math.max(500, Math.round((annualPounds * (0.82 + chance.next() * 0.32)) / 250) * 250),
        }
      : {}
  const supplied = what === 'supplier' ? { supplier: chance.one(suppliers) } : {}
  const before = { ...contract, ...renewed, ...valued, ...supplied }
  const isSame =
    before.endsOn === endsOn && before.annualPounds === annualPounds && before.supplier === contract.supplier
  return isSame ? undefined : before
}
