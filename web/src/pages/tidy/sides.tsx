import type { ReactNode } from 'react'
import type { EntryKind } from '../../../../functions/schema/merge.ts'
import type { TidySide } from '../../../../functions/schema/tidyView.ts'
import { count } from '../../format.ts'
import { Anchor } from '../../govuk/index.ts'
import { at } from './service.ts'

const none = (
  <>
    <span aria-hidden="true">–</span>
    <span className="govuk-visually-hidden">none</span>
  </>
)

/** Two that may be the same, side by side: what each is called and how much names it. */
export function Sides({ kind, sides }: { kind: EntryKind; sides: [TidySide, TidySide] }) {
  const rows: [string, (side: TidySide) => ReactNode][] = [
    ['Also called', ({ aliases }) => (aliases.length > 0 ? aliases.join(', ') : none)],
    ...(kind === 'vendor'
      ? ([
          [
            'Company number',
            ({ companyNumbers }) => (companyNumbers.length > 0 ? companyNumbers.join(', ') : none),
          ],
        ] as [string, (side: TidySide) => ReactNode][])
      : ([['Made by', ({ maker }) => maker?.name ?? none]] as [string, (side: TidySide) => ReactNode][])),
    ['Live systems', ({ systems }) => count(systems)],
    ...(kind === 'vendor'
      ? ([['Running contracts', ({ contracts }) => count(contracts)]] as [
          string,
          (side: TidySide) => ReactNode,
        ][])
      : []),
    // Said only where it tells them apart.
    ...(sides[0].shipped === sides[1].shipped
      ? []
      : ([
          ['Came', ({ shipped }) => (shipped ? 'With the service’s own list' : 'With an authority’s record')],
        ] as [string, (side: TidySide) => ReactNode][])),
  ]
  const [from, into] = sides
  return (
    <table className="govuk-table tidy-sides">
      <caption className="govuk-visually-hidden">
        {from.name} and {into.name}, side by side
      </caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          <td className="govuk-table__cell" />
          {sides.map((side) => (
            <th scope="col" className="govuk-table__header" key={side.id}>
              <Anchor className="govuk-link" href={at.page(kind, side.id)}>
                {side.name}
              </Anchor>
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {rows.map(([name, told]) => (
          <tr className="govuk-table__row" key={name}>
            <th scope="row" className="govuk-table__header">
              {name}
            </th>
            {sides.map((side) => (
              <td className="govuk-table__cell" key={side.id}>
                {told(side)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
