import type { ContractRow, SystemRow } from '../../../../functions/schema/view.ts'
import { BoroughLink, Listed } from './links.tsx'

/** The other authorities of a shared record, and which of them leads. */
export function SharedWith({ row }: { row: SystemRow | ContractRow }) {
  if (row.partners.length === 0) return 'Nobody stated'
  const lead = row.partners.find(({ id }) => id === row.leadAuthority)
  return (
    <>
      <Listed
        items={row.partners.map((one) => ({
          key: one.id,
          link: <BoroughLink slug={one.slug} name={one.name} />,
        }))}
      />
      {(lead || row.leadAuthority === row.authority) && `; ${lead?.name ?? row.authorityName} leads`}
    </>
  )
}
