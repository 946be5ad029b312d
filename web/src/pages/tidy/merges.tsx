import type { EntryKind } from '../../../../functions/schema/merge.ts'
import type { MergeTold } from '../../../../functions/schema/tidyView.ts'
import { count, shortDate } from '../../format.ts'
import { Anchor, InsetText } from '../../govuk/index.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { kindWords, StateTag, TidyPage } from './page.tsx'
import { at, tidy } from './service.ts'

/** Every merge there was, the latest first. */
export default function Merges({ kind }: { kind: EntryKind }) {
  const loaded = useLoaded(tidy.merges, 'merges')
  return (
    <TidyPage title="History of merges" kind={kind} crumbs={[{ text: 'History of merges' }]}>
      <h1 className="govuk-heading-l">History of merges of {kindWords[kind].many}</h1>
      <Show of={loaded}>
        {({ merges }) => {
          const its = merges.filter((one) => one.kind === kind)
          return its.length === 0 ? (
            <InsetText>
              No two {kindWords[kind].many} were merged yet.{' '}
              <Anchor className="govuk-link" href={at.list(kind)}>
                See which may be the same
              </Anchor>
            </InsetText>
          ) : (
            <Table merges={its} />
          )
        }}
      </Show>
    </TidyPage>
  )
}

const Table = ({ merges }: { merges: MergeTold[] }) => (
  <table className="govuk-table stacked">
    <caption className="govuk-visually-hidden">Merges, the latest first</caption>
    <thead className="govuk-table__head">
      <tr className="govuk-table__row">
        {['Merge', 'By', 'Records moved', 'State'].map((head) => (
          <th
            scope="col"
            className={`govuk-table__header${head === 'Records moved' ? ' govuk-table__header--numeric' : ''}`}
            key={head}
          >
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody className="govuk-table__body">
      {merges.map((merge) => (
        <tr className="govuk-table__row" key={merge.id}>
          <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
            <Anchor className="govuk-link" href={at.merge(merge)}>
              {merge.from.name} into {merge.into.name}
            </Anchor>
            <span className="aside">{shortDate((merge.decidedAt ?? merge.proposedAt).slice(0, 10))}</span>
          </th>
          <td className="govuk-table__cell" data-label="By">
            {merge.decidedByName ?? merge.proposedByName}
          </td>
          <td className="govuk-table__cell govuk-table__cell--numeric" data-label="Records moved">
            {count(merge.moved)}
          </td>
          <td className="govuk-table__cell">
            <StateTag state={merge.state} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
