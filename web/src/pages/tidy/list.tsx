import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import type { EntryKind } from '../../../../functions/schema/merge.ts'
import type { LikelyPair, MergeTold, TidyView } from '../../../../functions/schema/tidyView.ts'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import { count, counted, date } from '../../format.ts'
import { Anchor, Button, ButtonLink, ErrorSummary, InsetText, Lookup } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { label } from '../our/form/asking.tsx'
import { useLists, useOptions } from '../our/lists.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { kindWords, StateTag, TidyPage, wordsOf } from './page.tsx'
import { at, tidy } from './service.ts'
import { Sides } from './sides.tsx'

/** Vendors, or products, that may be the same under two ids. */
export default function List({ kind }: { kind: EntryKind }) {
  const title = `Tidy ${kindWords[kind].many}`
  return (
    <TidyPage title={title} kind={kind}>
      <h1 className="govuk-heading-l">{title}</h1>
      <p className="lede">
        One {kindWords[kind].one} under two names splits every figure about it. Merge the two: records,
        figures and links then lead to the one that is kept. A merge can be undone at any time.
      </p>
      <ul className="govuk-list tidy-ways">
        <li>
          {kind === 'vendor' ? (
            <Anchor className="govuk-link" href={at.list('product')}>
              Tidy products
            </Anchor>
          ) : (
            <Anchor className="govuk-link" href={at.list('vendor')}>
              Tidy vendors
            </Anchor>
          )}
        </li>
        <li>
          <Anchor className="govuk-link" href={at.merges(kind)}>
            History of merges
          </Anchor>
        </li>
      </ul>
      <Likely kind={kind} />
    </TidyPage>
  )
}

function Likely({ kind }: { kind: EntryKind }) {
  const loaded = useLoaded(tidy.list, 'tidy')
  const lists = useLists()
  const [apart, setApart] = useState<string[]>([])
  const nameOf = ({ from, into }: LikelyPair) => `${from.id} ${into.id}`
  return (
    <Show of={loaded}>
      {(view: TidyView) => {
        const pairs = view.likely.filter((one) => one.kind === kind && !apart.includes(nameOf(one)))
        const open = view.open.filter((one) => one.kind === kind)
        return (
          <>
            {open.length > 0 && <Open merges={open} />}
            <h2 className="govuk-heading-m">Likely duplicates</h2>
            {pairs.length === 0 ? (
              <InsetText>
                No two {kindWords[kind].many} look alike. New ones are compared as soon as they join the list.
              </InsetText>
            ) : (
              <p className="govuk-body" role="status">
                {counted(pairs.length, 'pair')}, those in use first.
                {view.found > view.likely.length &&
                  ` Of ${count(view.found)} pairs of vendors and products that look alike, ${count(view.likely.length)} are shown; more come up as you decide.`}
              </p>
            )}
            {pairs.map((pair) => (
              <PairShown
                pair={pair}
                key={nameOf(pair)}
                onApart={() => setApart((before) => [...before, nameOf(pair)])}
              />
            ))}
            <Show of={lists}>{(reference) => <Others kind={kind} reference={reference} />}</Show>
          </>
        )
      }}
    </Show>
  )
}

/** What waits for an approver, and what is under way. */
const Open = ({ merges }: { merges: MergeTold[] }) => (
  <>
    <h2 className="govuk-heading-m">To be decided on or finished</h2>
    <ul className="govuk-list">
      {merges.map((merge) => (
        <li key={merge.id}>
          <Anchor
            className="govuk-link"
            href={
              merge.state === 'proposed'
                ? at.preview(merge.kind, { from: merge.from.id, into: merge.into.id })
                : at.merge(merge)
            }
          >
            {merge.from.name} into {merge.into.name}
          </Anchor>{' '}
          <StateTag state={merge.state} />
          {merge.state === 'proposed' && (
            <span className="aside">
              By {merge.proposedByName}, on {date(merge.proposedAt.slice(0, 10))}
            </span>
          )}
        </li>
      ))}
    </ul>
  </>
)

function PairShown({ pair, onApart }: { pair: LikelyPair; onApart: () => void }) {
  const { kind, from, into, why, against } = pair
  const { person } = useSession()
  const [state, setState] = useState<'shown' | 'busy'>('shown')
  const [wrong, setWrong] = useState<string>()
  const sayApart = async () => {
    setState('busy')
    setWrong(undefined)
    try {
      await tidy.apart({ from: from.id, into: into.id })
      onApart()
    } catch (failure) {
      setWrong(wordsOf(failure))
      setState('shown')
    }
  }
  return (
    <section className="tidy-pair" aria-label={`${from.name} and ${into.name}`}>
      <h3 className="govuk-heading-s">{why[0]}</h3>
      {[...why.slice(1), ...against].map((reason) => (
        <p className="govuk-body" key={reason}>
          {reason}
        </p>
      ))}
      {wrong && <ErrorSummary errors={[{ text: wrong }]} key={wrong} />}
      <Sides kind={kind} sides={[from, into]} />
      <div className="actions-row">
        <ButtonLink href={at.preview(kind, { from: from.id, into: into.id })}>
          Look at merging them
        </ButtonLink>
        {person?.approver && (
          <Button
            type="button"
            className="govuk-button--secondary"
            disabled={state === 'busy'}
            onClick={sayApart}
          >
            Not the same
          </Button>
        )}
      </div>
    </section>
  )
}

/** Any two, however little they look alike. */
function Others({ kind, reference }: { kind: EntryKind; reference: ReferenceLists }) {
  const navigate = useNavigate()
  const { vendors, products } = useOptions(reference)
  const options = kind === 'vendor' ? vendors : products
  const [typed, setTyped] = useState({ from: '', into: '' })
  const [wrong, setWrong] = useState<{ from?: string; into?: string; at: number }>({ at: 0 })
  const { one } = kindWords[kind]
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const isListed = (id: string) => options.some(({ value }) => value === id)
    const found = {
      ...(!isListed(typed.from) && { from: `Choose the ${one} that is not kept from the list` }),
      ...(!isListed(typed.into) && { into: `Choose the ${one} that is kept from the list` }),
      ...(isListed(typed.into) && typed.from === typed.into && { into: `Choose two different ${one}s` }),
    }
    if (Object.keys(found).length > 0) return setWrong({ ...found, at: Date.now() })
    void navigate(at.preview(kind, typed))
  }
  const errors = (['from', 'into'] as const).flatMap((field) =>
    wrong[field] ? [{ text: wrong[field], href: `#${field}` }] : [],
  )
  return (
    <form onSubmit={onSubmit} noValidate className="tidy-others">
      <h2 className="govuk-heading-m">Merge two others</h2>
      {errors.length > 0 && <ErrorSummary errors={errors} key={wrong.at} />}
      <Lookup
        id="from"
        name="from"
        label={label(`The ${one} that is not kept`)}
        options={options}
        value={typed.from}
        onChange={(from) => setTyped((before) => ({ ...before, from }))}
        errorMessage={wrong.from}
      />
      <Lookup
        id="into"
        name="into"
        label={label(`The ${one} that is kept`)}
        options={options}
        value={typed.into}
        onChange={(into) => setTyped((before) => ({ ...before, into }))}
        errorMessage={wrong.into}
      />
      <Button className="govuk-button--secondary">Look at merging them</Button>
    </form>
  )
}
