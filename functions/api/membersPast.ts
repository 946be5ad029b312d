import type { IsoDate } from '../domain/calendar.ts'
import { movesWith, type Part, registers, skills, type Topic } from '../domain/kept.ts'
import {
  completenessOf,
  documentsInBook,
  isMoveRow,
  membersBooks,
  membersPlace,
  movesOf,
} from '../domain/membersSummary.ts'
import { asKept } from '../domain/merge.ts'
import type { Move } from '../domain/move.ts'
import { addInto, type Totals } from '../domain/totals.ts'
import type { Table } from '../store/dynamo.ts'
import { readKept, type ToldOf, type Topics } from '../store/kept.ts'
import { pastTotals, stoodIn } from '../store/past.ts'
import type { Lists } from '../views/parts.ts'

// What members read of regions, as it stands or as it stood: of the past each topic is told from the same documents and
// rows, as they were at the end of a day. All of it is by authority, so a part of the country has what its regions have:
// two requests for each, asked for together, and for rows one or few.

const books = new Map([
  [registers.name, membersBooks.authorities],
  [skills.name, membersBooks.skills],
])

/** What topics tell of each of these regions: as at a day where there is one, and otherwise as they stand. */
export const tellingOf = (table: Table, { asAt, lists }: { asAt: IsoDate | undefined; lists: Lists }) =>
  async function told<T extends Topics>(regions: readonly string[], topics: T): Promise<ToldOf<T>[]> {
    if (asAt === undefined) return (await readKept(table, regions, topics)).told
    return Promise.all(
      regions.map(async (region) => {
        const each = Object.entries(topics).map(
          async ([name, topic]) => [name, await stoodOf(table, { region, topic, on: asAt, lists })] as const,
        )
        return Object.fromEntries(await Promise.all(each)) as ToldOf<T>
      }),
    )
  }

type Asked = { region: string; topic: Topic<unknown>; on: IsoDate; lists: Lists }

async function stoodOf(table: Table, asked: Asked): Promise<unknown> {
  const { region, topic, on, lists } = asked
  if (isMoveRow(topic.from)) {
    const most = topic.most ?? Number.POSITIVE_INFINITY
    const rows = await movesStood(table, asked, most + 1)
    return topic.of(rows.slice(0, most), rows.length > most)
  }
  const book = books.get(topic.name)
  if (book === undefined) throw new Error(`No past is kept of ${topic.name}`)
  const documents = documentsInBook(await pastTotals(table, membersPlace(region), book, on))
  return topic.of(
    [...documents].map(([sk, totals]) => ({ sk, body: suppliersKept(totals, lists) })),
    false,
  )
}

/** Rows of moves, each under the product that is kept; of one product those of what was merged into it since too. */
async function movesStood(table: Table, { region, topic, on, lists }: Asked, most: number): Promise<Part[]> {
  const before = movesWith('').name
  const from = topic.name.startsWith(before)
    ? lists.family(topic.name.slice(before.length)).map(movesOf)
    : [topic.from]
  const found = await Promise.all(
    from.map((list) => stoodIn<Move>(table, { place: membersPlace(region), list, on }, { most })),
  )
  return found.flatMap((rows) =>
    [...rows].map(([sk, { row }]) => ({ sk, body: asKept('system', row, lists.kept) })),
  )
}

const ofSupplier = 'supplier/'
/** Suppliers that were merged since count as one. */
function suppliersKept(totals: Totals, { kept }: Lists): Totals {
  const told: Totals = {}
  for (const [path, amount] of Object.entries(totals)) {
    const at = path.startsWith(ofSupplier) ? ofSupplier + kept(path.slice(ofSupplier.length)) : path
    addInto(told, { [at]: amount })
  }
  return told
}

/** How complete and fresh an authority's own ratings were at the end of a day, which it alone reads: one request. */
export async function ownRatingsOn(
  table: Table,
  authority: string,
  on: IsoDate,
): Promise<Totals | undefined> {
  const whole = await pastTotals(table, membersPlace(authority), membersBooks.authorities, on)
  return documentsInBook(whole).get(completenessOf(authority))
}
