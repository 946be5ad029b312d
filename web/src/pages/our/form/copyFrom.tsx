import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Details, ErrorMessage, Lookup } from '../../../govuk/index.ts'
import { dateWords, type Values } from '../../fields.ts'
import type { Brief } from '../service.ts'

type Contract = Extract<Brief, { kind: 'contract' }>

const latestFirst = (a: Contract, b: Contract) =>
  (b.endsOn ?? b.startsOn ?? '').localeCompare(a.endsOn ?? a.startsOn ?? '')

const whenWords = ({ startsOn, endsOn }: Contract) =>
  endsOn ? `ends ${dateWords(endsOn)}` : startsOn ? `began ${dateWords(startsOn)}` : 'dates not stated'

/** Offers the terms of the last contract with this supplier, or of any other. */
export function CopyFrom({
  id,
  briefs,
  vendorName,
  onCopy,
}: {
  id: string | undefined
  briefs: readonly Brief[]
  vendorName: (id: string) => string
  onCopy: (id: string) => Promise<void>
}) {
  const { control } = useFormContext<Values>()
  const supplier = useWatch({ control, name: 'supplier' })
  const [state, setState] = useState<{ busy?: true; wrong?: true; copied?: string }>({})
  const contracts = briefs
    .flatMap((one) => (one.kind === 'contract' && one.id !== id && one.title ? [one] : []))
    .sort(latestFirst)
  const last = contracts.find((one) => one.supplier !== undefined && one.supplier === supplier)
  const copy = (from: string) => {
    setState({ busy: true })
    onCopy(from).then(
      () => setState({ copied: from }),
      () => setState({ wrong: true }),
    )
  }
  if (contracts.length === 0 || state.copied) return null
  return (
    <div className="copy-from">
      {last && (
        <p className="govuk-body">
          Your last contract with {vendorName(last.supplier ?? '')} was {last.title} ({whenWords(last)}).{' '}
          <button type="button" className="link-button" disabled={state.busy} onClick={() => copy(last.id)}>
            Copy its terms
          </button>
        </p>
      )}
      <Details summary="Copy the terms of another contract">
        <Lookup
          id="copy-from"
          name="copy-from"
          label="Contract to copy from"
          hint="Notice, renewal, route and the like, where nothing is entered yet. Not its dates or its value"
          options={contracts.map((one) => ({
            value: one.id,
            text: one.title,
            aside: [one.supplier && vendorName(one.supplier), whenWords(one)].filter(Boolean).join(', '),
          }))}
          value=""
          onChange={(chosen) => {
            if (contracts.some((one) => one.id === chosen)) copy(chosen)
          }}
        />
      </Details>
      {state.wrong && <ErrorMessage role="alert">It could not be read. Try again in a moment.</ErrorMessage>}
    </div>
  )
}
