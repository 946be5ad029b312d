import { useSearchParams } from 'react-router'
import { scopeInWords } from '../../../../functions/schema/scope.ts'
import type { RenewalsView, TimelineEntry, TimelineView } from '../../../../functions/schema/view.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Quarters } from '../../charts/quarters.tsx'
import { type Lane, Timeline } from '../../charts/timeline.tsx'
import { count, counted, date, poundsShort, quarterOf, shortDate } from '../../format.ts'
import { asAtDay, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope, within } from '../../layout/scope.ts'
import { AreaFilter } from './areaFilter.tsx'
import { AsAt } from './asAt.tsx'
import { CalendarLink } from './calendarLink.tsx'
import { basisAsOf, NothingToShow } from './coverage.tsx'
import { stateWords } from './decision.ts'
import { InExplorer } from './inExplorer.tsx'
import { AreaLink, To, VendorLink } from './links.tsx'
import { ContractList } from './list.tsx'
import { useTitle, View } from './loading.tsx'
import { everyQuarter, leftOutWords } from './quarterRange.ts'
import { Switch } from './switch.tsx'
import { aheadTitle, busiestTitle } from './titles.ts'

export default function Renewals() {
  useTitle('Renewals')
  const scope = useScope()
  const [search] = useSearchParams()
  const area = search.get('area')
  const vendor = search.get('vendor')
  const narrowed = new URLSearchParams({ ...(area && { area }), ...(!area && vendor && { vendor }) })
  const path = asAtDay(`/views/renewals/${scope}${narrowed.size > 0 ? `?${narrowed}` : ''}`, useAsAt())
  return (
    <>
      <PageTitle>When contracts in {scopeInWords(scope)} must be decided on</PageTitle>
      <p className="lede">
        A contract must be decided on well before it ends: early enough to replace it, and to give notice
        where it would otherwise roll over.
      </p>
      <AsAt />
      <div className="filters">
        <AreaFilter />
      </div>
      <View<RenewalsView> path={path} key={path}>
        {(view) => <Told view={view} narrowed={narrowed} />}
      </View>
    </>
  )
}

function Told({ view, narrowed }: { view: RenewalsView; narrowed: URLSearchParams }) {
  const { scope, area, vendor } = view
  if (view.states.length === 0) return <NothingToDecide view={view} />
  return (
    <>
      {area && (
        <p className="govuk-body">
          Only contracts for <AreaLink {...area} />. <To at="/renewals">Show all service areas</To>
        </p>
      )}
      {vendor && (
        <p className="govuk-body">
          Only contracts with <VendorLink {...vendor} />. <To at="/renewals">Show all suppliers</To>
        </p>
      )}
      {narrowed.size === 1 && !view.asAt && (area || vendor) && (
        <CalendarLink at={`/renewals/${scope.id}?${narrowed}`} of={area?.name ?? vendor?.name ?? ''} />
      )}
      <Lists view={view} narrowed={narrowed} />
      {narrowed.size === 0 && <Ahead scope={scope.id} asAt={view.asAt} />}
      <ByQuarter view={view} narrowed={narrowed} />
      <States view={view} narrowed={narrowed} />
    </>
  )
}

/** Nothing has been recorded, or all that was has ended. */
function NothingToDecide({ view: { scope, area, vendor, coverage, today, asAt } }: { view: RenewalsView }) {
  const which = `${area ? `for ${area.name} ` : vendor ? `with ${vendor.name} ` : ''}${within(scope)}`
  const { records } = coverage
  if (records === 0) {
    return (
      <NothingToShow basis={basisAsOf(coverage, 'contracts', today)}>
        {asAt
          ? `No contract ${which} was on the register by the end of that day.`
          : `No contract ${which} is on the register yet. When one with an end date is approved, it is counted here at once.`}
      </NothingToShow>
    )
  }
  return (
    <>
      <NothingToShow basis={basisAsOf(coverage, 'contracts', today)}>
        {records === 1 ? 'The one contract' : `All ${count(records)} contracts`} {which}{' '}
        {records === 1 ? 'has' : 'have'} ended, so there is nothing to decide on.
      </NothingToShow>
      <InExplorer
        contracts={{ ...(area && { area: [area.id] }), ...(vendor && { supplier: [vendor.id] }) }}
      />
    </>
  )
}

