import { type FormEvent, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { riskFlags } from '../../../../functions/schema/proposal.ts'
import type { Queue, Queued } from '../../../../functions/schema/review.ts'
import { Anchor, Button, Input, InsetText, Pagination, Select } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { counted, instantWords } from '../fields.ts'
import { Show, useLoaded } from '../our/loading.tsx'
import { useTitle } from '../our/page.tsx'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import { type Shortcut, useShortcuts } from './keys.ts'
import { KeysHelp, toggleKeys } from './keysHelp.tsx'
import { Flags, riskWords } from './risk.tsx'
import { service } from './service.ts'
import '../our/our.css'
import './review.css'

export default function QueuePage() {
  useTitle('Review')
  const { person } = useSession()
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (!person.approver) return <NotAllowed because="Only LOTI decides on what authorities send." />
  return <Told />
}

function Told() {
  const [search] = useSearchParams()
  const text = search.size > 0 ? `?${search}` : ''
  const loaded = useLoaded(() => service.queue(text), `queue ${text}`)
  // While the next answer is on its way the last stays in sight, so that nothing jumps.
  const last = useRef<Queue>(undefined)
  last.current = loaded.value ?? last.current
  const shown = { ...loaded, value: loaded.value ?? (loaded.problem ? undefined : last.current) }
  return (
    <>
      <h1 className="govuk-heading-l">Waiting for a decision</h1>
      <Show of={shown}>{(queue) => <Waiting queue={queue} />}</Show>
      <p className="govuk-body card-links">
        <Anchor className="govuk-link" href="/our/import">
          Import a file for many authorities
        </Anchor>
        <Anchor className="govuk-link" href="/open-data">
          Load open data
        </Anchor>
        <Anchor className="govuk-link" href="/buy-together">
          Who would buy together
        </Anchor>
        <Anchor className="govuk-link" href="/audit">
          Audit trail
        </Anchor>
      </p>
    </>
  )
}

const sorts = [
  { value: 'oldest', text: 'Oldest first' },
  { value: 'newest', text: 'Newest first' },
  { value: 'largest', text: 'Most changes first' },
  { value: 'riskiest', text: 'Most to look at twice first' },
]

function Waiting({ queue }: { queue: Queue }) {
  const [search, setSearch] = useSearchParams()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(search.get('q') ?? '')
  const keysHelp = useRef<HTMLDetailsElement>(null)

  const ask = (parts: Record<string, string>) => {
    const next = new URLSearchParams(search)
    for (const [name, value] of Object.entries({ page: '', ...parts })) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    setSearch(next, { preventScrollReset: true })
  }
  const pageAt = (page: number) => {
    const next = new URLSearchParams(search)
    next.set('page', `${page}`)
    return `?${next}`
  }
  const links = () => [...document.querySelectorAll<HTMLElement>('[data-waiting]')]
  const move = (by: 1 | -1) => {
    const all = links()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]?.focus()
  }
  const shortcuts: Shortcut[] = [
    { key: 'j', does: 'Next submission', run: () => move(1) },
    { key: 'k', does: 'Submission before', run: () => move(-1) },
    {
      key: 'o',
      does: 'Open it (Enter does too); the first one when none is chosen',
      run: () => {
        const all = links()
        const chosen = all.find((one) => one === document.activeElement) ?? all[0]
        const to = chosen?.getAttribute('href')
        if (to) void navigate(to)
      },
    },
    { key: '/', does: 'Search', run: () => document.getElementById('q')?.focus() },
    { key: '?', does: 'Show or hide these keys', run: toggleKeys(keysHelp) },
  ]
  useShortcuts(shortcuts)

  if (queue.waiting === 0) {
    return (
      <p className="lede">
        Nothing waits. What authorities send appears here, the oldest first, with its age and what to look at
        twice.
      </p>
    )
  }
  const isFiltered = Boolean(search.get('authority') || search.get('risk') || search.get('q'))
  return (
    <>
      <search>
        <form
          className="list-tools queue-tools"
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            ask({ q: typed.trim() })
          }}
        >
          <Input
            id="q"
            name="q"
            label="Search"
            hint="Reference, authority, sender or title"
            type="search"
            value={typed}
            autoComplete="off"
            onChange={({ target }) => {
              setTyped(target.value)
              // The browser's own cross empties the box: so is the search.
              if (target.value === '') ask({ q: '' })
            }}
          />
          <Button className="govuk-button--secondary">Search</Button>
          <Select
            name="authority"
            label="Authority"
            value={search.get('authority') ?? ''}
            onChange={({ target }) => ask({ authority: target.value })}
            items={[
              { value: '', text: 'All authorities' },
              ...queue.authorities.map(({ id, name, count }) => ({ value: id, text: `${name} (${count})` })),
            ]}
          />
          <Select
            name="risk"
            label="Look twice"
            value={search.get('risk') ?? ''}
            onChange={({ target }) => ask({ risk: target.value })}
            items={[
              { value: '', text: 'Whatever it is' },
              ...queue.risks.map(({ flag, count }) => ({
                value: flag,
                text: `${flag === 'none' ? 'Nothing to look at twice' : riskWords[flag]} (${count})`,
              })),
            ]}
          />
          <Select
            name="sort"
            label="Order"
            value={search.get('sort') ?? 'oldest'}
            onChange={({ target }) => ask({ sort: target.value === 'oldest' ? '' : target.value })}
            items={sorts}
          />
        </form>
      </search>
      <p className="basis" role="status">
        {isFiltered
          ? `${queue.matching} of ${counted(queue.waiting, 'submission')}.`
          : `${counted(queue.waiting, 'submission')}.`}{' '}
        {isFiltered && (
          <Anchor className="govuk-link" href="/review" onClick={() => setTyped('')}>
            Show all
          </Anchor>
        )}
      </p>
      {queue.more && (
        <InsetText>
          More than {queue.waiting} submissions wait. These are the {queue.waiting} oldest; the others follow
          as they are decided.
        </InsetText>
      )}
      {queue.matching === 0 ? (
        <p className="govuk-inset-text">No submission that waits is like this. Choose less, or show all.</p>
      ) : (
        <Rows submissions={queue.submissions} />
      )}
      {queue.pages > 1 && (
        <Pagination
          {...(queue.page > 1 && { previous: { href: pageAt(queue.page - 1) } })}
          {...(queue.page < queue.pages && { next: { href: pageAt(queue.page + 1) } })}
          items={Array.from({ length: queue.pages }, (_, index) => ({
            number: index + 1,
            href: pageAt(index + 1),
            current: index + 1 === queue.page,
          }))}
        />
      )}
      <KeysHelp shortcuts={shortcuts} details={keysHelp} />
    </>
  )
}

