import { type IsoDate, londonToday } from '../domain/calendar.ts'
import { contractRow } from '../domain/contract.ts'
import { publicHistory } from '../domain/disclosure.ts'
import { problem } from '../domain/problem.ts'
import { lists } from '../domain/summary.ts'
import { systemRow } from '../domain/system.ts'
import { dayInWords } from '../messages/words.ts'
import { isRegisterId, type RegisterRecord } from '../schema/record.ts'
import type { Store } from '../store/index.ts'
import { keys } from '../store/keys.ts'
import type { StoredSystemRow } from '../views/parts.ts'
import { contractView, namedSystems, systemView, versionsOf } from '../views/record.ts'
import { noPast } from './asAt.ts'
import type { Asking } from './asking.ts'
import type { PastReading, Row } from './pastReading.ts'

// Single records, by their ids: as they stand, as they stood at the end of a day, and version by version.

const versionsShown = 20
/** Contracts shown that cover one system. */
const mostCovering = 1000

export function createRecordReading(
  { table, records }: Pick<Store, 'table' | 'records'>,
  asking: Asking,
  past: PastReading,
) {
  /** A record with the contracts that cover it: one query, unless they are more than are shown. */
  const itself = async (id: string) => {
    const { items, cut } = await table.upTo<Row>(keys.viewsOf(id, ''), mostCovering + 1)
    // It comes after the contracts that cover it.
    const own = cut
      ? await table.get<Row>(keys.view(`${id}/RECORD`))
      : items.find(({ sk }) => sk === 'RECORD')
    return {
      own: own?.body,
      contracts: items.flatMap(({ sk, body }) =>
        sk.startsWith(lists.covering) && body.kind === 'contract' ? [body] : [],
      ),
      cut,
    }
  }

  /** The refusal to tell of a record on a day on which nothing is kept of it: it joined the register later, as a rule. */
  const notThere = async (kind: 'system' | 'contract', id: string, on: IsoDate) => {
    const first = await records.version(id, 1)
    const joinedOn = first && londonToday(new Date(first.updatedAt))
    if (joinedOn === undefined || joinedOn <= on) return noPast(`this ${kind}`)
    return problem.notYetThere(
      `This ${kind} joined the register on ${dayInWords(joinedOn)}. On ${dayInWords(on)} it was not there yet.`,
      joinedOn,
    )
  }

  return {
    /** A system with the contracts that cover it, whosever they are; as at a day, with those that covered it then. */
    async system(id: string, asAt?: IsoDate) {
      const { asked, said } = await asking.anywhere(asAt)
      const { own, contracts, cut } = await itself(id)
      if (own?.kind !== 'system') throw problem.missing('system')
      if (!said.asAt) return systemView(own, contracts, asked, cut)
      const [[then], covering] = await Promise.all([
        past.recordsNamed(asked, own.authority, said.asAt, [id]),
        past.contractsCovering(asked, id, said.asAt, mostCovering),
      ])
      if (then?.kind !== 'system') throw await notThere('system', id, said.asAt)
      const rows = covering.records.flatMap((one) =>
        one.kind === 'contract' ? contractRow(one, asked.today, asked.lists) : [],
      )
      const row = systemRow(then, asked.today, asked.lists)
      return { ...systemView(row, rows, asked, covering.cut), ...said }
    },

    async contract(id: string, asAt?: IsoDate) {
      const { asked, said } = await asking.anywhere(asAt)
      const { own } = await itself(id)
      if (own?.kind !== 'contract') throw problem.missing('contract')
      if (!said.asAt) return contractView(own, asked)
      const [then] = await past.recordsNamed(asked, own.authority, said.asAt, [id])
      if (then?.kind !== 'contract') throw await notThere('contract', id, said.asAt)
      return { ...contractView(contractRow(then, asked.today, asked.lists), asked), ...said }
    },

    /** Systems by their ids. As at a day: those that were there then, a request for each authority that has some of them. */
    async systemsNamed(ids: string[], asAt?: IsoDate) {
      const { asked, said } = await asking.anywhere(asAt)
      const found = await table.many<StoredSystemRow>(ids.map((id) => keys.view(`${id}/RECORD`)))
      const systems = found.flatMap(({ body }) => (body.kind === 'system' ? [body] : []))
      const on = said.asAt
      if (!on) return namedSystems(systems, asked)
      const byAuthority = [...Map.groupBy(systems, ({ authority }) => authority)]
      const then = await Promise.all(
        byAuthority.map(([authority, those]) => {
          const ids = those.map(({ id }) => id)
          return past.recordsNamed(asked, authority, on, ids)
        }),
      )
      const rows = then
        .flat()
        .flatMap((one) => (one.kind === 'system' ? systemRow(one, asked.today, asked.lists) : []))
      return { ...namedSystems(rows, asked), ...said }
    },

    /** A page of a record's versions, newest first: the latest, or those before one. */
    async history(id: string, before: number | undefined) {
      if (!isRegisterId(id)) throw problem.missing('record')
      const range = keys.versionsOf(id)
      const latestOf = (most: number, after?: string) =>
        table.upTo<RegisterRecord>(range, most, { last: true, after })
      const [{ items, cut }, latest] = await Promise.all([
        // One more than is shown says what the last of them changed.
        latestOf(versionsShown + 1, before === undefined ? undefined : keys.version(id, before).sk),
        before === undefined ? undefined : latestOf(1),
      ])
      const found = items.map(({ body }) => body)
      const [newest = found[0]] = latest?.items.map(({ body }) => body) ?? []
      if (!newest) throw problem.missing('record')
      const shown = publicHistory(found, newest)
      const versions = found.flatMap(({ version, updatedAt }, index) => {
        const record = shown[index]
        return record ? [{ version, on: londonToday(new Date(updatedAt)), record }] : []
      })
      const told = versionsOf(versions, (await asking.anywhere()).asked.lists).slice(0, versionsShown)
      const isMore = cut || versions.length > told.length
      return { versions: told, ...(isMore && { before: told.at(-1)?.version }) }
    },

    /** Which of these record versions the summaries do not show yet. */
    async caughtUp(wanted: [id: string, version: number][]) {
      const applied = await table.many<{ ref: { id: string }; version: number }>(
        wanted.map(([id]) => keys.applied(id)),
      )
      const versions = new Map(applied.map(({ body }) => [body.ref.id, body.version]))
      const waitingFor = wanted.filter(([id, version]) => (versions.get(id) ?? 0) < version).map(([id]) => id)
      return { caughtUp: waitingFor.length === 0, waitingFor }
    },
  }
}
