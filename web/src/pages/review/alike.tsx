import { useState } from 'react'
import type { AlikeGroup } from '../../../../functions/schema/review.ts'
import { Anchor, Button, Checkboxes, Tag } from '../../govuk/index.ts'
import { counted, fields, kindWords, type Names, printed } from '../fields.ts'
import { type Decisions, placeOf } from './decisions.ts'
import { Flags } from './risk.tsx'
import type { InSubmission } from './service.ts'

const title = ({ sameChange, about, others, likeness }: AlikeGroup) => {
  const elsewhere = counted(new Set(others.map(({ submission }) => submission)).size, 'other submission')
  if (sameChange) return `The same change waits in ${elsewhere}`
  const what = likeness.startsWith('vendor ') ? 'the vendor' : 'the product'
  return `${about ?? what} is proposed in ${elsewhere} too`
}

/** Offers one decision for proposals that ask for the same elsewhere, and says what came of each. */
export function AlikeElsewhere({
  group,
  here,
  names,
  decisions,
}: {
  group: AlikeGroup
  /** The proposals of this submission that are in it and may be decided on. */
  here: InSubmission[]
  names: Names
  decisions: Decisions
}) {
  const open = group.others.filter((one) => !one.ownWork && !decisions.elsewhere.has(placeOf(one)))
  // Word for word the same: one look serves all. About the same vendor or product only, or leaving the register: each
  // wants its own look.
  const [chosen, setChosen] = useState<string[]>(
    group.sameChange ? open.filter(({ flags }) => !flags.includes('retire')).map(placeOf) : [],
  )
  const picked = open.filter((one) => chosen.includes(placeOf(one)))
  const busy = group.others.some(({ recordId }) => decisions.deciding.has(recordId))
  const id = `alike-${group.records[0]}`
  return (
    <details className="govuk-details alike" open={group.sameChange || undefined}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{title(group)}</span>
      </summary>
      <div className="govuk-details__text">
        {open.length > 0 && (
          <Checkboxes
            name={id}
            className="govuk-checkboxes--small"
            fieldset={{
              legend: {
                children: 'Approve there too',
                className: 'govuk-fieldset__legend--s',
              },
            }}
            items={open.map((one) => ({
              value: placeOf(one),
              text: (
                <>
                  {one.authorityName}: {one.title || `New ${kindWords[one.kind].one}`}{' '}
                  <Anchor className="govuk-link" href={`/review/${one.submission}`}>
                    {one.reference}
                  </Anchor>
                  <Flags flags={one.flags} />
                </>
              ),
              ...(!group.sameChange && { hint: inShort(one, names) }),
              checked: chosen.includes(placeOf(one)),
              onChange: ({ target }: { target: HTMLInputElement }) =>
                setChosen(
                  target.checked
                    ? [...chosen, placeOf(one)]
                    : chosen.filter((place) => place !== placeOf(one)),
                ),
            }))}
          />
        )}
        <Outcomes group={group} decisions={decisions} />
        {group.more && (
          <p className="govuk-body">More wait than are listed here; they follow when these are decided.</p>
        )}
        {picked.length > 0 && (
          <Button
            type="button"
            className="govuk-button--secondary"
            disabled={busy}
            onClick={() => {
              setChosen([])
              void decisions.approveEach([
                ...here,
                ...picked.map(({ submission, recordId }) => ({ submission, recordId })),
              ])
            }}
          >
            {here.length > 0 ? 'Approve here and in' : 'Approve in'}{' '}
            {counted(picked.length, 'other proposal')}
          </Button>
        )}
      </div>
    </details>
  )
}

/** The first few things a proposal would say. */
const inShort = ({ kind, changes }: AlikeGroup['others'][number], names: Names) =>
  changes
    .flatMap(({ field, to }) => {
      const words = printed(kind, field, to, names).join(', ')
      return words ? [`${fields[kind][field]?.label ?? field}: ${words}`] : []
    })
    .slice(0, 6)
    .join(' · ')

const outcomeWords = {
  approved: 'Approved',
  conflict: 'Clashed, sent back',
  refused: 'Not approved',
} as const

function Outcomes({ group, decisions }: { group: AlikeGroup; decisions: Decisions }) {
  const lines = group.others.flatMap((one) => {
    const result = decisions.elsewhere.get(placeOf(one))
    return result || one.ownWork ? [{ one, result }] : []
  })
  if (lines.length === 0) return null
  return (
    <ul className="govuk-list outcomes">
      {lines.map(({ one, result }) => (
        <li key={placeOf(one)}>
          <Tag colour={result?.outcome === 'approved' ? 'green' : result ? 'red' : 'grey'}>
            {result ? outcomeWords[result.outcome] : 'Your own work'}
          </Tag>{' '}
          {one.authorityName}: {one.title}
          {result?.outcome === 'approved' && `, version ${result.version}`}
          {result?.problem && `. ${result.problem}`}
          {!result && '. Someone else must decide.'}
        </li>
      ))}
    </ul>
  )
}
