import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type {
  ImportHead,
  ImportRow,
  ImportTaken,
  ImportUndone,
} from '../../../../../functions/schema/import.ts'
import { Problem } from '../../../api.ts'
import { Anchor, Button, ErrorSummary } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import { namesFrom, useLists } from '../lists.ts'
import { Show, useLoaded } from '../loading.tsx'
import { NamesAsked } from '../names.tsx'
import type { Place } from '../page.tsx'
import { service } from '../service.ts'
import { Progress } from './progress.tsx'
import { Rows, resultWords } from './rows.tsx'
import { Undo } from './undo.tsx'

/** What the rows can be narrowed to here; other authorities’ are folded away beneath. */
const filterWords = { own: 'All', ...resultWords, 'set aside': 'Set aside' } as const
type Shown = keyof typeof filterWords
const shownFilters: readonly Shown[] = ['own', 'create', 'update', 'same', 'refuse', 'set aside']

const number = (count: number) => count.toLocaleString('en-GB')

/** Rows set aside that are wanted: those ticked, or all but those unticked. */
type Wanted = { all: boolean; but: ReadonlySet<number> }

const howMany = ({ counts, setAside, read, elsewhere = 0 }: ImportHead, filter: Shown | 'elsewhere') => {
  switch (filter) {
    case 'own':
      return read - elsewhere
    case 'elsewhere':
      return elsewhere
    case 'set aside':
      return setAside
    case 'refuse':
      return counts.refuse - setAside - elsewhere
    default:
      return counts[filter]
  }
}

/** What a person came for: what would be new, then what would change, then what they may tick in or mend. */
const opensOn = (head: ImportHead): Shown =>
  (['create', 'update', 'set aside', 'refuse'] as const).find((one) => howMany(head, one) > 0) ?? 'own'