const age = (days: number) => (days === 0 ? 'Today' : counted(days, 'day'))

function Rows({ submissions }: { submissions: Queued[] }) {
  const heads = ['From', 'What it is about', 'To decide', 'Look twice', 'Waiting']
  return (
    <table className="govuk-table stacked register queue">
      <caption className="govuk-visually-hidden">Submissions that wait</caption>
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {heads.map((head) => (
            <th scope="col" className="govuk-table__header" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {submissions.map((one) => (
          <tr className="govuk-table__row" key={one.id}>
            <th scope="row" className="govuk-table__header">
              <Anchor className="govuk-link" href={`/review/${one.id}`} data-waiting>
                {one.authorityName}
                <span className="govuk-visually-hidden">, {one.reference}</span>
              </Anchor>
              <small>{one.reference}</small>
            </th>
            <td className="govuk-table__cell wrap-anywhere">
              {one.titles.join(', ') || 'Not said'}
              {one.proposals > one.titles.length && one.titles.length > 0 && (
                <> and {one.proposals - one.titles.length} more</>
              )}
              {one.sentByName && <small>Sent by {one.sentByName}</small>}
            </td>
            <td className="govuk-table__cell nowrap" data-label="To decide">
              {counted(one.proposals, 'change')}
            </td>
            <td className="govuk-table__cell">
              <Flags flags={riskFlags.filter((flag) => (one.risk[flag] ?? 0) > 0)} counts={one.risk} />
            </td>
            <td className="govuk-table__cell nowrap" data-label="Waiting">
              {age(one.ageDays)}
              <small>{instantWords(one.sentAt).replace(/ at .*/, '')}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
