import type { RoundSummary } from '../../../../functions/schema/round.ts'
import { date, ofAll, shortDate } from '../../format.ts'
import { Anchor, ButtonLink } from '../../govuk/index.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { RoundsPage, StateTag, sectionWords } from './page.tsx'
import { rounds } from './service.ts'

export default function Rounds() {
  return (
    <RoundsPage title="Rounds">
      <Listed />
    </RoundsPage>
  )
}

function Listed() {
  const loaded = useLoaded(rounds.list, 'rounds')
  return (
    <>
      <h1 className="govuk-heading-l">Rounds</h1>
      <p className="lede">
        A round asks councils to confirm parts of their registers by a day. Those with something left are
        reminded; the others hear nothing.
      </p>
      <ButtonLink href="/rounds/new">Open a round</ButtonLink>
      <Show of={loaded}>
        {({ rounds }) =>
          rounds.length === 0 ? (
            <p className="govuk-inset-text">No round was opened yet.</p>
          ) : (
            <Table rounds={rounds} />
          )
        }
      </Show>
    </>
  )
}

const Table = ({ rounds }: { rounds: RoundSummary[] }) => (
  <table className="govuk-table stacked">
    <caption className="govuk-visually-hidden">Rounds, the latest first</caption>
    <thead className="govuk-table__head">
      <tr className="govuk-table__row">
        {['Round', 'Asks for', 'Complete', 'Deadline', 'State'].map((head) => (
          <th scope="col" className="govuk-table__header" key={head}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody className="govuk-table__body">
      {rounds.map(({ id, name, sections, complete, authorities, deadline, state, openedAt }) => (
        <tr className="govuk-table__row" key={id}>
          <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
            <Anchor className="govuk-link" href={`/rounds/${id}`}>
              {name}
            </Anchor>
            <span className="aside">Opened {date(openedAt.slice(0, 10))}</span>
          </th>
          <td className="govuk-table__cell" data-label="Asks for">
            {sections.map((kind) => sectionWords[kind]).join(', ')}
          </td>
          <td className="govuk-table__cell nowrap" data-label="Complete">
            {ofAll(complete, authorities)}
          </td>
          <td className="govuk-table__cell nowrap" data-label="Deadline">
            {shortDate(deadline)}
          </td>
          <td className="govuk-table__cell">
            <StateTag state={state} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
