import { type PublicTable, publicTables } from '../../../../functions/schema/publicTables.ts'
import { scopeInWords } from '../../../../functions/schema/scope.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope } from '../../layout/scope.ts'
import { To } from './links.tsx'
import { useTitle } from './loading.tsx'

export default function Data() {
  useTitle('Download the data')
  const scope = useScope()
  const whole = publicTables.filter(({ of }) => of === 'scope')
  const parts = publicTables.filter(({ of }) => of !== 'scope')
  return (
    <>
      <PageTitle>Download the data</PageTitle>
      <p className="lede">
        Every table behind these pages, as it stands now, for councils in {scopeInWords(scope)}. A file has
        the same rows as the figure it belongs to.
      </p>
      <table className="govuk-table stacked">
        <caption className="govuk-table__caption govuk-table__caption--m">Tables of everything</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Table
            </th>
            <th scope="col" className="govuk-table__header">
              What it says
            </th>
            <th scope="col" className="govuk-table__header">
              Files
            </th>
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {whole.map((table) => (
            <tr className="govuk-table__row" key={table.id}>
              <th scope="row" className="govuk-table__header">
                {table.title}
              </th>
              <td className="govuk-table__cell">{table.about}</td>
              <td className="govuk-table__cell nowrap">
                <Files table={table} scope={scope} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2 className="govuk-heading-m">Tables of one thing</h2>
      <p className="govuk-body prose">
        The page of each <To at="/boroughs">borough</To>, <To at="/service-areas">service area</To>,{' '}
        <To at="/market">vendor</To> and product has its own: look for “Download CSV” under a figure or list.
      </p>
      <ul className="govuk-list govuk-list--bullet prose">
        {parts.map(({ id, title, about }) => (
          <li key={id}>
            <strong>{title}.</strong> {about}
          </li>
        ))}
      </ul>
      <section className="prose" aria-labelledby="calendars">
        <h2 className="govuk-heading-m" id="calendars">
          Calendars
        </h2>
        <p className="govuk-body">
          The days to decide by of each <To at="/boroughs">borough</To>,{' '}
          <To at="/service-areas">service area</To> and <To at="/market">vendor</To> are a calendar that
          Outlook and others can subscribe to (iCalendar): look for “Calendar of these days” on its page. It
          holds a year back and all that is ahead, and follows the register from day to day.
        </p>
      </section>
      <section className="prose" aria-labelledby="using">
        <h2 className="govuk-heading-m" id="using">
          Using them
        </h2>
        <p className="govuk-body">
          CSV is UTF-8 with a heading row; dates are written 2027-03-31, quarters 2027-Q1, and money is whole
          pounds. No cell can run as a formula. JSON has the same rows with short names, the day they are for
          and what they rest on. An empty cell is a value that is not stated, or that the authority holds
          back.
        </p>
        <p className="govuk-body">
          Every file has an <code>ETag</code>: send it back as <code>If-None-Match</code> and you are answered
          304 until something changes. Its <code>Content-Location</code> is the address of this very revision,
          which may be kept for ever; once the file says something else it is answered 404. Add{' '}
          <code>scope</code> to this page’s address for another part of the country.
        </p>
      </section>
      <section className="prose" aria-labelledby="licence">
        <h2 className="govuk-heading-m" id="licence">
          Licence
        </h2>
        <p className="govuk-body">
          What authorities publish here is available under the{' '}
          <a
            className="govuk-link"
            href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
          >
            Open Government Licence v3.0
          </a>
          : use it for anything, and say where it comes from, for example “City Tools, London Office of
          Technology and Innovation, licensed under the Open Government Licence v3.0”.
        </p>
        <p className="govuk-body">
          Names and codes of authorities: mySociety, CC BY 4.0. Service areas and products: LG Transparency
          Spend, MIT. Records taken from public sources name theirs. <To at="/about#sources">All sources</To>
        </p>
      </section>
    </>
  )
}

const Files = ({ table: { id, title }, scope }: { table: PublicTable; scope: string }) => (
  <>
    <a
      className="govuk-link govuk-link--no-visited-state"
      href={`/api/v1/tables/${id}/${scope}.csv`}
      download
    >
      CSV<span className="govuk-visually-hidden">: {title}</span>
    </a>
    {' · '}
    <a className="govuk-link govuk-link--no-visited-state" href={`/api/v1/tables/${id}/${scope}.json`}>
      JSON<span className="govuk-visually-hidden">: {title}</span>
    </a>
  </>
)
