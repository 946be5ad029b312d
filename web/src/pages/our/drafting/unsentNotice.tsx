import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { Anchor, Button } from '../../../govuk/index.ts'
import { instantWords, kindWords, titleOf } from '../../fields.ts'
import type { Place } from '../page.tsx'
import { service } from '../service.ts'
import { type Kept, keep } from './keep.ts'
import { formsOpen, type Sent, sendKept } from './unsent.ts'

const retry = 30_000

/** Whether this page is the form of what was kept: the form sends it itself. */
const isItsForm = ({ kind, id, beginKey }: Kept, pathname: string, search: string) => {
  const [, page] = /^\/our\/\w+\/([^/]+)/.exec(pathname) ?? []
  if (!pathname.startsWith(`/our/${kindWords[kind].path}/`)) return false
  return id === undefined ? new URLSearchParams(search).get('draft') === beginKey : page === id
}

/** Sends what this browser kept for this authority, and says what came of it. */
export function UnsentNotice({
  place: { authority, person, to },
}: {
  place: Pick<Place, 'authority' | 'person' | 'to'>
}) {
  const [sent, setSent] = useState<readonly Sent[]>([])
  /** What somebody is about to throw away, and is asked about. */
  const [leaving, setLeaving] = useState<string>()
  const busy = useRef(false)
  const { pathname, search } = useLocation()
  const here = useRef({ pathname, search })
  here.current = { pathname, search }

  const send = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    try {
      const mine = (await keep.of(person.id)).filter(
        (kept) =>
          kept.authority === authority.id &&
          !formsOpen.holds(kept) &&
          !isItsForm(kept, here.current.pathname, here.current.search),
      )
      const results: Sent[] = []
      for (const kept of mine) results.push(await sendKept(kept, { service, keep }))
      const stuck = (one: Sent) => one.outcome !== 'saved'
      setSent((before) => [
        // What was saved stays said while the page is open; what is stuck is told as it is now.
        ...before.filter(
          (one) => !stuck(one) && !results.some((next) => next.kept.sitting === one.kept.sitting),
        ),
        ...results,
      ])
    } finally {
      busy.current = false
    }
  }, [authority.id, person.id])

  useEffect(() => {
    void send()
    const again = () => void send()
    const timer = setInterval(again, retry)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [send])
  const waits = sent.some((one) => one.outcome === 'stays' && one.again)

  const remove = (kept: Kept) =>
    void keep
      .remove(kept.sitting)
      .then(() => setSent((before) => before.filter((one) => one.kept.sitting !== kept.sitting)))
  const anew = (kept: Kept) =>
    void keep.set({ ...kept, id: undefined, beginKey: crypto.randomUUID(), known: {} }).then(() => send())

  if (sent.length === 0) return null
  const address = (kept: Kept, id: string | undefined) =>
    to(
      id
        ? `/our/${kindWords[kept.kind].path}/${id}`
        : `/our/${kindWords[kept.kind].path}/new?draft=${kept.beginKey}`,
    )
  return (
    <section className="unsent" aria-label="Typing this browser kept" role="status">
      <p className="govuk-body unsent__head">
        {sent.every(({ outcome }) => outcome === 'saved')
          ? 'This browser had kept typing that was not saved. It is saved now.'
          : 'This browser keeps typing that is not saved yet.'}
      </p>
      <ul className="our-list">
        {sent.map((one) => {
          const { kept } = one
          const title = titleOf(kept.kind, kept.values)
          return (
            <li key={kept.sitting}>
              <Anchor className="govuk-link" href={address(kept, one.outcome === 'stays' ? kept.id : one.id)}>
                {title}
              </Anchor>
              <small>
                typed {instantWords(kept.typedAt)}
                {one.outcome === 'clash' && '. A colleague changed the same thing: open it to choose'}
                {one.outcome === 'stays' && `. ${one.because}`}
              </small>
              {one.outcome === 'stays' && (
                <span className="card-links">
                  {one.status === 404 && (
                    <button type="button" className="link-button" onClick={() => anew(kept)}>
                      Save it as a new draft<span className="govuk-visually-hidden">: {title}</span>
                    </button>
                  )}
                  {leaving === kept.sitting ? (
                    <>
                      It is nowhere else.
                      <button type="button" className="link-button" onClick={() => remove(kept)}>
                        Throw it away for good<span className="govuk-visually-hidden">: {title}</span>
                      </button>
                      <button type="button" className="link-button" onClick={() => setLeaving(undefined)}>
                        Keep it<span className="govuk-visually-hidden">: {title}</span>
                      </button>
                    </>
                  ) : (
                    <button type="button" className="link-button" onClick={() => setLeaving(kept.sitting)}>
                      Throw it away<span className="govuk-visually-hidden">: {title}</span>
                    </button>
                  )}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      {waits && (
        <Button type="button" className="govuk-button--secondary" onClick={() => void send()}>
          Try again now
        </Button>
      )}
    </section>
  )
}
