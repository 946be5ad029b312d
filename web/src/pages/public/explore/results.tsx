import type { ReactNode } from 'react'
import { downloadTable } from '../../../charts/tableFile.ts'
import { count, counted, date, month, ofAll, percent, poundsRounded } from '../../../format.ts'
import { Button } from '../../../govuk/index.ts'
import { To } from '../links.tsx'
import { type Asked, filtersIn, type Kind, kinds, showing, type Way, ways } from './address.ts'
import { Chips } from './chips.tsx'
import type { AskLink } from './columns.tsx'
import { tableOf } from './download.ts'
import type { Estate } from './estate.ts'
import type { Ask } from './filters.tsx'
import { MapOf, TimelineOf } from './pictures.tsx'
import type { Selection } from './selection.ts'
import { Pages, Table } from './table.tsx'

export const kindNames: Record<Kind, { one: string; many: string; inUse: string }> = {
  systems: { one: 'system', many: 'Systems', inUse: 'live' },
  contracts: { one: 'contract', many: 'Contracts', inUse: 'running' },
}
const wayNames: Record<Way, string> = { table: 'Table', map: 'Map', timeline: 'Timeline' }

type Props = {
  estate: Estate
  asked: Asked
  selection: Selection
  ask: Ask
  link: AskLink
  hrefOf: (asked: Asked) => string
}

/** What is selected: how much of it there is and how sure it is, then as a table, a map or a timeline. */
export function Results(props: Props) {
  const { estate, asked, selection, ask, link } = props
  const { show, view } = asked
  const { one } = kindNames[show]
  const download = (as: 'csv' | 'json') =>
    downloadTable(`explore-${show}-${estate.manifest.today}`, tableOf(estate, show, selection.all()), as)
  return (
    <>
      <nav aria-label="Systems or contracts">
        <ul className="kinds">
          {kinds.map((kind) => (
            <li key={kind}>
              {link(
                showing(asked, kind),
                <>
                  {kindNames[kind].many} <span className="kinds__count">{count(selection.ofKind[kind])}</span>
                </>,
                { current: kind === show },
              )}
            </li>
          ))}
        </ul>
      </nav>
      <h2 className="govuk-heading-m explore__found skip-target" id="results" tabIndex={-1}>
        {selection.rows === 0
          ? `No ${one} matches`
          : `${counted(selection.rows, one)} in ${ofAll(selection.authorities, estate.manifest.authorities.length)} authorities`}
      </h2>
      <Basis {...props} />
      <Instead selection={selection} />
      <Chips estate={estate} asked={asked} ask={ask} />
      {selection.rows === 0 ? (
        <Nothing {...props} />
      ) : (
        <>
          <div className="explore__tools">
            <nav aria-label="How to show it">
              <ul className="switch">
                {ways.map((way) => (
                  <li key={way}>
                    {link({ ...asked, view: way, page: 1 }, wayNames[way], { current: way === view })}
                  </li>
                ))}
              </ul>
            </nav>
            <span className="explore__files">
              <button type="button" className="linklike" onClick={() => download('csv')}>
                Download {selection.rows === 1 ? 'it' : `these ${count(selection.rows)}`} as CSV
              </button>{' '}
              or{' '}
              <button type="button" className="linklike" onClick={() => download('json')}>
                JSON<span className="govuk-visually-hidden">of the selection</span>
              </button>
            </span>
          </div>
          {view === 'table' && (
            <>
              <Table {...props} />
              <Pages {...props} />
            </>
          )}
          {view === 'map' && <MapOf {...props} />}
          {view === 'timeline' && <TimelineOf {...props} />}
        </>
      )}
    </>
  )
}

/** What the selection rests on. */
function Basis({ estate: { manifest }, asked: { show }, selection }: Props) {
  const { rows, inUse, fresh, oldest, pounds, statingPounds } = selection
  if (rows === 0) return null
  const { inUse: word } = kindNames[show]
  const months = manifest.freshMonths[show === 'systems' ? 'system' : 'contract']
  const value =
    show === 'contracts' && statingPounds > 0
      ? `; ${poundsRounded(pounds)} a year, over the ${count(statingPounds)} that ${statingPounds === 1 ? 'states' : 'state'} a value`
      : ''
  return (
    <p className="basis">
      {inUse === rows ? `All ${word}` : `${count(inUse)} ${word}`}
      {value}. {percent(fresh / rows)} confirmed in the last {months} months
      {oldest && `, the oldest confirmation from ${month(oldest)}`}. As of {date(manifest.today)}.{' '}
      <To at="/about#reporting">What this rests on</To>
    </p>
  )
}

/** Words that were not found as they were typed. */
function Instead({ selection: { instead } }: { selection: Selection }) {
  if (instead.length === 0) return null
  return (
    <p className="basis">
      {instead.map(({ typed, taken }) => (
        <span key={typed}>
          {taken.length > 0
            ? `No name has “${typed}”, so “${taken.join('” or “')}” was looked for. `
            : `No name has “${typed}” or a word like it. `}
        </span>
      ))}
    </p>
  )
}

function Nothing({ asked, selection, ask, link }: Props): ReactNode {
  const other: Kind = asked.show === 'systems' ? 'contracts' : 'systems'
  const left = selection.ofKind[other]
  const filters = filtersIn(asked)
  return (
    <div className="govuk-inset-text">
      {left > 0 && (
        <p className="govuk-body">
          {link(
            showing(asked, other),
            `${counted(left, kindNames[other].one).replace(/^./, (letter) => letter.toUpperCase())} ${left === 1 ? 'matches' : 'match'}`,
          )}
          .
        </p>
      )}
      {filters > 0 && (
        <>
          <p className="govuk-body">
            {filters === 1
              ? 'Nothing on the register has this.'
              : 'Nothing on the register has all of these at once. Take one of them away, or begin again.'}
          </p>
          <Button
            type="button"
            className="govuk-button--secondary govuk-!-margin-bottom-0"
            onClick={() => ask((before) => ({ ...before, chosen: {}, q: '', page: 1 }))}
          >
            Clear all filters
          </Button>
        </>
      )}
    </div>
  )
}
