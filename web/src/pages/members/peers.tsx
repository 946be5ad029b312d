import { useSearchParams } from 'react-router'
import type { PeerLine, PeerMeasure, PeersView } from '../../../../functions/schema/peersView.ts'
import type { Person } from '../../../../functions/schema/person.ts'
import { london, scopesHolding } from '../../../../functions/schema/scope.ts'
import type { Places } from '../../../../functions/schema/view.ts'
import { Figure } from '../../charts/figure.tsx'
import { linear } from '../../charts/scale.ts'
import { count, counted, date, percent, pounds } from '../../format.ts'
import { Anchor } from '../../govuk/index.ts'
import { asAtDay, fileOfDay, inThePast, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within, withScope } from '../../layout/scope.ts'
import { AsAt } from '../public/asAt.tsx'
import { View } from '../public/loading.tsx'
import { Switch } from '../public/switch.tsx'
import { MembersPage, ownAuthorities } from './membersPage.tsx'
import { positionOf } from './position.ts'

export default function PeersPage() {
  return <MembersPage title="Your position">{(reader) => <Chosen reader={reader} />}</MembersPage>
}

/** Settles for which authority, and in which part of the country. */
function Chosen({ reader }: { reader: Person }) {
  const [search] = useSearchParams()
  const scope = useScope()
  const asAt = useAsAt()
  const own = ownAuthorities(reader)
  const [first] = own
  if (first === undefined) return <NoAuthority />
  const authority = own.find((id) => id === search.get('authority')) ?? first
  return (
    <View<Places> path="/reference/places">
      {({ authorities }) => {
        const nameOf = (id: string) => authorities.find((one) => one.id === id)?.name ?? id
        const region = authorities.find(({ id }) => id === authority)?.region ?? london
        return (
          <>
            <PageTitle>Where {nameOf(authority)} stands among other councils</PageTitle>
            <AsAt />
            {own.length > 1 && (
              <Switch
                name="authority"
                label="Your authorities"
                ways={own.map((id) => ({ value: id, text: nameOf(id) }))}
                chosen={authority}
              />
            )}
            {scopesHolding(region).includes(scope) ? (
              <View<PeersView>
                path={asAtDay(`/members/peers/${scope}/${authority}`, asAt)}
                key={`${scope} ${authority}`}
              >
                {(view) => <Told view={view} keeps={reader.editorOf.includes(authority)} />}
              </View>
            ) : (
              <p className="govuk-inset-text">
                {nameOf(authority)} is not {within({ id: scope })}, so it has no position there.{' '}
                <Anchor className="govuk-link" href={withScope(region, inThePast('/members/peers', asAt))}>
                  See where it stands {within({ id: region })}
                </Anchor>
              </p>
            )}
          </>
        )
      }}
    </View>
  )
}

function NoAuthority() {
  return (
    <>
      <h1 className="govuk-heading-l">This page is about one council at a time</h1>
      <p className="govuk-body">
        It shows a council’s own officers where they stand among the others, who are not named. Your account
        speaks for no council, so there is no position to show.
      </p>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/members/completeness">
          Completeness
        </Anchor>{' '}
        shows every council by name.
      </p>
    </>
  )
}

const perHead = (value: number) => (value < 100 ? `£${value.toFixed(2)}` : pounds(Math.round(value)))

/** Quartiles fall between whole numbers: to the half is near enough. */
const toTheHalf = (value: number) => count(Math.round(value * 2) / 2)

type Measure = {
  title: string
  /** Kept up to date within the months of this kind of record, which the title then says. */
  within?: keyof PeersView['freshMonths']
  says: (value: number) => string
}
const measures: Record<PeerMeasure, Measure> = {
  suppliers: { title: 'Suppliers', says: toTheHalf },
  poundsPerUser: { title: 'Spend a year for each user', says: perHead },
  poundsPerResident: { title: 'Spend a year for each resident', says: perHead },
  systems: { title: 'Live systems', says: toTheHalf },
  systemsConfirmed: { title: 'Systems confirmed', within: 'system', says: percent },
  contractsConfirmed: { title: 'Contracts confirmed', within: 'contract', says: percent },
  systemsComplete: { title: 'How complete systems are', says: percent },
  contractsComplete: { title: 'How complete contracts are', says: percent },
}

/** A measure’s name, with the months within which a confirmation counts. */
export const titleOf = (measure: PeerMeasure, { freshMonths }: Pick<PeersView, 'freshMonths'>): string => {
  const { title, within: kind } = measures[measure]
  return kind ? `${title} in ${counted(freshMonths[kind], 'month')}` : title
}

