import { Bars } from '../../../charts/bars.tsx'
import { Figure } from '../../../charts/figure.tsx'
import { Quarters } from '../../../charts/quarters.tsx'
import { TileMap } from '../../../charts/tileMap.tsx'
import { count, counted, date, ofAll, quarter, quarterOf } from '../../../format.ts'
import { busiestTitle, hasMostTitle } from '../titles.ts'
import { type Asked, passed, toggled } from './address.ts'
import type { Estate } from './estate.ts'
import type { Ask } from './filters.tsx'
import type { Selection } from './selection.ts'

type Props = {
  estate: Estate
  asked: Asked
  selection: Selection
  hrefOf: (asked: Asked) => string
  ask: Ask
}

const noun = ({ show }: Asked, value: number) =>
  show === 'systems' ? counted(value, 'system') : counted(value, 'contract')

/** Where the selection is: each authority's share of it, those not chosen too. */
export function MapOf({ estate, asked, selection, hrefOf, ask }: Props) {
  const { list, codes } = estate.options.borough
  const chosen = asked.chosen.borough ?? []
  const of = (slug: string) => selection.counts.borough[codes.get(slug) ?? list.length] ?? 0
  const held = estate.manifest.authorities
    .map((one) => ({ ...one, value: of(one.slug) }))
    .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1))
  const some = held.filter(({ value }) => value > 0)
  const inQuestion = some.filter(({ slug }) => chosen.length === 0 || chosen.includes(slug))
  const placed = held.flatMap((one) =>
    one.tile && one.code ? [{ ...one, tile: one.tile, code: one.code }] : [],
  )
  return (
    <Figure
      title={hasMostTitle(inQuestion, (amount) => noun(asked, amount)) ?? `No ${asked.show} in any authority`}
      basis={`${
        chosen.length > 0
          ? `${ofAll(chosen.length, held.length)} authorities chosen, with an edge; the others show what choosing them would add`
          : `In ${ofAll(some.length, held.length)} authorities`
      }. A record that several share counts for each. As of ${date(estate.manifest.today)}.`}
      file={`explore-${asked.show}-authorities`}
      method={['shared']}
      table={{
        head: ['Authority', asked.show === 'systems' ? 'Systems' : 'Contracts', 'Chosen'],
        rows: held.map((one) => [
          one.name,
          one.value,
          chosen.length === 0 || chosen.includes(one.slug) ? 'yes' : 'no',
        ]),
        numeric: [1],
      }}
    >
      {placed.length === held.length ? (
        <TileMap
          label={`Map of authorities with the number of ${asked.show} selected in each`}
          onChoose={(id) => {
            const slug = held.find((one) => one.id === id)?.slug
            if (slug) ask((before) => toggled(before, 'borough', slug))
          }}
          hint={`Choose a square to narrow the selection to its authority, or to widen it again.`}
          tiles={placed.map((one) => ({
            id: one.id,
            name: one.name,
            code: one.code.toUpperCase(),
            x: one.tile.x,
            y: one.tile.y,
            value: one.value,
            chosen: chosen.includes(one.slug),
            text: `${noun(asked, one.value)}${chosen.includes(one.slug) ? ', chosen' : ''}`,
            href: hrefOf(toggled(asked, 'borough', one.slug)),
          }))}
        />
      ) : (
        <Bars
          bars={some.slice(0, 25).map((one) => ({
            id: one.id,
            name: one.name,
            value: one.value,
            text: count(one.value),
            quiet: chosen.length > 0 && !chosen.includes(one.slug),
          }))}
        />
      )}
    </Figure>
  )
}

/** Quarters drawn at most: what is further off stands in the table. */
const yearsShown = 6
const numberOf = (id: string) => Number(id.slice(0, 4)) * 4 + Number(id.slice(6)) - 1
const quarterAt = (place: number) => `${Math.floor(place / 4)}-Q${(place % 4) + 1}`

/** When the selection must be decided on. */
export function TimelineOf({ estate, asked, selection }: Omit<Props, 'hrefOf' | 'ask'>) {
  const { list, codes } = estate.options.decide
  const counts = selection.counts.decide
  const of = (id: string) => counts[codes.get(id) ?? list.length] ?? 0
  const now = quarterOf(estate.manifest.today)
  const quarters = list
    .flatMap(({ id }, code) =>
      code === 0 || id === passed || (counts[code] ?? 0) === 0
        ? []
        : [{ quarter: id, value: counts[code] ?? 0 }],
    )
    .sort((a, b) => (a.quarter < b.quarter ? -1 : 1))
  const gone = of(passed)
  const from = numberOf(now)
  const to = Math.min(numberOf(quarters.at(-1)?.quarter ?? now), from + yearsShown * 4)
  const drawn = Array.from({ length: Math.max(8, to - from + 1) }, (_, index) => {
    const id = quarterAt(from + index)
    return { quarter: id, value: of(id) }
  })
  const further = quarters
    .filter((one) => numberOf(one.quarter) > to)
    .reduce((sum, { value }) => sum + value, 0)
  const of_ = asked.show === 'systems' ? 'systems with a contract' : 'contracts'
  const chosen = asked.chosen.decide ?? []
  return (
    <Figure
      title={
        busiestTitle(quarters, (amount) => `${noun(asked, amount)} to decide on`) ??
        'Nothing to decide on ahead'
      }
      basis={[
        `${gone === 0 ? 'For none' : `For ${count(gone)}`} the day to decide has passed.`,
        `Counted by the quarter in which ${of_} must be decided on.`,
        ...(further > 0 ? [`${count(further)} further off in the table only.`] : []),
        ...(chosen.length > 0 ? ['Quarters that are not chosen are drawn too.'] : []),
        `From ${ofAll(selection.authorities, estate.manifest.authorities.length)} authorities, as of ${date(estate.manifest.today)}.`,
      ].join(' ')}
      file={`explore-${asked.show}-decide-by`}
      method={['decideBy']}
      table={{
        head: ['Decide by', asked.show === 'systems' ? 'Systems' : 'Contracts'],
        rows: [
          ...(gone > 0 ? [['Already passed', gone]] : []),
          ...quarters.map((one) => [quarter(one.quarter), one.value]),
        ],
        numeric: [1],
      }}
    >
      <Quarters
        counts={drawn}
        now={now}
        nowWords={estate.manifest.asAt && 'That day'}
        what="To be decided on"
      />
    </Figure>
  )
}
