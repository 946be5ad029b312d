import { useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type {
  Answer,
  AnswerResult,
  Suggestion,
  SuggestionsView,
} from '../../../../../functions/schema/suggestion.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { Problem } from '../../../api.ts'
import { Anchor, Button, ErrorSummary } from '../../../govuk/index.ts'
import { counted, kindWords } from '../../fields.ts'
import { useKeptText } from '../../keptText.ts'
import { type Shortcut, useShortcuts } from '../../review/keys.ts'
import { KeysHelp, toggleKeys } from '../../review/keysHelp.tsx'
import { namesFrom, useLists } from '../lists.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place } from '../page.tsx'
import { Answered, notDone } from './answered.tsx'
import { OneFound } from './oneFound.tsx'
import { found } from './service.ts'
import './found.css'

/** What open data says of the authority and its register does not: answered on one page, many at once. */
export default function FoundPage() {
  return (
    <OurPage title="What we found about you" crumbs={[{ text: 'What we found' }]}>
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

function Told({ place }: { place: Place }) {
  const lists = useLists()
  const loaded = useLoaded(() => found.list(place.authority.id), `found ${place.authority.id}`)
  const [done, setDone] = useState<{ results: AnswerResult[]; at: number }>()
  return (
    <Show of={lists}>
      {(known) => (
        <Show of={loaded}>
          {(view) => (
            <>
              {done && (
                <Answered key={done.at} results={done.results} laterDays={view.laterDays} place={place} />
              )}
              <List
                key={`${done?.at}`}
                place={place}
                lists={known}
                view={view}
                onNamed={loaded.reload}
                onDone={(results) => {
                  setDone({ results, at: Date.now() })
                  loaded.reload()
                  window.scrollTo({ top: 0 })
                }}
              />
            </>
          )}
        </Show>
      )}
    </Show>
  )
}

/** An answer to what was seen, and to no more. */
const answered = ({ id, revision, changes }: Suggestion, answer: Answer) => ({
  id,
  revision,
  answer,
  fields: changes.map(({ field }) => field),
})

type Choices = ReadonlyMap<string, Answer>

function List({
  place,
  lists,
  view: { suggestions, total, later, minutes, laterDays },
  onDone,
  onNamed,
}: {
  place: Place
  lists: ReferenceLists
  view: SuggestionsView
  onDone: (results: AnswerResult[]) => void
  onNamed: () => void
}) {
  const { authority, to } = place
  const navigate = useNavigate()
  // What was chosen outlives going away to correct one of them.
  const [kept, setKept] = useKeptText(`found ${authority.id}`)
  const chosen: Choices = useMemo(() => new Map(kept === '' ? [] : JSON.parse(kept)), [kept])
  const setChosen = (next: Choices) => setKept(next.size === 0 ? '' : JSON.stringify([...next]))
  const [state, setState] = useState<{ busy?: true; wrong?: string }>({})
  const [at, setAt] = useState(-1)
  const rows = useRef<(HTMLElement | null)[]>([])
  const keysHelp = useRef<HTMLDetailsElement>(null)
  const names = useMemo(
    () =>
      namesFrom(lists, {
        newVendors: suggestions.flatMap(({ newVendor }) => newVendor ?? []),
        newProducts: suggestions.flatMap(({ newProduct }) => newProduct ?? []),
      }),
    [lists, suggestions],
  )
  const choose = (ids: readonly string[], answer: Answer | undefined) => {
    const next = new Map(chosen)
    for (const id of ids) {
      if (answer) next.set(id, answer)
      else next.delete(id)
    }
    setChosen(next)
  }
  const answers = suggestions.flatMap((one) => {
    const answer = chosen.get(one.id)
    return answer ? [answered(one, answer)] : []
  })
  const send = async (said: typeof answers) => {
    setState({ busy: true })
    try {
      const { results } = await found.answer(authority.id, said)
      setState({})
      return results
    } catch (failure) {
      setState({
        wrong: failure instanceof Problem ? failure.message : 'Your answers could not be kept. Try again.',
      })
      return undefined
    }
  }
  const answerAll = async () => {
    if (answers.length === 0 || state.busy) return
    const results = await send(answers)
    if (!results) return
    setChosen(new Map())
    onDone(results)
  }
  const correct = async (one: Suggestion) => {
    if (state.busy) return
    const [result] = (await send([answered(one, 'correct')])) ?? []
    if (!result) return
    if (notDone(result) || !result.recordId || !result.kind) onDone([result])
    else await navigate(to(`/our/${kindWords[result.kind].path}/${result.recordId}`))
  }

  const sayName = async ({ asks }: Suggestion, same: boolean) => {
    if (!asks || state.busy) return
    setState({ busy: true })
    try {
      await found.sayName(authority.id, { name: asks.name, vendor: asks.vendor, same })
      setState({})
      onNamed()
    } catch (failure) {
      setState({
        wrong: failure instanceof Problem ? failure.message : 'Your answer could not be kept. Try again.',
      })
    }
  }

  const move = (by: number) => {
    const next = Math.min(Math.max(at + by, 0), suggestions.length - 1)
    setAt(next)
    rows.current[next]?.focus()
  }
  const here = suggestions[at]
  const press = (answer: Answer) => () => {
    if (here) choose([here.id], chosen.get(here.id) === answer ? undefined : answer)
  }
  const shortcuts: Shortcut[] = [
    { key: 'j', does: 'The next one', run: () => move(1) },
    { key: 'k', does: 'The one before', run: () => move(-1) },
    { key: 'a', does: 'Accept it', run: press('accept') },
    { key: 'n', does: 'Not ours, or keep what you hold', run: press('not ours') },
    { key: 'l', does: `Later: ask again in ${laterDays} days`, run: press('later') },
    { key: 'c', does: 'Correct it, in its form', run: () => here && void correct(here) },
    { key: 's', does: 'Send your answers', run: () => void answerAll() },
    { key: '?', does: 'Show or hide this list', run: toggleKeys(keysHelp) },
  ]
  useShortcuts(suggestions.length > 0 ? shortcuts : [])

  const laterWords =
    later > 0
      ? `${counted(later, 'suggestion')} you put off will come back by ${later === 1 ? 'itself' : 'themselves'}.`
      : ''
  if (suggestions.length === 0) {
    return (
      <>
        <h1 className="govuk-heading-l">Nothing to answer</h1>
        <p className="lede">
          When published data says something about {authority.name} that your register does not, it is asked
          here, once. {laterWords}
        </p>
        <p className="govuk-body">
          <Anchor className="govuk-link" href={to('/our')}>
            Back to your register
          </Anchor>
        </p>
      </>
    )
  }
  const left = suggestions.filter(({ id }) => !chosen.has(id)).map(({ id }) => id)
  return (
    <>
      {state.wrong && <ErrorSummary key={state.wrong} errors={[{ text: state.wrong }]} />}
      <h1 className="govuk-heading-l">
        We found {counted(total, 'thing')} about {authority.name}
      </h1>
      <p className="lede">
        Published data says these and your register does not. Nothing changes until you answer; what you
        accept goes into your draft, and you confirm it when you have looked. About{' '}
        {counted(minutes, 'minute')}.
      </p>
      <p className="govuk-body">
        {total > suggestions.length &&
          `The first ${suggestions.length} are here; the others follow when these are answered. `}
        {laterWords}
      </p>
      <KeysHelp shortcuts={shortcuts} details={keysHelp} />
      <ol className="found-list">
        {suggestions.map((one, index) => (
          <li
            key={one.id}
            ref={(element) => {
              rows.current[index] = element
            }}
            tabIndex={-1}
            aria-labelledby={`found-${one.id}`}
            className="found-one"
            data-here={index === at}
            onFocus={() => setAt(index)}
          >
            <OneFound
              one={one}
              names={names}
              to={to}
              laterDays={laterDays}
              answer={chosen.get(one.id)}
              onAnswer={(answer) => choose([one.id], answer)}
              onCorrect={() => void correct(one)}
              onName={(same) => void sayName(one, same)}
              isBusy={state.busy === true}
            />
          </li>
        ))}
      </ol>
      <div className="found-send">
        <Button type="button" onClick={() => void answerAll()} disabled={state.busy || answers.length === 0}>
          {state.busy
            ? 'Sending…'
            : answers.length === 0
              ? 'Send answers'
              : `Send ${counted(answers.length, 'answer')}`}
        </Button>
        {left.length > 1 && (
          <button type="button" className="link-button" onClick={() => choose(left, 'accept')}>
            Accept {answers.length > 0 ? `the other ${left.length}` : `all ${left.length}`}
          </button>
        )}
        {answers.length > 0 && (
          <button type="button" className="link-button" onClick={() => setChosen(new Map())}>
            Clear
          </button>
        )}
      </div>
    </>
  )
}