export function Preview({
  place,
  head,
  onTaken,
  onStopped,
  onUndone,
  onNamed,
  onAgain,
}: {
  place: Place
  head: ImportHead
  onTaken: (taken: ImportTaken) => void
  onStopped: (taken: ImportTaken) => void
  onUndone: (undone: ImportUndone) => void
  /** The names in it were settled, and its rows judged again. */
  onNamed: (head: ImportHead) => void
  onAgain: () => void
}) {
  const { counts, setAside, elsewhere = 0 } = head
  const own = head.read - elsewhere
  const [search] = useSearchParams()
  const asked = search.get('show')
  const filter = shownFilters.find((one) => one === asked) ?? opensOn(head)
  const addressOf = (show: Shown) => {
    const next = new URLSearchParams(search)
    next.set('show', show)
    return `?${next}`
  }
  const [wanted, setWanted] = useState<Wanted>({ all: false, but: new Set() })
  const included = wanted.all ? setAside - wanted.but.size : wanted.but.size
  const taking = counts.create + counts.update + included
  const { state, take, stop } = useTaking(head, wanted, { onTaken, onStopped })

  const toggle = (row: number) => {
    const but = new Set(wanted.but)
    if (!but.delete(row)) but.add(row)
    setWanted({ ...wanted, but })
  }
  const isAllTicked = setAside > 0 && included === setAside
  const refused = howMany(head, 'refuse')
  const whose = `${place.authority.name}’s`
  return (
    <>
      {state.wrong && (
        <ErrorSummary key={state.wrong} title="There is a problem" errors={[{ text: state.wrong }]} />
      )}
      <h1 className="govuk-heading-l wrap-anywhere">What was read from {head.fileName}</h1>
      <p className="lede">
        {own === 0
          ? `None of these ${number(head.read)} rows is ${whose}`
          : elsewhere > 0
            ? `${number(own)} of ${counted(head.read, 'row')} ${own === 1 ? 'is' : 'are'} ${whose}: `
            : `${counted(head.read, 'row')}: `}
        {own > 0 && <Come head={head} />}.
      </p>
      {head.unread.length > 0 && head.shape !== 'Contracts Finder CSV' && (
        <p className="govuk-hint wrap-anywhere">
          Left out: {head.unread.slice(0, 12).join(', ')}
          {head.unread.length > 12 && ` and ${number(head.unread.length - 12)} more columns`}.
        </p>
      )}
      {head.state === 'accepting' && !state.progress && (
        <div className="govuk-inset-text">
          <p className="govuk-body">
            Taking these rows was cut short after {number(head.taken?.rows ?? 0)} of{' '}
            {number(head.taken?.of ?? taking)}. Take them again to go on: nothing is taken twice.
          </p>
          <Undo id={head.id} onUndone={onUndone} />
        </div>
      )}
      {head.state === 'previewed' && head.names && (
        <NamesAsked
          names={head.names}
          onSay={async (answers) => {
            const { rows: _, next: __, ...named } = await service.sayNames(head.id, answers)
            onNamed(named)
          }}
        />
      )}
      <div className="import-act">
        {state.progress ? (
          <>
            <Progress
              label="Taking the rows"
              share={state.progress.of > 0 ? state.progress.rows / state.progress.of : 0}
              detail={`${number(state.progress.rows)} of ${number(state.progress.of)}`}
            />
            <p className="govuk-body">
              <button type="button" className="link-button" onClick={stop} disabled={state.stopping}>
                {state.stopping ? 'Stopping…' : 'Stop'}
              </button>
            </p>
          </>
        ) : (
          <div className="actions-row">
            {taking > 0 ? (
              <>
                <Button type="button" onClick={take}>
                  Take {counted(taking, 'row')}
                </Button>
                <button type="button" className="link-button" onClick={onAgain}>
                  Choose another file
                </button>
              </>
            ) : (
              <Button type="button" onClick={onAgain}>
                Choose another file
              </Button>
            )}
          </div>
        )}
        <p className="govuk-body import-act__words">
          {taking === 0 && setAside === 0
            ? 'There is nothing to take from this file.'
            : `${taking === 0 ? 'Tick the rows below that you want. ' : ''}Rows you take wait in ${place.person.approver ? 'each authority’s' : 'your'} open submission. Nothing is public until LOTI approves it.`}
        </p>
      </div>
      {own > 0 && (
        <nav aria-label="Which rows to show">
          <ul className="switch">
            {shownFilters.map((one) => {
              const count = howMany(head, one)
              if (count === 0 && one !== filter) return null
              return (
                <li key={one}>
                  <Anchor
                    className="govuk-link govuk-link--no-visited-state"
                    href={addressOf(one)}
                    aria-current={one === filter ? 'true' : undefined}
                  >
                    {filterWords[one]} ({number(count)})
                  </Anchor>
                </li>
              )
            })}
          </ul>
        </nav>
      )}
      {filter === 'refuse' && refused > 0 && (
        <p className="govuk-body">
          <a className="govuk-link" href={`/api/v1/imports/${head.id}/refused.csv`} download>
            Download the {counted(refused, 'row')} not taken (CSV)
          </a>{' '}
          with what is wrong beside each. Mend them there and import that file.
        </p>
      )}
      {filter === 'set aside' && setAside > 1 && (
        <p className="govuk-body">
          <button
            type="button"
            className="link-button"
            onClick={() => setWanted({ all: !isAllTicked, but: new Set() })}
          >
            {isAllTicked ? `Untick all ${number(setAside)}` : `Tick all ${number(setAside)} set aside`}
          </button>
        </p>
      )}
      {own > 0 && (
        <Found
          key={`${head.id} ${filter} ${head.names?.length ?? 0}`}
          head={head}
          filter={filter}
          ticks={{ has: (row) => wanted.all !== wanted.but.has(row), toggle }}
        />
      )}
      {elsewhere > 0 && <Elsewhere head={head} />}
    </>
  )
}

