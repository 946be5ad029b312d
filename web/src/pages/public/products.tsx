import type { ProductUse } from '../../../../functions/schema/view.ts'
import { counted } from '../../format.ts'
import { Fold } from './fold.tsx'
import { BoroughLink, Listed, ProductLink, VendorLink } from './links.tsx'

/** Products and who runs each. */
export function ProductsInUse({ products, showMaker }: { products: ProductUse[]; showMaker: boolean }) {
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
          {products.map(({ id, name, maker, authorities }) => (
            <tr className="govuk-table__row" key={id}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                <ProductLink id={id} name={name} />
                <span className="aside">{counted(authorities.length, 'authority', 'authorities')}</span>
              </th>
              {showMaker && (
                <td className="govuk-table__cell" data-label="Made by">
                  {maker ? <VendorLink {...maker} /> : 'Not stated'}
                </td>
              )}
              <td className="govuk-table__cell" data-label="Run by">
                <Listed
                  items={authorities.map((one) => ({
                    key: one.id,
                    link: <BoroughLink slug={one.slug} name={one.name} />,
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
