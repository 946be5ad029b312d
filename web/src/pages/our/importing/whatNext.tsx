import { useState } from 'react'
import { londonToday } from '../../../../../functions/domain/calendar.ts'
import type { ImportHead } from '../../../../../functions/schema/import.ts'
import type { RecordKind } from '../../../../../functions/schema/record.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { Problem } from '../../../api.ts'
import { Button, ErrorSummary, LookupMany } from '../../../govuk/index.ts'
import { counted, dateWords, fields } from '../../fields.ts'
import { proposed } from '../drafting/typed.ts'
import { namesFrom, useLists, useOptions } from '../lists.ts'
import { useLoaded } from '../loading.tsx'
import type { Place } from '../page.tsx'
import { service, type Waiting } from '../service.ts'

// What a file may not say: what each record is for, and whether one that has ended is still used. Said
// for many at once, before they are sent.

type Line = {
  id: string
  kind: RecordKind
  title: string
  /** Its supplier or maker. */
  company: string | undefined
  endsOn: string | undefined
  serviceAreas: string[]
  hasEnded: boolean
  stillUsed: unknown
}

/** Pages of the open submission that are looked through. */
const mostPages = 5

const isSaid = (stillUsed: unknown) => stillUsed === true || stillUsed === 'yes'

function lineOf({ proposal, record }: Waiting, today: string): Line {
  const { title, name, supplier, maker, endsOn, serviceAreas, stillUsed, renewal } = proposed(
    record,
    proposal.values,
  )
  const company = supplier ?? maker
  const end = typeof endsOn === 'string' ? endsOn : undefined
  return {
    id: proposal.recordId,
    kind: proposal.kind,
    title: `${title ?? name}`,
    company: typeof company === 'string' ? company : undefined,
    endsOn: end,
    serviceAreas: Array.isArray(serviceAreas) ? serviceAreas : [],
    hasEnded: end !== undefined && end < today && renewal !== 'rolls over',
    stillUsed,
  }
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

export function WhatNext({ place, head }: { place: Place; head: ImportHead }) {
  const { authority } = place
  const lists = useLists()
  // Those that want something come first; what a page could not show is said one by one.
  const loaded = useLoaded(() => service.open(authority.id, mostPages), `taken ${head.id}`)
  const today = londonToday()
  const taken = (loaded.value?.proposals ?? []).filter(
    ({ proposal }) => proposal.importId === head.id && proposal.action !== 'retire',
  )
  if (!lists.value || taken.length === 0) return null
  return (
    <Say
      place={place}
      lists={lists.value}
      lines={taken.map((one) => lineOf(one, today))}
      newVendors={taken.flatMap(({ proposal }) => proposal.newVendors)}
      onSaid={loaded.reload}
    />
  )
}

function Say({
  place: { authority },
  lists,
  lines,
  newVendors,
  onSaid,
}: {
  place: Place
  lists: ReferenceLists
  lines: Line[]
  newVendors: { id: string; name: string }[]
  onSaid: () => void
}) {
  const options = useOptions(lists)
  const names = namesFrom(lists, { newVendors })
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [areas, setAreas] = useState<string[]>([])
  const [state, setState] = useState<{ saying?: true; told?: string; wrong?: string }>({})
  const chosen = lines.filter(({ id }) => ticked.has(id))
  const ended = chosen.filter(({ hasEnded, stillUsed }) => hasEnded && !isSaid(stillUsed))
  const without = lines.filter(({ serviceAreas }) => serviceAreas.length === 0).length
  const past = lines.filter(({ hasEnded, stillUsed }) => hasEnded && !isSaid(stillUsed)).length
  const kinds = new Set(lines.map(({ kind }) => kind))
  const what = kinds.size > 1 ? 'record' : kinds.has('system') ? 'system' : 'contract'
  const isAll = chosen.length === lines.length

  const say = async (some: Line[], field: string, edit: (line: Line) => { from: unknown; to: unknown }) => {
    setState({ saying: true })
    let done = 0
    try {
      for (const line of some) {
        await service.save(authority.id, line.id, { edits: { [field]: edit(line) } })
        done += 1
      }
      setTicked(new Set())
      setAreas([])
      setState({ told: `${fields.contract[field]?.label} saved for ${counted(done, what)}.` })
    } catch (failure) {
      setState({
        wrong: `Saved for ${done} of ${some.length}. ${failure instanceof Problem ? failure.message : ''} Press again to go on.`,
      })
    }
    onSaid()
  }
  if (without === 0 && past === 0) return state.told ? <p className="govuk-body">{state.told}</p> : null
  return (
    <section aria-labelledby="what-next" className="what-next">
      {state.wrong && <ErrorSummary key={state.wrong} errors={[{ text: state.wrong }]} />}
      <h2 className="govuk-heading-m" id="what-next">
        What the file does not say
      </h2>
      <p className="govuk-body">
        {[
          without > 0 && `${counted(without, `${what} has`, `${what}s have`)} no service area`,
          past > 0 &&
            `${past} ended before today, and ${past === 1 ? 'counts' : 'count'} as ended unless you say that you still use ${past === 1 ? 'it' : 'them'}`,
        ]
          .filter(Boolean)
          .join('; ')}
        . Tick some and say it for all of them at once, or leave it for later.
      </p>
      <table className="govuk-table stacked register">
        <caption className="govuk-visually-hidden">Records taken from the file</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header register__tick">
              <span className="govuk-visually-hidden">Tick</span>
            </th>
            {[capital(what), ...(kinds.has('contract') ? ['Ends on'] : []), 'Service areas'].map((text) => (
              <th scope="col" className="govuk-table__header" key={text}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {lines.map((line) => (
            <tr className="govuk-table__row" key={line.id}>
              <td className="govuk-table__cell register__tick">
                <div className="govuk-checkboxes govuk-checkboxes--small">
                  <div className="govuk-checkboxes__item">
                    <input
                      className="govuk-checkboxes__input"
                      id={`next-${line.id}`}
                      type="checkbox"
                      checked={ticked.has(line.id)}
                      onChange={({ target }) =>
                        setTicked(
                          (before) =>
                            new Set(
                              target.checked
                                ? [...before, line.id]
                                : [...before].filter((one) => one !== line.id),
                            ),
                        )
                      }
                    />
                    <label className="govuk-label govuk-checkboxes__label" htmlFor={`next-${line.id}`}>
                      <span className="govuk-visually-hidden">Tick {line.title}</span>
                    </label>
                  </div>
                </div>
              </td>
              <th
                scope="row"
                className="govuk-table__header govuk-!-font-weight-regular wrap-anywhere what-next__title"
              >
                {line.title}
                {line.company && <small>{names.vendor(line.company)}</small>}
              </th>
              {kinds.has('contract') && (
                <td className="govuk-table__cell nowrap" data-label="Ends on">
                  {line.kind === 'system'
                    ? '–'
                    : line.endsOn
                      ? dateWords(line.endsOn, { short: true })
                      : 'Not stated'}
                  {line.hasEnded && (
                    <span className={isSaid(line.stillUsed) ? 'quiet' : 'due'}>
                      {isSaid(line.stillUsed) ? 'Still used' : 'Ended'}
                    </span>
                  )}
                </td>
              )}
              <td className="govuk-table__cell" data-label="Service areas">
                {line.serviceAreas.map(names.serviceArea).join(', ') || 'None yet'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="govuk-body">
        <button
          type="button"
          className="link-button"
          onClick={() => setTicked(new Set(isAll ? [] : lines.map(({ id }) => id)))}
        >
          {isAll ? 'Untick all' : `Tick all ${lines.length}`}
        </button>
      </p>
      <p className="govuk-body" role="status">
        {state.told ?? (chosen.length > 0 ? `${counted(chosen.length, what)} ticked.` : '')}
      </p>
      {chosen.length > 0 && (
        <>
          <LookupMany
            id="next-areas"
            name="next-areas"
            label={{ children: 'What they are for', className: 'govuk-label--s' }}
            hint="Service areas to add to what is ticked"
            options={options.serviceAreas}
            values={areas}
            onChange={setAreas}
          />
          <div className="govuk-button-group">
            {areas.length > 0 && (
              <Button
                type="button"
                className="govuk-button--secondary"
                disabled={state.saying}
                onClick={() =>
                  void say(chosen, 'serviceAreas', ({ serviceAreas }) => ({
                    from: serviceAreas,
                    to: [...new Set([...serviceAreas, ...areas])],
                  }))
                }
              >
                Add {counted(areas.length, 'service area')} to {counted(chosen.length, what)}
              </Button>
            )}
            {ended.length > 0 && (
              <Button
                type="button"
                className="govuk-button--secondary"
                disabled={state.saying}
                onClick={() =>
                  void say(ended, 'stillUsed', ({ stillUsed }) => ({ from: stillUsed, to: 'yes' }))
                }
              >
                {ended.length === 1 ? '1 that ended is' : `${ended.length} that ended are`} still used
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}
