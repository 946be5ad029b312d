import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { NewVendor, Proposal } from '../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../functions/schema/record.ts'
import { Problem } from '../../api.ts'
import { instantWords, type Values } from '../fields.ts'
import { createSaver, type Save } from './saver.ts'
import { type Entry, service } from './service.ts'
import { type Clash, merge, proposed, typed } from './typed.ts'

// One record's draft, kept in step with the service while it is typed.

/** What the form holds besides the record's own fields. */
export type Draft = { values: Values; newVendors: NewVendor[]; confirms: boolean }

const placeFor = (authority: string, kind: RecordKind, id: string) =>
  `city-tools draft ${authority} ${kind} ${id}`

const browserKeep = (place: () => string) => ({
  set: (values: Values) => {
    // A full or forbidden storage loses only the second copy: the form itself still holds the typing.
    try {
      localStorage.setItem(place(), JSON.stringify(values))
    } catch {}
  },
  clear: () => {
    try {
      localStorage.removeItem(place())
    } catch {}
  },
})

const keptAt = (place: string): Draft | undefined => {
  try {
    const text = localStorage.getItem(place)
    const kept: unknown = text ? JSON.parse(text) : undefined
    return kept && typeof kept === 'object' && 'values' in kept ? (kept as Draft) : undefined
  } catch {
    return undefined
  }
}

/** Why nothing can be saved until the person has signed in again. */
export const signedOut = 'You have been signed out.'

export type Clashing = {
  clashes: Clash[]
  merged: Values
  theirs: Values
  who: string
  newVendors: NewVendor[]
}

export type Drafting = {
  start: Draft
  /** The start is typing this browser kept, that the service had not received. */
  recovered: boolean
  save: Save
  clashing: Clashing | undefined
  /** Work of someone else that was joined to this person's without asking. */
  joined: string | undefined
  proposal: Proposal | null
  recordId: string | undefined
  typed: (draft: Draft) => void
  flush: () => Promise<boolean>
  settle: (values: Values) => Promise<boolean>
  discard: () => Promise<void>
  retire: (draft: Draft) => Promise<boolean>
}

/** Who saved meanwhile, and when, as far as the service says. */
const savedBy = ({ more }: Problem, theirs: Proposal | null): string => {
  const name = typeof more.savedByName === 'string' ? more.savedByName : 'Someone else'
  if (!theirs) return `${name} sent or discarded this draft while you were typing.`
  return `${name} saved this draft on ${instantWords(theirs.updatedAt)}, while you were typing.`
}

/** The draft as it is now, where the refusal brings it along. */
const theirsIn = ({ more }: Problem) => more.proposal as Proposal | null | undefined

