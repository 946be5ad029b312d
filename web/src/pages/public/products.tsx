import type { ProductUse } from '../../../../functions/schema/view.ts'
import { counted } from '../../format.ts'
import { Fold } from './fold.tsx'
import { BoroughLink, Listed, ProductLink, VendorLink } from './links.tsx'

type InUse = {
  products: ProductUse[]
  /** Whom the products name by id. */
  authorities: { id: string; name: string; slug: string }[]
}

/** Products and who runs each. */
export function ProductsInUse({ products, authorities, showMaker }: InUse & { showMaker: boolean }) {
  const named = new Map(authorities.map((one) => [one.id, one]))
  return (
    <Fold total={products.length} first={10} what="products">
      <table className="govuk-table stacked">
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Product
            </th>
            {showMaker && (
              <th scope="col" className="govuk-table__header">
                Made by
              </th>
            )}
            <th scope="col" className="govuk-table__header">
              Run by
            </th>
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {products.map(({ id, name, maker, authorities: running }) => (
            <tr className="govuk-table__row" key={id}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                <ProductLink id={id} name={name} />
                <span className="aside">{counted(running.length, 'authority', 'authorities')}</span>
              </th>
              {showMaker && (
                <td className="govuk-table__cell" data-label="Made by">
                  {maker ? <VendorLink {...maker} /> : 'Not stated'}
                </td>
              )}
              <td className="govuk-table__cell" data-label="Run by">
                <Listed
                  items={running
                    .flatMap((holder) => named.get(holder) ?? [])
                    .map(({ id: key, slug, name: called }) => ({
                      key,
                      link: <BoroughLink slug={slug} name={called} />,
                    }))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  )
}
