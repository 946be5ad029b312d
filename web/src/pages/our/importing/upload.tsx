import { type FormEvent, useRef } from 'react'
import { mostFileBytes, tooLargeWords } from '../../../../../functions/schema/import.ts'
import { Button, Details, ErrorSummary, FileUpload } from '../../../govuk/index.ts'
import type { Place } from '../page.tsx'
import { Sending, type Then, useSending } from './sending.tsx'

const workbookOf = (authority: string) => `/api/v1/authorities/${authority}/workbook.xlsx`

export function Upload({ place, then }: { place: Place; then: Then }) {
  const input = useRef<HTMLInputElement>(null)
  const { state, send, cancel, refuse } = useSending(place, then)
  const forMany = place.person.approver

  const read = (event: FormEvent) => {
    event.preventDefault()
    const file = input.current?.files?.[0]
    if (!file) refuse('Choose a file to import')
    else if (file.size > mostFileBytes) refuse(tooLargeWords)
    else if (file.size === 0) refuse('The file is empty. Choose a file with a header and rows.')
    else send(file)
  }
  const { wrong, file } = state
  return (
    <>
      {wrong && (
        <ErrorSummary key={wrong} title="There is a problem" errors={[{ text: wrong, href: '#file' }]} />
      )}
      <h1 className="govuk-heading-l">Import a register</h1>
      <p className="lede">
        Choose the register you keep already, as it is: no tidying needed. You see what was read, row by row,
        before anything is taken.
        {forMany && ' A file may cover many authorities: each gets a submission of its own.'}
      </p>
      <form onSubmit={read} noValidate>
        <FileUpload
          name="file"
          label="Your register of contracts or systems"
          hint="A spreadsheet (.xlsx), CSV or JSON file of up to 20 MB and 20,000 rows"
          accept=".xlsx,.csv,.tsv,.txt,.json,text/csv"
          ref={input}
          disabled={file !== undefined}
          errorMessage={wrong}
        />
        {file === undefined ? (
          <Button type="submit">Read the file</Button>
        ) : (
          <Sending state={state} onCancel={cancel} />
        )}
      </form>
      <h2 className="govuk-heading-m">Or change many records in a spreadsheet</h2>
      <p className="govuk-body">
        <a className="govuk-link" href={workbookOf(place.authority.id)} download>
          Download {place.authority.name}’s workbook (Excel)
        </a>
        . It holds every system and contract you have, with lists to choose from. Change what you like and
        import it here: only what you changed is taken.
      </p>
      <Details summary="Which files can be read">
        <ul className="govuk-list govuk-list--bullet">
          <li>
            <strong>Your Transparency Code list</strong>, in the words of the Code or in the LGA’s layout:
            known as it is
          </li>
          <li>
            <strong>What Contracts Finder exports</strong>: search{' '}
            <a className="govuk-link" href="https://www.contractsfinder.service.gov.uk/Search" rel="external">
              Contracts Finder
            </a>{' '}
            for your authority, choose awarded contracts, and download the results as CSV
          </li>
          <li>
            <strong>OCDS release packages</strong> (JSON): each award is a contract, however many releases
            tell of it
          </li>
          <li>
            <strong>Our own workbook</strong>, which you download above and change
          </li>
          <li>
            <strong>Any other register</strong>, CSV or Excel: you say what each column is, once, and it is
            remembered
          </li>
        </ul>
        <p>
          Importing the same file twice changes nothing. Rows that are not about information technology are
          set aside; you can tick them in.
        </p>
      </Details>
    </>
  )
}
