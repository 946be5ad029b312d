import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { ContractRow, RenewalsView } from '../../../../functions/schema/view.ts'
import { get } from '../../api.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Quarters } from '../../charts/quarters.tsx'
import { count, counted, date, pounds, poundsShort, quarter, quarterOf } from '../../format.ts'
import { Button } from '../../govuk/index.ts'
import { AreaFilter } from './areaFilter.tsx'
import { basisOf } from './coverage.tsx'
import { useScope, useTitle, View } from './loading.tsx'
import { slugsIn, useReference } from './reference.ts'
import { Contracts, stateWords } from './rows.tsx'

const yearsShown = 6

export default function Renewals() {
  useTitle('Renewals')
  const scope = useScope()
  const [search] = useSearchParams()
  const area = search.get('area')
  const by = search.get('by') === 'end' ? 'ends' : 'decideBy'
  const path = `/views/renewals/${scope}${area ? `?area=${encodeURIComponent(area)}` : ''}`
  const link = (to: 'decide' | 'end') => {
    const next = new URLSearchParams(search)
    next.set('by', to)
    return `?${next}`
  }
  return (
    <>
      <h1 className="govuk-heading-l">When contracts must be decided on</h1>
      <p className="lede">
        A contract must be decided on well before it ends: early enough to replace it, and to give notice
        where it would otherwise roll over.
      </p>
      <AreaFilter />
      <nav aria-label="Which quarter contracts are counted in">
        <ul className="switch">
          <li>
            <Link
              className="govuk-link govuk-link--no-visited-state"
              to={link('decide')}
              preventScrollReset
              aria-current={by === 'decideBy' ? 'true' : undefined}
            >
              By when to decide
            </Link>
          </li>
          <li>
            <Link
              className="govuk-link govuk-link--no-visited-state"
              to={link('end')}
              preventScrollReset
              aria-current={by === 'ends' ? 'true' : undefined}
            >
              By when the term ends
            </Link>
          </li>
        </ul>
      </nav>
      <View<RenewalsView> path={path} key={path}>
        {(view) => <Told view={view} by={by} path={path} />}
      </View>
    </>
  )
}

/** Quarters from the first to the last, none left out: a gap in time is a gap in the drawing. */
function everyQuarter(quarters: RenewalsView['ends'], now: string): RenewalsView['ends'] {
  const number = (id: string) => Number(id.slice(0, 4)) * 4 + Number(id.slice(6)) - 1
  const named = (place: number) => `${Math.floor(place / 4)}-Q${(place % 4) + 1}`
  const known = new Map(quarters.map((one) => [one.quarter, one]))
  const from = Math.max(number(quarters[0]?.quarter ?? now), number(now) - 6)
  const to = Math.min(number(quarters.at(-1)?.quarter ?? now), number(now) + yearsShown * 4)
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => {
    const id = named(from + index)
    return known.get(id) ?? { quarter: id, contracts: 0, annualPounds: 0, contractsStatingValue: 0 }
  })
}

function Told({ view, by, path }: { view: RenewalsView; by: 'decideBy' | 'ends'; path: string }) {
  const lists = useReference()
  const now = quarterOf(view.today)
  const quarters = view[by]
  if (view.states.length === 0) {
    return (
      <p className="govuk-inset-text">
        No contract to decide on yet. When a contract with an end date is approved, it is counted here at
        once.
      </p>
    )
  }
  const ahead = quarters.filter((one) => one.quarter >= now)
  const busiest = [...ahead].sort((a, b) => b.contracts - a.contracts)[0]
  const drawn = everyQuarter(quarters, now)
  const leftOut =
    quarters.reduce((sum, one) => sum + one.contracts, 0) - drawn.reduce((sum, one) => sum + one.contracts, 0)
  const verb = by === 'decideBy' ? 'to be decided on' : 'with a term that ends'
  return (
    <>
      <Figure
        title={
          busiest
            ? `${quarter(busiest.quarter)} is the busiest: ${counted(busiest.contracts, 'contract')} ${verb}`
            : `No contract ${verb} ahead`
        }
        basis={`${basisOf(view.coverage, 'contracts')}. Quarters before today's are grey${by === 'decideBy' ? ': their contracts are overdue' : ''}.${leftOut > 0 ? ` ${counted(leftOut, 'contract')} further off ${leftOut === 1 ? 'is' : 'are'} in the table only.` : ''}`}
        file={by === 'decideBy' ? 'decide-by' : 'term-ends'}
        table={{
          head: ['Quarter', 'Contracts', 'Pounds a year', 'Contracts that state a value'],
          rows: quarters.map((one) => [
            quarter(one.quarter),
            one.contracts,
            pounds(one.annualPounds),
            one.contractsStatingValue,
          ]),
          numeric: [1, 2, 3],
        }}
        method={
          <p className="govuk-body">
            The day to decide by is the end of the running term less the time it takes to replace the contract
            by its route: 12 months for an open tender, 6 for a mini-competition or a shared service, 3 for a
            direct award, G-Cloud or a reseller, 2 for quotes, 9 where the route is not known. A contract that
            rolls over must also be given notice on, so the earlier of the two days counts; where no notice
            period is stated, 3 months are assumed for it.
          </p>
        }
      >
        <Quarters
          counts={drawn.map((one) => ({ quarter: one.quarter, value: one.contracts }))}
          now={now}
          what={by === 'decideBy' ? 'Contracts to be decided on' : 'Contracts whose term ends'}
        />
      </Figure>
      <Figure
        title="What can still be done"
        basis={`${counted(
          view.states.reduce((sum, one) => sum + one.contracts, 0),
          'contract',
        )} that have not ended, on ${date(view.today)}.`}
        file="renewal-states"
        table={{
          head: ['What can still be done', 'Contracts', 'Pounds a year where stated'],
          rows: view.states.map((one) => [stateWords[one.state], one.contracts, pounds(one.annualPounds)]),
          numeric: [1, 2],
        }}
        method={
          <p className="govuk-body">
            Free to choose: there is time to replace it. Extend only: too late to replace, an extension is
            left. Notice only: it can be left, not replaced in time. Locked in: the day to give notice has
            passed, so it runs another term. Overdue: too late to replace it, and nothing to extend.
          </p>
        }
      >
        <Bars
          bars={view.states.map((one) => ({
            id: one.state,
            name: stateWords[one.state],
            value: one.contracts,
            text: `${count(one.contracts)}, ${poundsShort(one.annualPounds)} a year`,
          }))}
        />
      </Figure>
      <More view={view} path={path} slugs={slugsIn(lists)} />
    </>
  )
}

function More({ view, path, slugs }: { view: RenewalsView; path: string; slugs: Map<string, string> }) {
  const [rows, setRows] = useState<ContractRow[]>(view.contracts)
  const [next, setNext] = useState(view.next)
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const more = async () => {
    setState('loading')
    try {
      const page = await get<RenewalsView>(
        `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(next ?? '')}`,
      )
      setRows((before) => [...before, ...page.contracts])
      setNext(page.next)
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  return (
    <>
      <Contracts rows={rows} caption="Next to be decided, earliest first" slugs={slugs} />
      {state === 'failed' && (
        <p className="govuk-error-message">More contracts could not be loaded. Try again.</p>
      )}
      {next && (
        <Button
          type="button"
          className="govuk-button--secondary"
          onClick={more}
          disabled={state === 'loading'}
        >
          {state === 'loading' ? 'Loading…' : 'Show more contracts'}
        </Button>
      )}
    </>
  )
}
