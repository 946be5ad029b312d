import { type ChangeEvent, type FormEvent, type ReactNode, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { AreaCount, AuthorityCount } from '../../../../functions/schema/view.ts'
import { classes } from '../../govuk/classes.ts'
import { ErrorMessage } from '../../govuk/errorMessage.tsx'
import { Button } from '../../govuk/index.ts'
import { useScoped } from '../../layout/scope.ts'

// The questions people come with, each a form with one thing to fill in and its answer one press away.

export function Asks({ areas, authorities }: { areas: AreaCount[]; authorities: AuthorityCount[] }) {
  const reporting = authorities
    .filter(({ systems, contracts }) => systems + contracts > 0)
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  const buying = areas.filter(({ contracts }) => contracts > 0)
  const running = areas.filter(({ systems }) => systems > 0)
  // Where no contract is running, a market is who makes the systems.
  const market = buying.length > 0 ? { areas: buying } : { areas: running, by: 'systems' }
  return (
    <ul className="asks">
      <Ask
        question="Which boroughs use a product?"
        missing="Enter the name of a product or its maker"
        to={(product) => `/search?${new URLSearchParams({ q: product })}`}
      >
        {(field) => (
          <input
            className={classes('govuk-input', field['aria-invalid'] && 'govuk-input--error')}
            placeholder="Its name, or its maker’s"
            autoComplete="off"
            maxLength={100}
            {...field}
          />
        )}
      </Ask>
      <Ask
        question="Who has the largest share of a market?"
        missing="Choose a service area"
        to={(area) => `/market?${new URLSearchParams({ area, ...(market.by && { by: market.by }) })}`}
      >
        {(field) => <AreaChoice field={field} areas={market.areas} />}
      </Ask>
      {buying.length > 0 && (
        <Ask
          question="Whose contract must be decided on next?"
          missing="Choose a service area"
          to={(area) => `/renewals?${new URLSearchParams({ area })}`}
        >
          {(field) => <AreaChoice field={field} areas={buying} />}
        </Ask>
      )}
      <Ask question="What does a borough run?" missing="Choose a borough" to={(slug) => `/boroughs/${slug}`}>
        {(field) => (
          <select {...field} className={selectClass(field)}>
            <option value="">Choose a borough</option>
            {reporting.map(({ slug, name }) => (
              <option value={slug} key={slug}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Ask>
    </ul>
  )
}

/** What every control of an ask is given. */
type Field = {
  id: string
  value: string
  onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => void
  'aria-invalid'?: true | undefined
  'aria-describedby'?: string | undefined
}
const selectClass = (field: Field) => classes('govuk-select', field['aria-invalid'] && 'govuk-select--error')

function Ask({
  question,
  missing,
  to,
  children,
}: {
  question: string
  /** What to do, where nothing was entered. */
  missing: string
  to: (value: string) => string
  children: (field: Field) => ReactNode
}) {
  const id = useId()
  const navigate = useNavigate()
  const scoped = useScoped()
  const [value, setValue] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const ask = (event: FormEvent) => {
    event.preventDefault()
    setIsMissing(value.trim() === '')
    if (value.trim() !== '') void navigate(scoped(to(value.trim())))
    else document.getElementById(id)?.focus()
  }
  return (
    <li>
      <form onSubmit={ask} className={isMissing ? 'govuk-form-group--error' : undefined} noValidate>
        <label htmlFor={id}>{question}</label>
        <div role="alert">{isMissing && <ErrorMessage id={`${id}-error`}>{missing}</ErrorMessage>}</div>
        <div className="asks__row">
          {children({
            id,
            value,
            onChange: ({ target }) => {
              setValue(target.value)
              if (target.value.trim() !== '') setIsMissing(false)
            },
            ...(isMissing && { 'aria-invalid': true, 'aria-describedby': `${id}-error` }),
          })}
          <Button className="govuk-button--secondary">
            Show<span className="govuk-visually-hidden"> the answer to “{question}”</span>
          </Button>
        </div>
      </form>
    </li>
  )
}

/** Areas with something in them: each group whole, then one by one. */
function AreaChoice({ field, areas }: { field: Field; areas: AreaCount[] }) {
  const groups = Map.groupBy(areas, ({ group }) => group)
  return (
    <select {...field} className={selectClass(field)}>
      <option value="">Choose a service area</option>
      {[...groups].map(([group, members]) => (
        <optgroup label={members[0]?.groupLabel ?? group} key={group}>
          {members.map((area) => (
            <option value={area.id} key={area.id}>
              {area.id === `all-${group}` ? `${area.name}: all of it` : area.name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}