const captions = {
  ahead: 'Coming up, soonest first',
  late: 'Should have been decided on already, longest ago first',
  undated: 'No end stated, so no day to decide by',
}
type When = keyof typeof captions
const isWhen = (asked: string): asked is When => asked in captions

function Lists({ view, narrowed }: { view: RenewalsView; narrowed: URLSearchParams }) {
  const [search] = useSearchParams()
  const asked = search.get('when') ?? ''
  const when: When = isWhen(asked) ? asked : 'ahead'
  const all = view.states.reduce((sum, { contracts }) => sum + contracts, 0)
  const undated = view.states.find(({ state }) => state === 'not stated')?.contracts ?? 0
  const late = view.late.contracts
  const path = new URLSearchParams(narrowed)
  path.set('when', when)
  const listable = narrowed.size > 0
  return (
    <>
      <Switch
        name="when"
        label="Which contracts are listed"
        chosen={when}
        ways={[
          { value: 'ahead', text: `Coming up (${count(all - undated - late)})` },
          { value: 'late', text: `Should have been decided already (${count(late)})` },
          ...(listable && undated > 0
            ? [{ value: 'undated', text: `No end stated (${count(undated)})` }]
            : []),
        ]}
      />
      <ContractList
        path={asAtDay(`/views/contracts/${view.scope.id}?${path}`, view.asAt)}
        caption={captions[when]}
        empty={`Nothing ${view.asAt ? 'was' : 'is'} ${when === 'late' ? 'overdue' : 'coming up'}.`}
        without={view.vendor ? ['supplier'] : []}
      />
    </>
  )
}

/** The next 36 months, in lanes by service area group or by supplier. */
function Ahead({ scope, asAt }: { scope: string; asAt: string | undefined }) {
  const [search] = useSearchParams()
  const by = search.get('lanes') === 'supplier' ? 'supplier' : 'area'
  return (
    <View<TimelineView> path={asAtDay(`/views/timeline/${scope}`, asAt)}>
      {(view) => {
        const lanes = by === 'supplier' ? bySupplier(view.contracts) : byGroup(view.contracts)
        if (view.contracts.length === 0) return null
        return (
          <Figure
            title={aheadTitle(
              lanes,
              by === 'supplier' ? 'suppliers' : 'groups of service areas',
              view.contracts.length,
            )}
            basis={`The next ${counted(view.contracts.length, 'decision')}${view.cut ? '; there are more than are drawn' : ` to ${date(view.until)}`}. Solid to the day to decide by, dashed to the latest end. As of ${date(view.today)}.`}
            served={asAtDay(`/tables/timeline/${scope}`, asAt)}
            method={['timeline', 'decideBy']}
          >
            <Switch
              name="lanes"
              label="What the lanes are"
              chosen={by}
              ways={[
                { value: 'area', text: 'By service area' },
                { value: 'supplier', text: 'By supplier' },
              ]}
            />
            <Timeline
              lanes={lanes}
              today={view.today}
              todayWords={view.asAt && 'That day'}
              until={view.until}
            />
          </Figure>
        )
      }}
    </View>
  )
}

const lineOf = ({ id, title, authority, decision }: TimelineEntry) => ({
  id,
  text: `${authority.name}: ${title}. Decide by ${decision.decideBy ? shortDate(decision.decideBy) : 'a day not stated'}`,
  decideBy: decision.decideBy ?? '',
  latestEnd: decision.latestEnd,
})

