import { useState } from 'react'
import { useLocation, useParams } from 'react-router'
import type { EntryKind } from '../../../../functions/schema/merge.ts'
import type { EntryView } from '../../../../functions/schema/tidyView.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import {
  Anchor,
  Button,
  ErrorSummary,
  Input,
  Lookup,
  NotificationBanner,
  Textarea,
} from '../../govuk/index.ts'
import { label } from '../our/form/asking.tsx'
import { useLists, useOptions } from '../our/lists.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { PartDate, Repeated } from './entryParts.tsx'
import {
  emptyDate,
  type TypedEntry,
  type TypedFormer,
  type TypedGroup,
  typedFrom,
  withoutEmpty,
} from './entryTyped.ts'
import { kindWords, TidyPage } from './page.tsx'
import { at, tidy } from './service.ts'
import { useSaving } from './useSaving.ts'

/** A vendor’s or product’s names, and a vendor’s successor and groups, as LOTI changes them. */
export default function ChangeEntry({ kind }: { kind: EntryKind }) {
  const { id = '' } = useParams()
  const { state } = useLocation()
  const lists = useLists()
  const loaded = useLoaded(() => tidy.entry(id), id)
  const name = loaded.value?.name ?? kindWords[kind].Many
  return (
    <TidyPage
      title={`Change ${name}`}
      kind={kind}
      crumbs={[{ text: name, href: at.page(kind, id) }]}
      approvers
    >
      {typeof state === 'string' && state !== '' && (
        <NotificationBanner type="success" text={state} key={state} />
      )}
      <Show of={lists}>
        {(reference) => (
          <Show of={loaded}>
            {(entry) => (
              <Form
                entry={entry}
                reference={reference}
                key={entry.revision}
                onSaved={(saved) => loaded.set(saved)}
              />
            )}
          </Show>
        )}
      </Show>
    </TidyPage>
  )
}

function Form({
  entry,
  reference,
  onSaved,
}: {
  entry: EntryView
  reference: ReferenceLists
  onSaved: (entry: EntryView) => void
}) {
  const { kind, id, name } = entry
  const [typed, setTyped] = useState<TypedEntry>(() => typedFrom(entry))
  const { errors, wrong, isBusy, isSaved, save } = useSaving(`Change ${name}`)
  const { vendors } = useOptions(reference)
  const others = vendors.filter(({ value }) => value !== id)
  const set = (change: Partial<TypedEntry>) => setTyped((before) => ({ ...before, ...change }))
  const { one } = kindWords[kind]
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save(() => tidy.save(id, withoutEmpty(kind, typed), entry.revision), onSaved)
      }}
      noValidate
    >
      {errors.length > 0 && <ErrorSummary errors={errors} key={wrong.at} />}
      {isSaved && <NotificationBanner type="success" text={`${name} is saved`} />}
      {isOne(wrong.more?.same) && (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={at.preview(kind, { from: id, into: wrong.more.same.id })}>
            See what merging {name} into {wrong.more.same.name} would move
          </Anchor>
        </p>
      )}
      <h1 className="govuk-heading-l">Change {name}</h1>
      <Input
        id="name"
        name="name"
        label={label('Name')}
        hint="The name it has now stays findable: it joins the other names"
        className="govuk-!-width-two-thirds"
        autoComplete="off"
        value={typed.name}
        onChange={({ target }) => set({ name: target.value })}
        errorMessage={wrong.fields.name}
      />
      <Textarea
        id="aliases"
        name="aliases"
        label={label('Other names')}
        hint="One on each line"
        rows={4}
        value={typed.aliases}
        onChange={({ target }) => set({ aliases: target.value })}
        errorMessage={wrong.fields.aliases}
      />
      {kind === 'product' && (
        <Lookup
          id="maker"
          name="maker"
          label={label('Made by')}
          options={vendors}
          value={typed.maker}
          onChange={(maker) => set({ maker })}
          errorMessage={wrong.fields.maker}
        />
      )}
      {kind === 'vendor' && (
        <>
          <Repeated<TypedFormer>
            title="Former names"
            add="Add a former name"
            of="former name"
            items={typed.predecessors}
            empty={{ name: '', on: emptyDate }}
            onChange={(predecessors) => set({ predecessors })}
          >
            {(former, change, index) => (
              <>
                <Input
                  id={`predecessors.${index}.name`}
                  name={`predecessors.${index}.name`}
                  label={label('Name it had')}
                  className="govuk-!-width-two-thirds"
                  autoComplete="off"
                  value={former.name}
                  onChange={({ target }) => change({ name: target.value })}
                  errorMessage={wrong.fields[`predecessors.${index}.name`]}
                />
                <PartDate
                  id={`predecessors.${index}.on`}
                  legend="Until, if known"
                  value={former.on}
                  onChange={(on) => change({ on })}
                  errorMessage={wrong.fields[`predecessors.${index}.on`]}
                />
              </>
            )}
          </Repeated>
          <h2 className="govuk-heading-m">Successor</h2>
          <Lookup
            id="successor.id"
            name="successor.id"
            label={label('Vendor that took over from it')}
            hint={`Leave empty while this ${one} goes on`}
            options={others}
            value={typed.successor}
            onChange={(successor) => set({ successor })}
            errorMessage={wrong.fields['successor.id']}
          />
          <PartDate
            id="successor.on"
            legend="From, if known"
            value={typed.succeededOn}
            onChange={(succeededOn) => set({ succeededOn })}
            errorMessage={wrong.fields['successor.on']}
          />
          <Repeated<TypedGroup>
            title="Groups it belongs to, or did"
            add="Add a group"
            of="group"
            items={typed.parents}
            empty={{ id: '', from: emptyDate, to: emptyDate }}
            onChange={(parents) => set({ parents })}
          >
            {(group, change, index) => (
              <>
                <Lookup
                  id={`parents.${index}.id`}
                  name={`parents.${index}.id`}
                  label={label('Parent company')}
                  options={others}
                  value={group.id}
                  onChange={(parent) => change({ id: parent })}
                  errorMessage={wrong.fields[`parents.${index}.id`]}
                />
                <PartDate
                  id={`parents.${index}.from`}
                  legend="First day, if known"
                  value={group.from}
                  onChange={(from) => change({ from })}
                  errorMessage={wrong.fields[`parents.${index}.from`]}
                />
                <PartDate
                  id={`parents.${index}.to`}
                  legend="Last day, if it has left"
                  value={group.to}
                  onChange={(to) => change({ to })}
                  errorMessage={wrong.fields[`parents.${index}.to`]}
                />
              </>
            )}
          </Repeated>
        </>
      )}
      {entry.merges.length > 0 && (
        <>
          <h2 className="govuk-heading-m">Merged into it</h2>
          <ul className="govuk-list">
            {entry.merges.map((merge) => (
              <li key={merge.id}>
                <Anchor className="govuk-link" href={at.merge(merge)}>
                  {merge.from.name}
                </Anchor>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="govuk-button-group">
        <Button disabled={isBusy}>Save</Button>
        <Anchor className="govuk-link" href={at.page(kind, id)}>
          Cancel
        </Anchor>
      </div>
    </form>
  )
}

/** The other that a name stands for already. */
const isOne = (same: unknown): same is { id: string; name: string } =>
  typeof same === 'object' && same !== null && 'id' in same && 'name' in same
