import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { londonToday } from '../../../../functions/domain/calendar.ts'
import { mostFileBytes, tooLargeWords } from '../../../../functions/schema/import.ts'
import { openDataFields } from '../../../../functions/schema/suggestion.ts'
import { Problem } from '../../api.ts'
import { Button, Checkboxes, Details, ErrorSummary, FileUpload, Input } from '../../govuk/index.ts'
import { dateBoxes } from '../our/drafting/typed.ts'
import { label, legend } from '../our/form/asking.tsx'
import { DateBoxes } from '../our/form/dateBoxes.tsx'
import { Progress } from '../our/importing/progress.tsx'
import { useTitle } from '../our/page.tsx'
import { openData, type TypedFile } from './service.ts'
import '../our/importing/importing.css'

const order = ['file', 'publisher', 'licence', 'takenOn'] as const
const nothing = { fields: {} as Record<string, string>, at: 0 }

/** A file of open data, and what must be said of it. */
export function Load() {
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const leaving = useRef<AbortController>(undefined)
  const [typed, setTyped] = useState<TypedFile>({
    publisher: '',
    licence: 'Open Government Licence v3.0',
    takenOn: dateBoxes(londonToday()),
    withEnded: false,
  })
  const [wrong, setWrong] = useState<{ fields: Record<string, string>; detail?: string; at: number }>(nothing)
  const [sending, setSending] = useState<{ name: string; share: number }>()
  useTitle(wrong.at > 0 ? 'Error: Open data' : 'Open data')
  useEffect(() => () => leaving.current?.abort(), [])
  const set = (change: Partial<TypedFile>) => setTyped((before) => ({ ...before, ...change }))
  const refuse = (fields: Record<string, string>, detail?: string) =>
    setWrong({ fields, ...(detail && { detail }), at: Date.now() })

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    const file = input.current?.files?.[0]
    const read = openDataFields.safeParse(typed)
    const fields = Object.fromEntries(
      (read.error?.issues ?? []).map(({ path, message }) => [String(path[0]), message] as const).reverse(),
    )
    if (!file) fields.file = 'Choose a file to load'
    else if (file.size > mostFileBytes) fields.file = tooLargeWords
    else if (file.size === 0) fields.file = 'The file is empty. Choose a file with a header and rows.'
    if (!read.success || !file || fields.file) return refuse(fields)
    setWrong(nothing)
    const cancelling = new AbortController()
    leaving.current = cancelling
    setSending({ name: file.name, share: 0 })
    const { publisher, licence, takenOn, withEnded } = read.data
    try {
      const { id } = await openData.read(
        file,
        { publisher, licence, takenOn, withEnded: String(withEnded) },
        {
          signal: cancelling.signal,
          onSent: (share) => setSending({ name: file.name, share }),
        },
      )
      if (!cancelling.signal.aborted) await navigate(`/open-data/${id}`)
    } catch (failure) {
      setSending(undefined)
      if (cancelling.signal.aborted) return
      const said = failure instanceof Problem ? failure : undefined
      if (said && Object.keys(said.fields).length > 0) refuse(said.fields)
      else refuse({ file: said?.message ?? 'The file could not be sent. Try again.' })
    }
  }
  const hrefs: Partial<Record<string, string>> = { takenOn: '#takenOn-day' }
  return (
    <form onSubmit={onSubmit} noValidate>
      {wrong.at > 0 && (
        <ErrorSummary
          key={wrong.at}
          errors={[
            ...order.flatMap((field) =>
              wrong.fields[field] ? [{ text: wrong.fields[field], href: hrefs[field] ?? `#${field}` }] : [],
            ),
            ...(wrong.detail ? [{ text: wrong.detail }] : []),
          ]}
        />
      )}
      <h1 className="govuk-heading-l">Open data</h1>
      <p className="lede">
        Load what is published about councils. Each is asked, once, about what its register does not say.
        Nothing is taken without its answer.
      </p>
      <FileUpload
        name="file"
        label={label('File')}
        hint="What Contracts Finder exports (CSV), an OCDS package (JSON) or a list of systems (CSV), of up to 20 MB and 20,000 rows"
        accept=".csv,.json,.xlsx,text/csv,application/json"
        ref={input}
        disabled={sending !== undefined}
        errorMessage={wrong.fields.file}
      />
      <Input
        name="publisher"
        label={label('Who published it')}
        className="govuk-!-width-one-half"
        autoComplete="off"
        value={typed.publisher}
        onChange={({ target }) => set({ publisher: target.value })}
        errorMessage={wrong.fields.publisher}
      />
      <Input
        name="licence"
        label={label('Licence')}
        className="govuk-!-width-one-half"
        autoComplete="off"
        value={typed.licence}
        onChange={({ target }) => set({ licence: target.value })}
        errorMessage={wrong.fields.licence}
      />
      <DateBoxes
        id="takenOn"
        fieldset={legend('When it was published or downloaded')}
        hint="It counts for rows that name no day of their own"
        errorMessage={wrong.fields.takenOn}
        value={typed.takenOn}
        onChange={(takenOn) => set({ takenOn })}
      />
      <Checkboxes
        name="withEnded"
        className="govuk-checkboxes--small"
        values={typed.withEnded ? ['yes'] : []}
        items={[
          {
            value: 'yes',
            text: 'Ask about contracts that ended more than a year ago too',
            onChange: ({ target }) => set({ withEnded: target.checked }),
          },
        ]}
      />
      {sending ? (
        <Progress
          label={sending.share < 1 ? `Sending ${sending.name}` : `Reading ${sending.name}`}
          {...(sending.share < 1 && { share: sending.share })}
        />
      ) : (
        <Button type="submit">Load the file</Button>
      )}
      <Details summary="What is asked, and what is not">
        <ul className="govuk-list govuk-list--bullet">
          <li>
            A contract or system that the register does not have; another supplier, start, end or value of one
            that it has
          </li>
          <li>
            Nothing that a council has answered before, in whatever file it comes; nothing that it has said to
            be right since it was published
          </li>
          <li>Nothing that is not about information technology, and no notice without an award</li>
          <li>Loading the same file twice changes nothing</li>
        </ul>
      </Details>
    </form>
  )
}
