import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { AreaCount, AuthorityCount } from '../../../../functions/schema/view.ts'
import { Button } from '../../govuk/index.ts'
import { useScoped } from '../../layout/scope.ts'

// The questions people come with, each a form with one thing to fill in and its answer one press away.

export function Asks({ areas, authorities }: { areas: AreaCount[]; authorities: AuthorityCount[] }) {
  const reporting = authorities
    .filter(({ systems, contracts }) => systems + contracts > 0)
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
  const buying = areas.filter(({ contracts }) => contracts > 0)
  return (
    <ul className="asks">
      <Ask
        question="Which boroughs use a product?"
        to={(product) => `/search?${new URLSearchParams({ q: product })}`}
      >
        {(id, value, change) => (
          <input
            className="govuk-input"
            id={id}
            placeholder="Its name, or its maker’s"
            autoComplete="off"
            maxLength={100}
            value={value}
            onChange={(event) => change(event.target.value)}
          />
        )}
      </Ask>
      <Ask
        question="Who has the largest share of a market?"
        to={(area) => `/market?${new URLSearchParams({ area })}`}
      >
        {(id, value, change) => <AreaChoice {...{ id, value, change }} areas={buying} />}
      </Ask>
      <Ask
        question="Whose contract must be decided on next?"
        to={(area) => `/renewals?${new URLSearchParams({ area })}`}
      >
        {(id, value, change) => <AreaChoice {...{ id, value, change }} areas={buying} />}
      </Ask>
      <Ask question="What does a borough run?" to={(slug) => `/boroughs/${slug}`}>
        {(id, value, change) => (
          <select
            className="govuk-select"
            id={id}
            value={value}
            onChange={(event) => change(event.target.value)}
          >
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

type Field = (id: string, value: string, change: (value: string) => void) => ReactNode

function Ask({
  question,
  to,
  children,
}: {
  question: string
  to: (value: string) => string
  children: Field
}) {
  const id = useId()
  const navigate = useNavigate()
  const scoped = useScoped()
  const [value, setValue] = useState('')
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (value.trim() !== '') void navigate(scoped(to(value.trim())))
    else document.getElementById(id)?.focus()
  }
  return (
    <li>
      <form onSubmit={ask}>
        <label htmlFor={id}>{question}</label>
        <div className="asks__row">
          {children(id, value, setValue)}
          <Button className="govuk-button--secondary">
            Show<span className="govuk-visually-hidden"> the answer to “{question}”</span>
          </Button>
        </div>
      </form>
    </li>
  )
}

/** Areas with something in them: each group whole, then one by one. */
function AreaChoice({
  id,
  value,
  change,
  areas,
}: {
  id: string
  value: string
  change: (value: string) => void
  areas: AreaCount[]
}) {
  const groups = Map.groupBy(areas, ({ group }) => group)
  return (
    <select className="govuk-select" id={id} value={value} onChange={(event) => change(event.target.value)}>
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