export function useDrafting({
  authority,
  kind,
  id,
  entry,
  onBegun,
  onValues,
}: {
  authority: string
  kind: RecordKind
  /** The record's id; nothing for one that is about to be added. */
  id: string | undefined
  entry: Entry
  /** A new record has been given its id by its first save. */
  onBegun: (id: string) => void
  /** Values the form must show that this person did not type. */
  onValues: (draft: Draft) => void
}): Drafting {
  const { record } = entry
  const ref = useRef({
    id,
    proposal: entry.proposal,
    record: record as RegisterRecord | null,
    /** What the service last had from this browser, or gave it. */
    known: typed(kind, proposed(record, entry.proposal?.values ?? {})),
    action: entry.proposal?.action,
    key: crypto.randomUUID(),
  })
  const [save, setSave] = useState<Save>({ state: 'nothing to save' })
  const [clashing, setClashing] = useState<Clashing>()
  const [joined, setJoined] = useState<string>()
  const [proposal, setProposal] = useState(entry.proposal)
  const handlers = useRef({ onBegun, onValues })
  handlers.current = { onBegun, onValues }

  const place = useCallback(() => placeFor(authority, kind, ref.current.id ?? 'new'), [authority, kind])

  const kept = useMemo(() => keptAt(placeFor(authority, kind, id ?? 'new')), [authority, kind, id])
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the form starts is settled once
  const start = useMemo<Draft>(
    () =>
      kept
        ? { ...kept, values: typed(kind, kept.values) }
        : {
            values: ref.current.known,
            newVendors: entry.proposal?.newVendors ?? [],
            confirms: entry.proposal?.provenance.confirmedAt !== undefined,
          },
    [],
  )

  const saver = useMemo(() => {
    const put = async (given: Values) => {
      const { values, newVendors, confirms } = given as Draft
      const now = ref.current
      const named = newVendors.filter(({ id: vendor }) => Object.values(values).includes(vendor))
      const saved = now.id
        ? await service.save(authority, now.id, {
            ...(now.action && { action: now.action }),
            values,
            newVendors: named,
            revision: now.proposal?.outcome === 'sent' ? 0 : (now.proposal?.revision ?? 0),
            baseVersion: now.proposal?.baseVersion ?? now.record?.version ?? 0,
            ...(confirms && { confirms }),
          })
        : await service.begin(authority, kind, values, named, now.key)
      const begun = !now.id
      if (begun) browserKeep(place).clear()
      now.id = saved.recordId
      now.proposal = saved
      now.known = values
      setProposal(saved)
      if (begun) handlers.current.onBegun(saved.recordId)
    }
    return createSaver({
      put: async (values) => {
        try {
          await put(values)
        } catch (problem) {
          if (!(problem instanceof Problem && problem.status === 409)) throw problem
          // Someone saved first. What does not touch what this person touched is joined without a word's delay.
          const now = ref.current
          const inProblem = theirsIn(problem)
          const latest =
            inProblem === undefined && now.id ? await service.entry(authority, kind, now.id) : undefined
          const theirProposal = inProblem === undefined ? (latest?.proposal ?? null) : inProblem
          const draft = values as Draft
          const theirs = typed(kind, proposed(latest?.record ?? now.record, theirProposal?.values ?? {}))
          const found = merge(kind, { start: now.known, mine: draft.values, theirs })
          now.proposal = theirProposal
          const newVendors = [
            ...new Map(
              [...(theirProposal?.newVendors ?? []), ...draft.newVendors].map((one) => [one.id, one]),
            ).values(),
          ]
          if (found.clashes.length > 0) {
            setJoined(undefined)
            setClashing({
              clashes: found.clashes,
              merged: found.values,
              theirs,
              who: savedBy(problem, theirProposal),
              newVendors,
            })
            throw problem
          }
          const joinedDraft = { ...draft, values: found.values, newVendors }
          now.known = theirs
          await put(joinedDraft)
          handlers.current.onValues(joinedDraft)
          setJoined('Someone else was working on this too. What they saved and what you typed are both kept.')
        }
      },
      keep: browserKeep(place),
      judge: (problem) => {
        if (problem instanceof Problem) {
          if (problem.status === 409) return { clash: true }
          if (problem.status === 401) return { because: signedOut, again: false }
          const again = problem.status >= 500 || problem.status === 429 || problem.status === 0
          return { because: problem.message, again }
        }
        return { because: 'The service cannot be reached.', again: true }
      },
      onState: (next) =>
        // Each key pressed says "waiting" again; only a change of state is news.
        setSave((before) => (before.state === next.state && next.state === 'waiting' ? before : next)),
    })
  }, [authority, kind, place])

  const lives = useRef(0)
  useEffect(() => {
    saver.start()
    lives.current += 1
    const leaving = (event: BeforeUnloadEvent) => {
      if (saver.hasUnsaved()) event.preventDefault()
    }
    const online = () => void saver.flush()
    window.addEventListener('beforeunload', leaving)
    window.addEventListener('online', online)
    return () => {
      window.removeEventListener('beforeunload', leaving)
      window.removeEventListener('online', online)
      // Leaving by a link still saves; the page simply no longer shows it.
      const life = lives.current
      void saver.flush().finally(() => {
        if (lives.current === life) saver.stop()
      })
    }
  }, [saver])

  const latest = useRef<Draft>(start)
  // biome-ignore lint/correctness/useExhaustiveDependencies: recovered typing is offered to the service once
  useEffect(() => {
    if (kept) saver.typed(start)
  }, [saver])

  return {
    start,
    recovered: kept !== undefined,
    save,
    clashing,
    joined,
    proposal,
    recordId: ref.current.id,
    typed: (draft) => {
      latest.current = draft
      saver.typed(draft)
    },
    flush: () => saver.flush(),
    settle: async (values) => {
      const draft = {
        ...latest.current,
        values,
        newVendors: clashing?.newVendors ?? latest.current.newVendors,
      }
      ref.current.known = clashing?.theirs ?? ref.current.known
      latest.current = draft
      setClashing(undefined)
      handlers.current.onValues(draft)
      return saver.settle(draft)
    },
    discard: async () => {
      saver.forget()
      if (ref.current.id) await service.discard(authority, ref.current.id)
    },
    retire: (draft) => {
      ref.current.action = 'retire'
      latest.current = draft
      saver.typed(draft)
      return saver.flush()
    },
  }
}
