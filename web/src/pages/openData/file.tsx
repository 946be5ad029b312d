import { useEffect, useRef, useState } from 'react'
import { useParams } from 'react-router'
import { type OpenDataFile, type Placing, placings } from '../../../../functions/schema/suggestion.ts'
import { Problem } from '../../api.ts'
import { count, date } from '../../format.ts'
import { Anchor, Button, Details, ErrorSummary } from '../../govuk/index.ts'
import { counted } from '../fields.ts'
import { Progress } from '../our/importing/progress.tsx'
import { Show, useLoaded } from '../our/loading.tsx'
import { OpenDataPage } from './page.tsx'
import { openData } from './service.ts'
import './openData.css'
import '../our/importing/importing.css'

/** One file: how far it has come, about whom its rows are, and which could not be placed. */
export default function FilePage() {
  const { id = '' } = useParams()
  const loaded = useLoaded(() => openData.get(id), id)
  const name = loaded.value?.fileName ?? 'File'
  return (
    <OpenDataPage title={name} crumbs={[{ text: 'Open data', href: '/open-data' }, { text: name }]}>
      <Show of={loaded}>{(file) => <Told file={file} onMore={loaded.set} />}</Show>
    </OpenDataPage>
  )
}

function Told({ file, onMore }: { file: OpenDataFile; onMore: (file: OpenDataFile) => void }) {
  const { id, done, pieces } = file
  const [wrong, setWrong] = useState<string>()
  const isGone = useRef(false)
  useEffect(() => {
    isGone.current = false
    return () => {
      isGone.current = true
    }
  }, [])
  const isLeft = done < pieces && wrong === undefined
  // Some at a time, until all of it is done; whoever leaves can come back to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is another revision, and asks for the next
  useEffect(() => {
    if (!isLeft) return
    openData.suggest(id).then(
      (next) => !isGone.current && onMore(next),
      (failure: unknown) =>
        !isGone.current &&
        setWrong(failure instanceof Problem ? failure.message : 'It could not be gone on with. Try again.'),
    )
  }, [id, file.revision, isLeft])
  return (
    <>
      {wrong && <ErrorSummary key={wrong} errors={[{ text: wrong }]} />}
      <h1 className="govuk-heading-l">{file.fileName}</h1>
      <p className="basis">
        {file.publisher}, {date(file.takenOn)}. {file.licence}. Loaded {date(file.at)} by {file.byName}.
      </p>
      {isLeft && (
        <Progress
          label="Comparing it with the registers"
          share={pieces === 0 ? 1 : done / pieces}
          detail={`${count(done)} of ${counted(pieces, 'part')}`}
        />
      )}
      {wrong && (
        <Button type="button" onClick={() => setWrong(undefined)}>
          Go on
        </Button>
      )}
      <InShort file={file} />
      <About file={file} />
      <Unplaced file={file} />
      {!isLeft && <WhatNext file={file} />}
    </>
  )
}

const placingWords: Record<Placing, string> = {
  asked: 'Asked',
  'the same': 'Register says so',
  'answered before': 'Answered before',
  'confirmed since': 'Confirmed since',
  ended: 'Ended long ago',
  several: 'Fits several',
}

