import { useMemo, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { londonToday } from '../../../../functions/domain/calendar.ts'
import { decideBy } from '../../../../functions/domain/decideBy.ts'
import { type Ask, dueFor } from '../../../../functions/domain/due.ts'
import type { Proposal } from '../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import { Anchor, Button, ButtonLink, Input } from '../../govuk/index.ts'
import { counted, kindWords, type Names, titleOf, type Values } from '../fields.ts'
import { asksIn, useRounds } from './asks.ts'
import { proposed } from './drafting/typed.ts'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { type Line, Lines } from './registerLines.tsx'
import { type Register, service } from './service.ts'
import { twinsIn } from './twins.ts'

const shownAtFirst = 100

export function RegisterPage({ kind }: { kind: RecordKind }) {
  const { many } = kindWords[kind]
  const title = `Our ${many}`
  return (
    <OurPage title={title} crumbs={[{ text: title }]}>
      {(place) => <Told place={place} kind={kind} key={place.authority.id} />}
    </OurPage>
  )
}

function linesOf(
  kind: RecordKind,
  { records, proposals }: Register,
  lists: ReferenceLists,
  today: string,
  asks: readonly Ask[],
): Line[] {
  const names = namesFrom(lists, {
    newVendors: proposals.flatMap(({ newVendors }) => newVendors),
    newProducts: proposals.flatMap(({ newProducts = [] }) => newProducts),
  })
  const { freshMonths, leadMonths } = lists.settings
  const line = (id: string, record: RegisterRecord | undefined, proposal: Proposal | undefined): Line => {
    const values = proposed(record ?? null, proposal?.values ?? {})
    return {
      id,
      record,
      proposal,
      title: titleOf(kind, values),
      apart: apartBy(values, names),
      company: [values.supplier, values.maker]
        .flatMap((one) => (typeof one === 'string' && one ? names.vendor(one) : []))
        .join(' '),
      product: typeof values.product === 'string' && values.product ? names.product(values.product) : '',
      isDue: record !== undefined && dueFor(record, today, (one) => freshMonths[one], asks) !== undefined,
      decision:
        record?.kind === 'contract' && !(record.retiredOn && record.retiredOn <= today)
          ? decideBy({ ...record, leadMonths: leadMonths[record.route] }, today)
          : undefined,
    }
  }
  const byId = new Map(records.map((record) => [record.id, line(record.id, record, undefined)]))
  for (const proposal of proposals) {
    const { recordId } = proposal
    byId.set(recordId, line(recordId, byId.get(recordId)?.record, proposal))
  }
  const lines = [...byId.values()].sort((a, b) => a.title.localeCompare(b.title, 'en-GB'))
  const twins = twinsIn(lines)
  return lines.map((one) => (twins.has(one.id) ? one : { ...one, apart: '' }))
}

/** What tells it from another of the same name. */
const apartBy = ({ serviceAreas, hosting }: Values, names: Names): string =>
  [
    (Array.isArray(serviceAreas) ? serviceAreas : []).map((one) => names.serviceArea(`${one}`)).join(', '),
    typeof hosting === 'string' && hosting !== 'unknown' ? hosting : '',
  ]
    .filter(Boolean)
    .join(' · ')

const shows = {
  all: { text: 'All', holds: () => true },
  drafts: {
    text: 'Drafts',
    holds: ({ proposal }: Line) => proposal !== undefined && proposal.outcome !== 'sent',
  },
  sent: { text: 'With LOTI', holds: ({ proposal }: Line) => proposal?.outcome === 'sent' },
  due: { text: 'To confirm', holds: ({ isDue }: Line) => isDue },
} as const
type Shown = keyof typeof shows
const isShown = (asked: string | null): asked is Shown => asked !== null && asked in shows

function Told({ place, kind }: { place: Place; kind: RecordKind }) {
  const { authority } = place
  const loaded = useLoaded(() => service.register(authority.id, kind), `${kind} ${authority.id}`)
  const lists = useLists()
  return (
    <>
      <h1 className="govuk-heading-l">
        {authority.name}’s {kindWords[kind].many}
      </h1>
      <Show of={loaded}>
        {(register) => (
          <Show of={lists}>
            {(known) => <Listed place={place} kind={kind} register={register} lists={known} />}
          </Show>
        )}
      </Show>
    </>
  )
}

function Nothing({ place: { to }, kind }: { place: Place; kind: RecordKind }) {
  const words = kindWords[kind]
  return (
    <>
      <p className="lede">
        No {words.many} yet.{' '}
        {kind === 'contract'
          ? 'The quickest start is to import your contract register.'
          : 'Add what your authority runs; the name and what it is for are enough to begin with.'}
      </p>
      <div className="actions-row">
        <ButtonLink href={to('/our/import')}>Import a register</ButtonLink>
        <ButtonLink
          href={to(`/our/${words.path}/new`)}
          {...(kind === 'contract' && { className: 'govuk-button--secondary' })}
        >
          Add a {words.one}
        </ButtonLink>
      </div>
    </>
  )
}

function Listed({
  place,
  kind,
  register,
  lists,
}: {
  place: Place
  kind: RecordKind
  register: Register
  lists: ReferenceLists
}) {
  const { to } = place
  const words = kindWords[kind]
  const navigate = useNavigate()
  const today = londonToday()
  const [search, setSearch] = useSearchParams()
  const [all, setAll] = useState(false)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const { value: rounds } = useRounds(place.authority.id)
  const lines = useMemo(
    () => linesOf(kind, register, lists, today, asksIn(rounds)),
    [kind, register, lists, today, rounds],
  )
  if (lines.length === 0) return <Nothing place={place} kind={kind} />

  const sought = search.get('q') ?? ''
  const asked = search.get('show')
  const show: Shown = isShown(asked) ? asked : 'all'
  const byDecision = kind === 'contract' && search.get('by') === 'decide'
  const address = (change: Partial<Record<'q' | 'show' | 'by', string>>) => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    return next
  }
  const wanted = sought.trim().toLowerCase()
  const found = lines.filter(
    (line) =>
      shows[show].holds(line) &&
      `${line.title} ${line.company} ${line.product}`.toLowerCase().includes(wanted),
  )
  if (byDecision) {
    found.sort((a, b) => (a.decision?.decideBy ?? '9').localeCompare(b.decision?.decideBy ?? '9'))
  }
  const listed = all || wanted ? found : found.slice(0, shownAtFirst)
  const chosen = lines.filter(({ id }) => ticked.has(id))
  const toggle = (id: string) => {
    const next = new Set(ticked)
    if (!next.delete(id)) next.add(id)
    setTicked(next)
  }
  return (
    <>
      <div className="list-tools">
        <Input
          name="sought"
          label={`Find among ${counted(lines.length, words.one)}`}
          value={sought}
          onChange={(event) =>
            setSearch(address({ q: event.target.value }), { replace: true, preventScrollReset: true })
          }
          type="search"
          autoComplete="off"
        />
        <ButtonLink href={to(`/our/${words.path}/new`)}>Add a {words.one}</ButtonLink>
      </div>
      <div className="list-switches">
        <nav aria-label={`Which ${words.many} to show`}>
          <ul className="switch">
            {Object.entries(shows).map(([name, { text, holds }]) => {
              const count = lines.filter(holds).length
              if (count === 0 && name !== show && name !== 'all') return null
              return (
                <li key={name}>
                  <Anchor
                    className="govuk-link govuk-link--no-visited-state"
                    href={`?${address({ show: name === 'all' ? '' : name })}`}
                    aria-current={name === show ? 'true' : undefined}
                  >
                    {text} ({count})
                  </Anchor>
                </li>
              )
            })}
          </ul>
        </nav>
        {kind === 'contract' && (
          <nav aria-label="Order">
            <ul className="switch">
              {[
                { by: '', text: 'By name' },
                { by: 'decide', text: 'By day to decide' },
              ].map(({ by, text }) => (
                <li key={by}>
                  <Anchor
                    className="govuk-link govuk-link--no-visited-state"
                    href={`?${address({ by })}`}
                    aria-current={byDecision === (by === 'decide') ? 'true' : undefined}
                  >
                    {text}
                  </Anchor>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
      <p className="govuk-visually-hidden" role="status">
        {counted(found.length, words.one)} shown
      </p>
      {found.length === 0 ? (
        <p className="govuk-body">
          {wanted ? 'Nothing here is called that. Try fewer letters.' : 'Nothing here at the moment.'}
        </p>
      ) : (
        <Lines
          kind={kind}
          lines={listed}
          to={to}
          today={today}
          {...(kind === 'system' && { ticked, onTick: toggle })}
        />
      )}
      {listed.length < found.length && (
        <Button type="button" className="govuk-button--secondary" onClick={() => setAll(true)}>
          Show all {found.length}
        </Button>
      )}
      {chosen.length > 0 && (
        <div className="ticked-bar" role="status">
          <span>{counted(chosen.length, words.one)} ticked</span>
          <Button
            type="button"
            onClick={() =>
              void navigate(to(`/our/systems/under-contract?systems=${chosen.map(({ id }) => id).join(',')}`))
            }
          >
            Put {chosen.length === 1 ? 'this' : 'these'} under a contract
          </Button>
          <button type="button" className="link-button" onClick={() => setTicked(new Set())}>
            Untick all
          </button>
        </div>
      )}
    </>
  )
}
