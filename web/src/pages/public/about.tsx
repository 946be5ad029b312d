import { useTitle } from './loading.tsx'

export default function About() {
  useTitle('About City Tools')
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <h1 className="govuk-heading-l">About City Tools</h1>
        <p className="govuk-body">
          City Tools is the shared register of the technology that runs London’s councils. Each authority
          keeps its own systems and contracts up to date; the London Office of Technology and Innovation
          (LOTI) checks what is sent; and the summaries here are counted again with every approved change.
        </p>
        <h2 className="govuk-heading-m">What the figures rest on</h2>
        <p className="govuk-body">
          Every figure says from how many authorities it comes and how much of it was confirmed lately. A
          system is fresh for 12 months after someone confirmed it, a contract for 6.
        </p>
        <h2 className="govuk-heading-m">What is not shown</h2>
        <p className="govuk-body">
          An authority may hold back a value that is commercially sensitive or that could help a criminal.
          What is held back is in no list and no total. An end date that is held back is shown as its quarter,
          and days worked out from it are marked “about”.
        </p>
        <h2 className="govuk-heading-m">Where lists come from</h2>
        <p className="govuk-body">
          Authorities: mySociety (CC BY 4.0). The map: London Squared by After the Flood (ISC). Service areas
          and products: LG Transparency Spend (MIT). Suppliers’ company numbers: Contracts Finder (contains
          public sector information licensed under the Open Government Licence v3.0). Skills: the Government
          Digital and Data Profession Capability Framework (Open Government Licence v3.0).
        </p>
      </div>
    </div>
  )
}
