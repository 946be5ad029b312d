import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { alike, type Known } from '../../../../../functions/domain/alike.ts'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import { understood } from '../../../../../functions/schema/typed.ts'
import { Anchor } from '../../../govuk/index.ts'
import { kindWords, type Values } from '../../fields.ts'
import type { Brief } from '../service.ts'

const shown = 3

/** What has been typed, in the fields by which two records are compared. */
function knownBy(kind: RecordKind, id: string, values: Values): Known {
  const said = (field: string) => understood(kind, field, values[field])
  const text = (field: string) => {
    const value = said(field)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const list = (field: string): string[] => {
    const value = said(field)
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  }
  return kind === 'system'
    ? {
        kind,
        id,
        title: text('name') ?? '',
        product: text('product'),
        maker: text('maker'),
        serviceAreas: list('serviceAreas'),
      }
    : {
        kind,
        id,
        title: text('title') ?? '',
        reference: text('reference'),
        supplier: text('supplier'),
        systems: list('systems'),
        serviceAreas: list('serviceAreas'),
        startsOn: text('startsOn'),
        endsOn: text('endsOn'),
      }
}

const states = { published: 'on the register', draft: 'a draft of yours', 'with LOTI': 'with LOTI' } as const

/** What the register has that this may be again, before it is made a second time. */
export function AlikeNotice({
  kind,
  id,
  briefs,
  to,
  onInstead,
}: {
  kind: RecordKind
  id: string | undefined
  briefs: readonly Brief[]
  to: (id: string) => string
  /** The person would rather change that one. */
  onInstead: (id: string) => void
}) {
  const { control } = useFormContext<Values>()
  const values = useWatch({ control })
  const [others, setOthers] = useState<readonly string[]>([])
  const found = alike(knownBy(kind, id ?? '', values), briefs).filter(({ id: one }) => !others.includes(one))
  const words = kindWords[kind]
  return (
    <div role="status">
      {found.length > 0 && (
        <div className="alike">
          <h3 className="govuk-heading-s">You may have this {words.one} already</h3>
          <ul className="our-list">
            {found.slice(0, shown).map(({ id: one, title, why }) => {
              const state = briefs.find((brief) => brief.id === one)?.state ?? 'published'
              return (
                <li key={one}>
                  <Anchor className="govuk-link" href={to(one)} target="_blank">
                    {title || `New ${words.one}`}
                    <span className="govuk-visually-hidden"> (opens in a new tab)</span>
                  </Anchor>
                  <small>
                    {states[state]}: {why}
                  </small>
                  {state !== 'with LOTI' && (
                    <button type="button" className="link-button" onClick={() => onInstead(one)}>
                      Change that one instead<span className="govuk-visually-hidden">: {title}</span>
                    </button>
                  )}
                </li>
              )
            })}
          </ul>
          <p className="govuk-body-s">
            What you have typed here is carried over where that one says nothing.{' '}
            <button
              type="button"
              className="link-button"
              onClick={() => setOthers([...others, ...found.map((one) => one.id)])}
            >
              No, this is another one
            </button>
          </p>
        </div>
      )}
    </div>
  )
}
