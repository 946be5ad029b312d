import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import { type Alert, alertFor } from '../domain/alert.ts'
import type { IsoDate } from '../domain/calendar.ts'
import { canBeWrittenTo } from '../domain/person.ts'
import { type AlertOf, alertMessage } from '../messages/alert.ts'
import { authority as authorityOf, vendor as vendorOf } from '../reference/index.ts'
import { leadMonths } from '../reference/settings.ts'
import { subscribed } from '../schema/subscription.ts'
import type { Store } from '../store/index.ts'

type Asked = { today: IsoDate; at: string; origin: string }

/** Those who are written to once a week hear on Mondays. */
const isMonday = (day: IsoDate) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1

/**
 * Tells whoever keeps a register which of its contracts must be decided on, 12, 6 and 3 months before, once each:
 * whatever is tried again. Answers how many messages were written now.
 */
export async function alert(store: Store, asked: Asked): Promise<number> {
  const [everyone, subscriptions, names] = await Promise.all([
    store.people.all(),
    store.subscriptions.all(),
    store.added(),
  ])
  const joined = new Map(names.vendors.map(({ id, name }) => [id, name]))
  const alertsOf = remembering((authority) => alertsIn(store, authority, asked.today))
  let written = 0
  for (const person of everyone) {
    const { alerts: pace } = subscriptions.get(person.id) ?? subscribed
    const isDay = pace === 'each' || (pace === 'weekly' && isMonday(asked.today))
    if (!isDay || !canBeWrittenTo(person)) continue
    const theirs = (
      await Promise.all(
        person.editorOf.map(async (id) =>
          (
            await alertsOf(id)
          ).map((one) => ({ authority: id, one, contract: one.contract.id, ...dayOf(one) })),
        ),
      )
    ).flat()
    const fresh = await store.alerts.untold(person.id, theirs)
    const size = pace === 'each' ? 1 : store.alerts.most
    for (let from = 0; from < fresh.length; from += size) {
      const together = fresh.slice(from, from + size)
      const stop = randomBytes(24).toString('base64url')
      const message = alertMessage(
        person,
        together.map(
          ({ authority, one }): AlertOf => ({
            authority: { id: authority, name: authorityOf(authority)?.name ?? authority },
            supplier:
              vendorOf(one.contract.supplier)?.name ?? joined.get(one.contract.supplier) ?? 'its supplier',
            leadMonths: leadMonths(one.contract.route),
            alert: one,
          }),
        ),
        {
          id: `msg_${ulid(Date.parse(asked.at)).toLowerCase()}`,
          at: asked.at,
          origin: asked.origin,
          stop,
        },
      )
      const link = store.subscriptions.link(stop, { person: person.id, stops: 'alerts' }, asked.at)
      if (await store.alerts.tell(person.id, together, message, link)) written += 1
    }
  }
  return written
}

const dayOf = ({ decideBy, months }: Alert) => ({ decideBy, months })

const remembering = <T>(work: (authority: string) => Promise<T>) => {
  const known = new Map<string, Promise<T>>()
  return (authority: string) => {
    const found = known.get(authority) ?? work(authority)
    known.set(authority, found)
    return found
  }
}

/** What one authority is to be told of today, from its own records: it sees the days it holds back from others. */
async function alertsIn(store: Store, authority: string, today: IsoDate): Promise<Alert[]> {
  const [contracts, systems, underway] = await Promise.all([
    store.records.of(authority, 'contract'),
    store.records.of(authority, 'system'),
    store.submissions.underway(authority),
  ])
  const proposals = (await Promise.all(underway.map(({ id }) => store.proposals.of(id)))).flat()
  const changing = new Set(
    proposals.filter(({ outcome }) => outcome === 'draft').map(({ recordId }) => recordId),
  )
  const byId = new Map(systems.map((system) => [system.id, system]))
  return contracts.flatMap(
    (contract) =>
      alertFor(contract, { today, leadMonths: leadMonths(contract.route), systems: byId, changing }) ?? [],
  )
}
