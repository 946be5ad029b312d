import { type FormEvent, useEffect, useRef, useState } from 'react'
import { mostFileBytes, tooLargeWords } from '../../../../../functions/schema/import.ts'
import { Problem } from '../../../api.ts'
import { Button, Details, ErrorSummary, FileUpload } from '../../../govuk/index.ts'
import type { Place } from '../page.tsx'
import { service } from '../service.ts'
import { Progress } from './progress.tsx'

type State = { wrong?: string; file?: string; sent?: number }

export function Upload({ place, onPreview }: { place: Place; onPreview: (id: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const leaving = useRef(new AbortController())
  const [state, setState] = useState<State>({})
  const forMany = place.person.approver
  useEffect(() => {
    const { current } = leaving
    return () => current.abort()
  }, [])

  const read = (event: FormEvent) => {
    event.preventDefault()
    const file = input.current?.files?.[0]
    const wrong = !file
      ? 'Choose a file to import'
      : file.size > mostFileBytes
        ? tooLargeWords
        : file.size === 0
          ? 'The file is empty. Choose a CSV file with a header and rows.'
          : undefined
    if (!file || wrong) {
      setState({ ...(wrong && { wrong }) })
      return
    }
    setState({ file: file.name, sent: 0 })
    const { signal } = leaving.current
    service
      .preview(file, forMany ? undefined : place.authority.id, {
        signal,
        onSent: (sent) => setState({ file: file.name, sent }),
      })
      .then(
        ({ id }) => onPreview(id),
        (failure: unknown) => {
          if (signal.aborted) return
          setState({
            wrong: failure instanceof Problem ? failure.message : 'The file could not be sent. Try again.',
          })
        },
      )
  }
  const { wrong, file, sent } = state
  return (
    <>
      {wrong && (
        <ErrorSummary key={wrong} title="There is a problem" errors={[{ text: wrong, href: '#file' }]} />
      )}
      <h1 className="govuk-heading-l">Import a contract register</h1>
      <p className="lede">
        Choose the file that Contracts Finder exports, as it is: no tidying needed. You see what was read, row
        by row, before anything is taken.
        {forMany && ' A file may cover many authorities: each gets a submission of its own.'}
      </p>
      <form onSubmit={read} noValidate>
        <FileUpload
          name="file"
          label="Contracts Finder CSV file"
          hint="Up to 20 MB and 20,000 rows"
          accept=".csv,text/csv"
          ref={input}
          disabled={file !== undefined}
          errorMessage={wrong}
        />
        {file === undefined ? (
          <Button type="submit">Read the file</Button>
        ) : (
          <Progress
            label={sent === undefined || sent < 1 ? `Sending ${file}` : `Reading ${file}`}
            {...(sent !== undefined && sent < 1 && { share: sent })}
          />
        )}
      </form>
      <Details summary="Where to find the file">
        <p>
          On{' '}
          <a className="govuk-link" href="https://www.contractsfinder.service.gov.uk/Search" rel="external">
            Contracts Finder
          </a>
          , search for your authority, choose awarded contracts, and download the results as CSV.
        </p>
        <p>
          Importing the same file twice changes nothing. Rows that are not about information technology are
          set aside; you can tick them in.
        </p>
      </Details>
    </>
  )
}
