import { Fieldset, Input, Select } from '../../../govuk/index.ts'
import { type Change, legend } from './asking.tsx'

export type Notice = { ocid: string; noticeId: string; service: string; url: string }
const emptyNotice: Notice = { ocid: '', noticeId: '', service: '', url: '' }

/** Where a contract's notices were published. */
export function Notices({
  label,
  values,
  onChange,
  errorAt,
}: Change<Notice[]> & {
  label: string
  values: Notice[]
  errorAt: (index: number, part: keyof Notice) => string | undefined
}) {
  const set = (index: number, part: keyof Notice) => (event: { target: { value: string } }) =>
    onChange(values.map((one, place) => (place === index ? { ...one, [part]: event.target.value } : one)))
  return (
    <Fieldset {...legend(label)} className="repeated">
      {values.length === 0 && <p className="govuk-hint">None yet</p>}
      {values.map((notice, index) => {
        const id = (part: string) => `notices-${index}-${part}`
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: notices are known by their place
          <div className="repeated__card" key={index}>
            <Select
              label="Published on"
              name={id('service')}
              value={notice.service}
              onChange={set(index, 'service')}
              errorMessage={errorAt(index, 'service')}
              items={[
                { value: '', text: 'Choose a service' },
                { value: 'Contracts Finder', text: 'Contracts Finder' },
                { value: 'Find a Tender', text: 'Find a Tender' },
                { value: 'other', text: 'Somewhere else' },
              ]}
            />
            <Input
              label="Notice number"
              name={id('noticeId')}
              className="govuk-input--width-20"
              value={notice.noticeId}
              onChange={set(index, 'noticeId')}
              errorMessage={errorAt(index, 'noticeId')}
            />
            <Input
              label="OCID"
              hint="Starts with ocds-"
              name={id('ocid')}
              className="govuk-input--width-20"
              value={notice.ocid}
              onChange={set(index, 'ocid')}
              errorMessage={errorAt(index, 'ocid')}
            />
            <Input
              label="Link"
              name={id('url')}
              type="url"
              value={notice.url}
              onChange={set(index, 'url')}
              errorMessage={errorAt(index, 'url')}
            />
            <button
              type="button"
              className="link-button"
              onClick={() => onChange(values.filter((_, place) => place !== index))}
            >
              Remove<span className="govuk-visually-hidden"> notice {index + 1}</span>
            </button>
          </div>
        )
      })}
      <button type="button" className="link-button" onClick={() => onChange([...values, { ...emptyNotice }])}>
        Add a notice
      </button>
    </Fieldset>
  )
}