/** Accepts the rows, and tells how far that has come. */
function useTaking(
  head: ImportHead,
  wanted: Wanted,
  { onTaken, onStopped }: { onTaken: (taken: ImportTaken) => void; onStopped: (taken: ImportTaken) => void },
) {
  const [state, setState] = useState<{
    progress?: { rows: number; of: number }
    stopping?: boolean
    wrong?: string
  }>({})
  const take = () => {
    setState({ progress: { rows: 0, of: head.counts.create + head.counts.update } })
    const asking = setInterval(() => {
      service.import(head.id).then(
        ({ state: now, taken }) =>
          now === 'accepting' && taken && setState((before) => ({ ...before, progress: taken })),
        () => undefined,
      )
    }, 1000)
    const rows = [...wanted.but]
    service
      .accept(head.id, wanted.all ? { include: 'all', except: rows } : { include: rows })
      .then(
        (taken) => {
          setState({})
          if (taken.stopped) onStopped(taken)
          else onTaken(taken)
        },
        (failure: unknown) =>
          setState({
            wrong: `${failure instanceof Problem ? failure.message : 'The rows could not be taken.'} Take them again to go on: nothing is taken twice.`,
          }),
      )
      .finally(() => clearInterval(asking))
  }
  const stop = () => {
    setState((before) => ({ ...before, stopping: true }))
    service.stopImport(head.id).catch(() => setState((before) => ({ ...before, stopping: false })))
  }
  return { state, take, stop }
}

/** What the authority’s rows come to. */
function Come({ head }: { head: ImportHead }) {
  const { counts, setAside } = head
  return (
    <>
      {number(counts.create)} new, {number(counts.update)} changed, {number(counts.same)} already there,{' '}
      {number(howMany(head, 'refuse'))} not taken
      {setAside > 0 && `, ${number(setAside)} set aside as not about information technology`}
    </>
  )
}

/** Rows of authorities whose registers this person does not keep: one line, to be opened. */
function Elsewhere({ head }: { head: ImportHead }) {
  const [isOpen, setOpen] = useState(false)
  const count = howMany(head, 'elsewhere')
  return (
    <details className="govuk-details" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          {count === 1
            ? '1 row is another authority’s and is left out'
            : `${number(count)} rows are other authorities’ and are left out`}
        </span>
      </summary>
      {isOpen && <Found head={head} filter="elsewhere" ticks={noTicks} />}
    </details>
  )
}

const noTicks = { has: () => false, toggle: () => undefined }

/** The rows of one kind, some at a time. */
function Found({
  head,
  filter,
  ticks,
}: {
  head: ImportHead
  filter: Shown | 'elsewhere'
  ticks: Parameters<typeof Rows>[0]['ticks']
}) {
  const lists = useLists()
  const first = useLoaded(() => service.importRows(head.id, filter, 0), `${head.id} ${filter}`)
  const [more, setMore] = useState<{ rows: ImportRow[]; next?: number | undefined }>()
  const [state, setState] = useState<'still' | 'asking' | 'wrong'>('still')
  const count = howMany(head, filter)
  if (count === 0) return <p className="govuk-body">There are none of these.</p>
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={first}>
          {(begun) => {
            const rows = [...begun.rows, ...(more?.rows ?? [])]
            const next = more ? more.next : begun.next
            const names = namesFrom(known, {
              newVendors: rows.flatMap(({ newVendor }) => newVendor ?? []),
              newProducts: rows.flatMap(({ newProduct }) => newProduct ?? []),
            })
            const ask = () => {
              setState('asking')
              service.importRows(head.id, filter, next ?? 0).then(
                (page) => {
                  setMore({ rows: [...(more?.rows ?? []), ...page.rows], next: page.next })
                  setState('still')
                },
                () => setState('wrong'),
              )
            }
            return (
              <>
                <Rows rows={rows} names={names} ticks={ticks} />
                {next !== undefined && (
                  <>
                    <p className="govuk-body" role="status">
                      {state === 'wrong'
                        ? 'More rows could not be read. Try again.'
                        : `${number(rows.length)} of ${number(count)} shown.`}
                    </p>
                    <Button
                      type="button"
                      className="govuk-button--secondary"
                      onClick={ask}
                      disabled={state === 'asking'}
                    >
                      {state === 'asking' ? 'Reading more…' : 'Show more'}
                    </Button>
                  </>
                )}
              </>
            )
          }}
        </Show>
      )}
    </Show>
  )
}