/** What a figure finds: of suppliers, or of systems where there are no contracts. */
function findingOf({ authority: { name }, lines, asAt }: PeersView): string {
  if (lines.every(({ own }) => own === undefined))
    return asAt
      ? `${name} had nothing on the register by the end of that day, so it had no position`
      : `${name} has nothing on the register yet, so it has no position`
  if (lines.every(({ others }) => !others)) return `Too few councils have a register to compare ${name} with`
  const found = (['suppliers', 'systems'] as const).flatMap((measure) => {
    const { own, others } = lines.find((line) => line.measure === measure) ?? {}
    return own !== undefined && others ? [{ measure, own, middle: others.median }] : []
  })
  const [first] = found
  if (!first) return `Where ${name} stands`
  const what = first.measure === 'suppliers' ? 'supplier' : 'live system'
  return `${name} has ${counted(first.own, what)}; the council in the middle has ${measures[first.measure].says(first.middle)}`
}

function Told({ view, keeps }: { view: PeersView; keeps: boolean }) {
  const { authority, reporting, scope, lines, fewest, today, asAt } = view
  const compared = lines.filter(({ others, own }) => others || own !== undefined)
  const hasRegister = lines.some(({ own }) => own !== undefined)
  const users = lines.find(({ measure }) => measure === 'poundsPerUser')
  const inWords = within(scope)
  return (
    <>
      <Figure
        title={findingOf(view)}
        basis={`${reporting} of ${scope.authorities} authorities ${inWords} have a register${hasRegister ? `, ${authority.name} among them` : ''}. The others are not named; nothing is compared from fewer than ${fewest}. As of ${date(today)}.`}
        file={fileOfDay(`position-${authority.slug}`, asAt)}
        table={{
          head: [
            'Measure',
            authority.name,
            'Lower quartile',
            'Middle',
            'Upper quartile',
            'Councils known',
            'Position',
          ],
          rows: lines.map((line) => {
            const { says } = measures[line.measure]
            return [
              titleOf(line.measure, view),
              line.own === undefined ? 'not stated' : says(line.own),
              ...(line.others
                ? [says(line.others.lower), says(line.others.median), says(line.others.upper)]
                : Array<string>(3).fill(`fewer than ${fewest}`)),
              line.known,
              positionOf(line),
            ]
          }),
          numeric: [1, 2, 3, 4, 5],
        }}
        method={['position', 'completeness']}
      >
        {compared.length > 0 && (
          <>
            <PositionKey name={authority.name} />
            <ul className="positions">
              {compared.map((line) => (
                <li key={line.measure}>
                  <Position line={line} title={titleOf(line.measure, view)} fewest={fewest} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Figure>
      {compared.length > 0 && (
        <p className="govuk-body">
          {view.contracts > 0
            ? `Spend is worked out from the ${view.stating} of ${authority.name}’s ${counted(view.contracts, 'running contract')} that state a value the public may read. `
            : ''}
          {users?.own === undefined &&
            'How many users each council’s IT serves is not on the list of authorities yet, so spend is told for each resident.'}
        </p>
      )}
      {keeps && !asAt && (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={`/our?authority=${authority.id}`}>
            Your register
          </Anchor>{' '}
          says what is left to do to move up.
        </p>
      )}
    </>
  )
}

const PositionKey = ({ name }: { name: string }) => (
  <p className="positions__key" aria-hidden="true">
    <span>
      <span className="position__own position__own--key" /> {name}
    </span>
    <span>
      <span className="position__band position__band--key" /> the middle half of councils
    </span>
    <span>
      <span className="position__median position__median--key" /> the one in the middle
    </span>
  </p>
)

/** One measure: the middle half of councils as a band, the one in the middle, and this one. */
function Position({ line, title, fewest }: { line: PeerLine; title: string; fewest: number }) {
  const { measure, own, known, others } = line
  const { says } = measures[measure]
  const isShare = says === percent
  const most = Math.max(own ?? 0, others?.upper ?? 0) * 1.08
  const place = linear([0, isShare ? 1 : most || 1], [0, 100])
  return (
    <>
      <div>
        <h3 className="govuk-heading-s">{title}</h3>
        <p className="position__said">
          <strong>{own === undefined ? 'Not stated' : says(own)}</strong>
          <small>{others ? positionOf(line) : `Only ${known} known; compared from ${fewest}`}</small>
        </p>
      </div>
      {others && (
        <div>
          <div className="position" aria-hidden="true">
            <span
              className="position__band"
              style={{
                left: `${place(others.lower)}%`,
                width: `${Math.max(0.5, place(others.upper) - place(others.lower))}%`,
              }}
            />
            <span className="position__median" style={{ left: `${place(others.median)}%` }} />
            {own !== undefined && <span className="position__own" style={{ left: `${place(own)}%` }} />}
          </div>
          <p className="position__ends" aria-hidden="true">
            <span>0</span>
            <span>{isShare ? '100%' : ''}</span>
          </p>
          <p className="position__words">
            The middle is {says(others.median)}; half of councils lie between {says(others.lower)} and{' '}
            {says(others.upper)}.
          </p>
        </div>
      )}
    </>
  )
}
