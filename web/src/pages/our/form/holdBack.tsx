import { useController, useFormContext } from 'react-hook-form'
import { addMonths } from '../../../../../functions/domain/calendar.ts'
import { Checkboxes, Radios } from '../../../govuk/index.ts'
import { fields, groundChoices, type Values } from '../../fields.ts'
import { dateBoxes, emptyDate, type Held } from '../drafting/typed.ts'
import { useAsking } from './asking.tsx'
import { DateBoxes } from './dateBoxes.tsx'
import { messageAt } from './errors.ts'

/** Months after which a value held back is looked at again, unless its holder says otherwise. */
const usualReview = 12

const amounts = ['annualPounds', 'wholeLifePounds', 'irrecoverableVatPounds']
const consequence = (name: string) =>
  amounts.includes(name)
    ? 'The public then sees none of the three amounts, since each lets the others be worked out'
    : name === 'startsOn' || name === 'endsOn'
      ? 'The public then sees only its quarter'
      : undefined

/** Holds the value beside it back from the public: why, and until when. */
export function HoldBack({ name }: { name: string }) {
  const { kind, today } = useAsking()
  const { control, formState } = useFormContext<Values>()
  const { field: bound } = useController({ name: 'heldBack', control })
  const all = (Array.isArray(bound.value) ? bound.value : []) as Held[]
  const index = all.findIndex(({ field }) => field === name)
  const held = all[index]
  const id = `heldBack-${name}`
  const change = (part: Partial<Held>) =>
    bound.onChange(all.map((one) => (one.field === name ? { ...one, ...part } : one)))
  const error = (part: keyof Held) =>
    index < 0 ? undefined : messageAt(formState.errors.heldBack, index, part)
  const label = fields[kind][name]?.label ?? name
  return (
    <Checkboxes
      name={id}
      className="govuk-checkboxes--small"
      formGroup={{ className: 'hold-back' }}
      values={held ? ['yes'] : []}
      onChange={({ target }) =>
        bound.onChange(
          target.checked
            ? [
                ...all,
                { field: name, ground: '', reviewOn: dateBoxes(addMonths(today, usualReview)) ?? emptyDate },
              ]
            : all.filter(({ field }) => field !== name),
        )
      }
      items={[
        {
          value: 'yes',
          id,
          text: (
            <>
              Hold this back from the public<span className="govuk-visually-hidden">: {label}</span>
            </>
          ),
          conditional: held && (
            <>
              <Radios
                name={`${id}-ground`}
                className="govuk-radios--small"
                fieldset={{ legend: { children: 'Why' } }}
                hint={consequence(name)}
                errorMessage={error('ground')}
                value={held.ground}
                items={groundChoices.map(({ value, text, hint }) => ({ value, text, hint }))}
                onChange={({ target }) => change({ ground: target.value })}
              />
              <DateBoxes
                id={`${id}-reviewOn`}
                fieldset={{ legend: { children: 'Look at this again on', className: '' } }}
                errorMessage={error('reviewOn')}
                value={held.reviewOn}
                onChange={(reviewOn) => change({ reviewOn })}
              />
            </>
          ),
        },
      ]}
    />
  )
}
