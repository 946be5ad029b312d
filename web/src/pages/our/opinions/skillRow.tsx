import { useState } from 'react'
import type { Skill } from '../../../../../functions/schema/reference.ts'
import { levels, peopleBands, type SkillLevelFields } from '../../../../../functions/schema/skillLevel.ts'
import { ErrorMessage } from '../../../govuk/index.ts'
import { levelMeanings, peopleWords } from '../../skillWords.ts'
import { Differences } from './opinionDifferences.tsx'
import { OpinionHistory } from './opinionHistory.tsx'
import type { Difference } from './opinions.ts'
import { Strip } from './strip.tsx'

const options = levelMeanings.map(({ level, title }, index) => ({
  value: level,
  text: title,
  key: String(index + 1),
}))

const titles: Record<string, string> = {
  level: 'Level',
  people: 'People',
  canHelp: 'Can help others',
  wantsHelp: 'Wants help',
  note: 'Note',
}

/** One skill: its level and help in sight, people and a note a press away. */
export function SkillRow({
  skill: { id, label, url },
  fields,
  problems,
  differences,
  onAnswer,
  onSettle,
  isFirst,
  past,
}: {
  skill: Skill
  fields: SkillLevelFields | undefined
  problems?: Record<string, string> | undefined
  differences?: Difference[] | undefined
  onAnswer: (change: Partial<SkillLevelFields>) => void
  onSettle: (field: string, choice: 'theirs' | 'yours') => void
  /** The first on the page with an answer in dispute: the way there leads to it. */
  isFirst: boolean
  /** Where what was said before is kept: nowhere for a skill never assessed. */
  past?: { authority: string; id: string } | undefined
}) {
  const [open, setOpen] = useState(false)
  const more = (fields?.people ? 1 : 0) + (fields?.note ? 1 : 0)
  const tick = (field: 'canHelp' | 'wantsHelp', text: string) => (
    <label className="tick">
      <input
        type="checkbox"
        checked={fields?.[field] ?? false}
        disabled={field === 'canHelp' && fields?.level === 'none'}
        onChange={(event) => onAnswer({ [field]: event.target.checked })}
      />
      <span>
        {text}
        <span className="govuk-visually-hidden">: {label}</span>
      </span>
    </label>
  )
  return (
    <li className="opinion opinion--skill">
      <div className="opinion__line">
        <h3 className="opinion__name" id={`${id}-name`}>
          {label}
        </h3>
        <Strip
          name={`${id}-level`}
          legendId={`${id}-name`}
          options={options}
          value={fields?.level}
          // Where nobody has a skill, nobody can help others with it.
          onChange={(value) =>
            onAnswer({
              level: levels.find((level) => level === value),
              ...(value === 'none' && { canHelp: false }),
            })
          }
          goesOn
        />
        <span className="opinion__ticks">
          {tick('canHelp', 'Can help')}
          {tick('wantsHelp', 'Wants help')}
        </span>
        <button
          type="button"
          className="link-button opinion__more"
          aria-expanded={open}
          aria-controls={`${id}-more`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Less' : 'More'}
          <span className="govuk-visually-hidden"> about {label}</span>
          {more > 0 && <small>{more} answered</small>}
        </button>
      </div>
      {Object.values(problems ?? {}).map((text) => (
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
            <div className="opinion__part">
              <p id={`${id}-people-asks`}>
                <strong>How many people have it at this level?</strong>
              </p>
              <Strip
                name={`${id}-people`}
                legendId={`${id}-people-asks`}
                options={peopleBands.map((band) => ({ value: band, text: peopleWords[band] }))}
                value={fields?.people}
                onChange={(value) => onAnswer({ people: peopleBands.find((band) => band === value) })}
              />
            </div>
            <div className="opinion__comment">
              <label className="govuk-label" htmlFor={`${id}-note`}>
                Note for other councils
              </label>
              <textarea
                className="govuk-textarea"
                id={`${id}-note`}
                rows={2}
                maxLength={500}
                value={fields?.note ?? ''}
                onChange={(event) => onAnswer({ note: event.target.value })}
              />
            </div>
            {past && <OpinionHistory {...past} about={label} titles={titles} onSay={onAnswer} />}
            {url && (
              <p className="opinion__link">
                <a className="govuk-link" href={url} rel="noreferrer" target="_blank">
                  What the national framework says of it (opens in a new tab)
                </a>
              </p>
            )}
          </>
        )}
      </div>
    </li>
  )
}