function lanesOf(
  entries: TimelineEntry[],
  named: (entry: TimelineEntry) => { id: string; name: string }[],
  to: (id: string) => string,
): Lane[] {
  const lanes = new Map<string, Lane>()
  for (const entry of entries) {
    for (const { id, name } of named(entry)) {
      const lane: Lane = lanes.get(id) ?? {
        id,
        name,
        label: <To at={to(id)}>{name}</To>,
        lines: [],
      }
      lane.lines.push(lineOf(entry))
      lanes.set(id, lane)
    }
  }
  return [...lanes.values()].sort((a, b) => b.lines.length - a.lines.length || a.name.localeCompare(b.name))
}
const byGroup = (entries: TimelineEntry[]) =>
  lanesOf(
    entries,
    ({ groups }) => groups,
    (id) => `/renewals?area=all-${encodeURIComponent(id)}`,
  )
const bySupplier = (entries: TimelineEntry[]) =>
  lanesOf(
    entries,
    ({ supplier }) => [supplier],
    (id) => `/renewals?vendor=${encodeURIComponent(id)}`,
  )

function ByQuarter({ view, narrowed }: { view: RenewalsView; narrowed: URLSearchParams }) {
  const [search] = useSearchParams()
  const by = search.get('by') === 'end' ? 'end' : 'decide'
  const quarters = by === 'end' ? view.ends : view.decideBy
  const now = quarterOf(view.today)
  const drawn = everyQuarter(quarters, now)
  const verb = by === 'decide' ? 'to be decided on' : 'with a term that ends'
  const query = new URLSearchParams(narrowed)
  query.set('by', by)
  return (
    <Figure
      title={
        busiestTitle(
          quarters
            .filter((one) => one.quarter >= now)
            .map((one) => ({ quarter: one.quarter, value: one.contracts })),
          (amount) => `${counted(amount, 'contract')} ${verb}`,
        ) ?? `No contract ${verb} ahead`
      }
      basis={`${basisAsOf(view.coverage, 'contracts', view.today)} Quarters before this one are grey${by === 'decide' ? ': their contracts are overdue' : ''}.${leftOutWords(quarters, drawn)}`}
      served={asAtDay(`/tables/renewal-quarters/${view.scope.id}?${query}`, view.asAt)}
      method={['decideBy']}
    >
      <Switch
        name="by"
        label="Which quarter contracts are counted in"
        chosen={by}
        ways={[
          { value: 'decide', text: 'By when to decide' },
          { value: 'end', text: 'By when the term ends' },
        ]}
      />
      <Quarters
        counts={drawn.map((one) => ({ quarter: one.quarter, value: one.contracts }))}
        now={now}
        nowWords={view.asAt && 'That day'}
        what={by === 'decide' ? 'Contracts to be decided on' : 'Contracts whose term ends'}
      />
    </Figure>
  )
}

function States({ view, narrowed }: { view: RenewalsView; narrowed: URLSearchParams }) {
  const all = view.states.reduce((sum, one) => sum + one.contracts, 0)
  const free = view.states.find(({ state }) => state === 'free to choose')?.contracts ?? 0
  return (
    <Figure
      title={`There is still a free choice about ${count(free)} of ${counted(all, 'contract')}`}
      basis={`Contracts that have not ended, by what can still be done. As of ${date(view.today)}.`}
      served={asAtDay(
        `/tables/renewal-states/${view.scope.id}${narrowed.size > 0 ? `?${narrowed}` : ''}`,
        view.asAt,
      )}
      method={['states']}
    >
      <Bars
        bars={view.states.map((one) => ({
          id: one.state,
          name: stateWords[one.state],
          value: one.contracts,
          text: `${count(one.contracts)}, ${one.contractsStatingValue > 0 ? `${poundsShort(one.annualPounds)} a year` : 'value not stated'}`,
          quiet: one.state !== 'free to choose',
        }))}
      />
    </Figure>
  )
}
