import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { definitions } from '../../../../functions/schema/definitions.ts'
import { To } from './links.tsx'
import { useTitle } from './loading.tsx'

export default function About() {
  useTitle('About City Tools')
  const { hash } = useLocation()
  useEffect(() => {
    const place = hash ? document.getElementById(hash.slice(1)) : null
    place?.scrollIntoView()
    place?.focus({ preventScroll: true })
  }, [hash])
  return (
    <div className="prose">
      <h1 className="govuk-heading-l">About City Tools</h1>
      <p className="govuk-body">
        City Tools is the shared register of the technology that runs London’s councils. Each authority keeps
        its own systems and contracts up to date; the London Office of Technology and Innovation (LOTI) checks
        what is sent; and the summaries here are counted again with every approved change.
      </p>
      <p className="govuk-body">
        Everything public can be <To at="/data">downloaded as CSV and JSON</To>.
      </p>
      <h2 className="govuk-heading-m">How figures are worked out</h2>
      {Object.entries(definitions).map(([id, { title, words }]) => (
        <section key={id} id={id} tabIndex={-1} className="skip-target">
          <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{title}</h3>
          {words.map((sentence) => (
            <p className="govuk-body" key={sentence}>
              {sentence}
            </p>
          ))}
        </section>
      ))}
      <section id="demonstration" tabIndex={-1} className="skip-target">
        <h2 className="govuk-heading-m">A demonstration</h2>
        <p className="govuk-body">
          Where City Tools is shown as a demonstration, the top of each page says so. The councils in it are
          real; every system, contract and figure is made up, and so are the vendors they name. Real vendors
          are on the lists to choose from, and nothing is said of them.
        </p>
      </section>
      <h2 className="govuk-heading-m" id="sources">
        Where lists come from
      </h2>
      <p className="govuk-body">
        Authorities: mySociety (CC BY 4.0). The map: London Squared by After the Flood (ISC). Service areas
        and products: LG Transparency Spend (MIT). Suppliers’ company numbers: Contracts Finder (contains
        public sector information licensed under the Open Government Licence v3.0). Skills: the Government
        Digital and Data Profession Capability Framework (Open Government Licence v3.0).
      </p>
    </div>
  )
}
