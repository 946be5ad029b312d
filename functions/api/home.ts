import { Hono } from 'hono'
import { londonToday } from '../domain/calendar.ts'
import { completenessOf } from '../domain/membersSummary.ts'
import { may } from '../domain/permission.ts'
import { currentRatings, ratingAsKept } from '../domain/rating.ts'
import { asksOf } from '../domain/round.ts'
import type { Totals } from '../domain/totals.ts'
import { vendorsUsed } from '../domain/vendorsUsed.ts'
import { coreSkills } from '../reference/coreSkills.ts'
import { freshMonths, leadMonths } from '../reference/settings.ts'
import { keys } from '../store/keys.ts'
import { medianCompleteness } from '../views/completeness.ts'
import { homeView } from '../views/home.ts'
import { suggestionsLeft } from '../views/suggestion.ts'
import type { Added } from './added.ts'
import { allowed } from './answers.ts'
import type { Deps, Env } from './deps.ts'
import { askedOf, holdingsFrom } from './found.ts'
import { listed } from './holdings.ts'
import { lists } from './lists.ts'

// An authority's own front page, in one answer. What it reads is bounded by what the one authority holds.

/** A press of "confirm" is one event a record: this many events hold the last few acts. */
const eventsRead = 150
/** Of what was decided: above what the page shows. */
const decidedRead = 5

export function homeRoutes({ store, now = () => new Date() }: Deps, added: Added) {
  return new Hono<Env>().get('/:authority/home', async (c) => {
    const { authority } = c.req.param()
    const reader = allowed(c, 'read unpublished', 'see this authority’s records', authority)
    const today = londonToday(now())
    const region = lists().authority(authority)?.region ?? ''
    const [
      systems,
      contracts,
      shared,
      ratings,
      skillLevels,
      underway,
      decided,
      events,
      joined,
      complete,
      rounds,
      findings,
    ] = await Promise.all([
      store.records.of(authority, 'system'),
      store.records.of(authority, 'contract'),
      listed(store, authority),
      store.records.of(authority, 'rating'),
      store.records.of(authority, 'skillLevel'),
      store.submissions.underway(authority),
      store.submissions.decided(authority, decidedRead),
      store.audit.latest(authority, eventsRead),
      added.lists(),
      store.table.all<Totals>(keys.membersViewsOf(region, completenessOf(''))),
      store.rounds.all(),
      askedOf(store, authority),
    ])
    const open = underway.find(({ state }) => state === 'open')
    const waiting = underway.filter(({ state }) => state === 'sent')
    const [drafts, sent, people] = await Promise.all([
      open ? store.proposals.of(open.id) : [],
      Promise.all(waiting.map(({ id }) => store.proposals.of(id))),
      store.people.many([...new Set(events.map(({ by }) => by))]),
    ])
    const { kept } = lists(joined)
    const holdings = holdingsFrom([...systems, ...contracts], { sent: sent.flat(), drafts })
    return c.json(
      homeView({
        today,
        records: [...systems, ...contracts],
        vendorsUsed: vendorsUsed([...shared, ...systems, ...contracts], today, kept).map(({ id }) => id),
        own: may(reader, 'read own', authority)
          ? {
              ratings: currentRatings(ratings, kept).map((rating) => ratingAsKept(rating, kept)),
              skillLevels,
            }
          : undefined,
        coreSkills,
        found: suggestionsLeft(findings, holdings, today),
        asks: asksOf(rounds, authority, today),
        drafts,
        sent: sent.flat().filter(({ outcome }) => outcome === 'draft'),
        submissions: [...underway, ...decided.submissions],
        events,
        personName: (id) => people.get(id)?.name ?? 'City Tools',
        vendorName: lists(joined).vendorName,
        freshMonths,
        leadMonths,
        median: (kind) =>
          medianCompleteness(
            complete.map(({ body }) => body),
            kind,
          ),
      }),
    )
  })
}
