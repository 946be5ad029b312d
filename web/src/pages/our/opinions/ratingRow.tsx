import { useState } from 'react'
import { londonToday } from '../../../../../functions/domain/calendar.ts'
import {
  cannotSay,
  type Dimension,
  dimensions,
  type RatingFields,
  raterRoles,
  scores,
} from '../../../../../functions/schema/rating.ts'
import { ErrorMessage } from '../../../govuk/index.ts'
import { dimensionWords, roleWords } from '../../ratingWords.ts'
import { Differences } from './opinionDifferences.tsx'
import { OpinionHistory } from './opinionHistory.tsx'
import type { Difference } from './opinions.ts'
import { Strip, type StripOption } from './strip.tsx'

/** Something was answered, and not withdrawn since. */
export const isAnswered = (fields: RatingFields | undefined): boolean =>
  fields !== undefined &&
  !fields.retiredOn &&
  (dimensions.some((dimension) => fields[dimension] !== undefined) ||
    fields.wouldBuyAgain !== undefined ||
    Boolean(fields.comment))

/** A rating that is withdrawn now, on the day it is in London. */
export const withdrawn = (at = new Date()): Partial<RatingFields> => ({ retiredOn: londonToday(at) })

const scale: StripOption[] = [
  ...scores.map((score) => ({ value: String(score), text: String(score), key: String(score) })),
  { value: cannotSay, text: 'Can’t say', key: '0', apart: true },
]
const parts = dimensions.filter((dimension) => dimension !== 'overall')

/** One vendor: overall in sight, everything else a press away. */
export function RatingRow({
  id,
  name,
  product,
  context,
  fields,
  problems,
  differences,
  onAnswer,
  onSettle,
  isFirst,
  past,
}: {
  id: string
  name: string
  product?: string | undefined
  context?: string | undefined
  fields: RatingFields | undefined
  problems?: Record<string, string> | undefined
  differences?: Difference[] | undefined
  onAnswer: (change: Partial<RatingFields>) => void
  onSettle: (field: string, choice: 'theirs' | 'yours') => void
  /** The first on the page with an answer in dispute: the way there leads to it. */
  isFirst: boolean
  /** Where what was said before is kept: nowhere for a vendor never rated. */
  past?: { authority: string; id: string } | undefined
}) {
  const [open, setOpen] = useState(false)
  const more =
    parts.filter((dimension) => fields?.[dimension] !== undefined).length +
    (fields?.wouldBuyAgain === undefined ? 0 : 1) +
    (fields?.comment ? 1 : 0)
  const answer = (dimension: Dimension) => (value: string) =>
    onAnswer({ [dimension]: value === cannotSay ? cannotSay : scores.find((one) => String(one) === value) })
  const scored = (dimension: Dimension) => {
    const score = fields?.[dimension]
    return score === undefined || !isAnswered(fields) ? undefined : String(score)
  }
  const wrong = Object.values(problems ?? {})
  return (
    <li className="opinion" id={id}>
      <div className="opinion__line">
        <h3 className="opinion__name" id={`${id}-name`}>
          {name}
          {product && <span>{product}</span>}
          {context && <small>{context}</small>}
        </h3>
        <Strip
          name={`${id}-overall`}
          legendId={`${id}-name`}
          options={scale}
          value={scored('overall')}
          onChange={answer('overall')}
          goesOn
        />
        <button
          type="button"
          className="link-button opinion__more"
          aria-expanded={open}
          aria-controls={`${id}-more`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Less' : 'More'}
          <span className="govuk-visually-hidden"> about {name}</span>
          {more > 0 && <small>{more} answered</small>}
        </button>
      </div>
      {wrong.map((text) => (
        <ErrorMessage role="alert" key={text}>
          {text}
        </ErrorMessage>
      ))}
      {differences && (
        <Differences
          differences={differences}
          {...(isFirst && { id: 'clash' })}
          title={(field) => titles[field] ?? field}
          onSettle={onSettle}
        />
      )}
      <div className="opinion__rest" id={`${id}-more`} hidden={!open}>
        {open && (
          <>
            {parts.map((dimension) => (
              <div className="opinion__part" key={dimension}>
                <p id={`${id}-${dimension}-asks`}>
                  <strong>{dimensionWords[dimension].title}</strong>
                  <small>{dimensionWords[dimension].asks}</small>
                </p>
                <Strip
                  name={`${id}-${dimension}`}
                  legendId={`${id}-${dimension}-asks`}
                  options={scale}
                  value={scored(dimension)}
                  onChange={answer(dimension)}
                />
              </div>
            ))}
            <div className="opinion__part">
              <p id={`${id}-again-asks`}>
                <strong>Would you buy from them again?</strong>
              </p>
              <Strip
                name={`${id}-again`}
                legendId={`${id}-again-asks`}
                options={[
                  { value: 'yes', text: 'Yes' },
                  { value: 'no', text: 'No' },
                ]}
                value={fields?.wouldBuyAgain === undefined ? undefined : fields.wouldBuyAgain ? 'yes' : 'no'}
                onChange={(value) => onAnswer({ wouldBuyAgain: value === 'yes' })}
              />
            </div>
            <div className="opinion__part">
              <p id={`${id}-role-asks`}>
                <strong>Whose view is this?</strong>
              </p>
              <Strip
                name={`${id}-role`}
                legendId={`${id}-role-asks`}
                options={raterRoles.map((role) => ({ value: role, text: roleWords[role] }))}
                value={fields?.raterRole}
                onChange={(value) => onAnswer({ raterRole: raterRoles.find((role) => role === value) })}
              />
            </div>
            <div className="opinion__comment">
              <label className="govuk-label" htmlFor={`${id}-comment`}>
                What should other councils know?
              </label>
              <p className="govuk-hint" id={`${id}-comment-hint`}>
                Members see it only where your authority’s name is shown. Do not name people.
              </p>
              <textarea
                className="govuk-textarea"
                id={`${id}-comment`}
                aria-describedby={`${id}-comment-hint`}
                rows={3}
                maxLength={2000}
                value={fields?.comment ?? ''}
                onChange={(event) => onAnswer({ comment: event.target.value })}
              />
            </div>
            {past && <OpinionHistory {...past} about={name} titles={titles} onSay={onAnswer} />}
            {isAnswered(fields) && (
              <p className="opinion__withdraw">
                <button type="button" className="link-button" onClick={() => onAnswer(withdrawn())}>
                  Withdraw this rating
                </button>
              </p>
            )}
          </>
        )}
      </div>
      {fields?.retiredOn && <p className="opinion__withdrawn">Withdrawn. Rate them again at any time.</p>}
    </li>
  )
}

const titles: Record<string, string> = {
  ...Object.fromEntries(dimensions.map((dimension) => [dimension, dimensionWords[dimension].title])),
  wouldBuyAgain: 'Buy again',
  comment: 'Comment',
  raterRole: 'Whose view',
  showName: 'Name shown',
  retiredOn: 'Withdrawn',
}