function InShort({ file: { read, about, leftOut, unplaced } }: { file: OpenDataFile }) {
  const rows = about.reduce((sum, one) => sum + one.rows, 0)
  const lines = [
    `${counted(rows, 'row')} about ${counted(about.length, 'authority', 'authorities')}`,
    unplaced.rows > 0 && `${counted(unplaced.rows, 'row')} that could not be placed`,
    leftOut.subject > 0 &&
      `${counted(leftOut.subject, 'row')} not about information technology, by their CPV codes`,
    leftOut.notAwarded > 0 &&
      `${counted(leftOut.notAwarded, 'row')} with no award, so with no contract in them`,
    leftOut.repeated > 0 && `${counted(leftOut.repeated, 'row')} that a later row tells again`,
  ].filter((line) => line !== false)
  return (
    <>
      <h2 className="govuk-heading-m">{counted(read, 'row')} read</h2>
      <ul className="govuk-list govuk-list--bullet">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}

function About({ file: { about } }: { file: OpenDataFile }) {
  if (about.length === 0) {
    return (
      <>
        <h2 className="govuk-heading-m">Nothing to ask</h2>
        <p className="govuk-body">No row is about a system or contract of a council that is known here.</p>
      </>
    )
  }
  const met = placings.filter((placing) => about.some(({ placed }) => placed[placing]))
  const asked = about.reduce((sum, { placed }) => sum + (placed.asked ?? 0), 0)
  return (
    <section aria-labelledby="about">
      <h2 className="govuk-heading-m" id="about">
        {asked > 0 ? `${counted(asked, 'row')} asked about` : 'Nothing to ask'}
      </h2>
      <table className="govuk-table stacked open-data">
        <caption className="govuk-visually-hidden">Rows by authority, and what came of them</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Authority
            </th>
            {['Rows', ...met.map((placing) => placingWords[placing])].map((head) => (
              <th scope="col" className="govuk-table__header govuk-table__header--numeric" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {about.map(({ authority, name, rows, placed }) => (
            <tr className="govuk-table__row" key={authority}>
              <th scope="row" className="govuk-table__header govuk-!-font-weight-regular">
                {name}
              </th>
              <td className="govuk-table__cell govuk-table__cell--numeric" data-label="Rows">
                {count(rows)}
              </td>
              {met.map((placing) => (
                <td
                  className="govuk-table__cell govuk-table__cell--numeric"
                  data-label={placingWords[placing]}
                  data-none={!placed[placing]}
                  key={placing}
                >
                  {count(placed[placing] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {met.length > 1 && (
        <Details summary="What these mean">
          <dl className="govuk-body">
            {met.map((placing) => (
              <div key={placing}>
                <dt className="govuk-!-font-weight-bold">{placingWords[placing]}</dt>
                <dd>{placingMeans[placing]}</dd>
              </div>
            ))}
          </dl>
        </Details>
      )}
    </section>
  )
}

/** Where to go from here: who answers, what could be asked yet, and the next file. */
function WhatNext({ file: { about } }: { file: OpenDataFile }) {
  const rows = (placing: Placing) => about.reduce((sum, { placed }) => sum + (placed[placing] ?? 0), 0)
  const [asked, ended, several] = [rows('asked'), rows('ended'), rows('several')]
  return (
    <section aria-labelledby="next">
      <h2 className="govuk-heading-m" id="next">
        What next
      </h2>
      {asked + ended + several === 0 && about.length > 0 && (
        <p className="govuk-body">
          Every row was settled before: the registers say so, or the councils have answered. Nobody needs to
          do anything.
        </p>
      )}
      <ul className="govuk-list govuk-list--bullet">
        {asked > 0 && (
          <li>
            Each council finds what is asked of it in its own register.{' '}
            <Anchor className="govuk-link" href="/open-data#answers">
              See who has answered
            </Anchor>
          </li>
        )}
        {ended > 0 && (
          <li>
            {counted(ended, 'row')} about contracts that ended more than a year ago{' '}
            {ended === 1 ? 'was' : 'were'} not asked about. To ask,{' '}
            <Anchor className="govuk-link" href="/open-data">
              load the file again
            </Anchor>{' '}
            with “Ask about contracts that ended more than a year ago too” ticked
          </li>
        )}
        {several > 0 && (
          <li>
            {counted(several, 'row')} {several === 1 ? 'fits' : 'fit'} more than one record: a council may
            hold the same thing twice, which only it can put right
          </li>
        )}
        <li>
          <Anchor className="govuk-link" href="/open-data">
            Load another file
          </Anchor>
        </li>
        <li>
          <Anchor className="govuk-link" href="/review">
            Review what councils have sent
          </Anchor>
        </li>
      </ul>
    </section>
  )
}

const placingMeans: Record<Placing, string> = {
  asked: 'The council is asked about it, or was before and has not answered yet.',
  'the same': 'The register, or a draft, says the same.',
  'answered before': 'The council has answered it, from this file or another. It is never asked twice.',
  'confirmed since':
    'The register was said to be right, by a person or a later source, after this was published.',
  ended: 'The contract ended more than a year ago, and such were not to be asked about.',
  several: 'More than one record is like it, so it cannot be told which is meant.',
}

function Unplaced({ file: { unplaced } }: { file: OpenDataFile }) {
  if (unplaced.rows === 0) return null
  return (
    <section aria-labelledby="unplaced">
      <h2 className="govuk-heading-m" id="unplaced">
        {counted(unplaced.rows, 'row')} could not be placed
      </h2>
      <ul className="govuk-list govuk-list--bullet">
        {unplaced.why.map(({ problem, rows }) => (
          <li key={problem}>
            {problem}: {counted(rows, 'row')}
          </li>
        ))}
      </ul>
      <Details
        summary={
          unplaced.first.length < unplaced.rows ? `The first ${unplaced.first.length} of them` : 'Row by row'
        }
      >
        <ul className="our-list">
          {unplaced.first.map(({ row, title, authorityName, reasons }) => (
            <li key={row}>
              Row {row}: {title}
              <small>
                {authorityName && `${authorityName}. `}
                {reasons.map(({ problem, fix }) => `${problem}${fix ? `. ${fix}` : ''}`).join('; ')}
              </small>
            </li>
          ))}
        </ul>
      </Details>
      <p className="govuk-body">Mend them in the file and load it again.</p>
    </section>
  )
}
