import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod'
import type { NewProduct, NewVendor, Proposal } from '../../../../../functions/schema/proposal.ts'
import { type RecordKind, schemas } from '../../../../../functions/schema/record.ts'
import type { Values } from '../../fields.ts'
import { createDrafting } from '../drafting/drafting.ts'
import { type Kept, keep } from '../drafting/keep.ts'
import type { Save } from '../drafting/saver.ts'
import type { Boxes, Clashing } from '../drafting/typed.ts'
import { formsOpen } from '../drafting/unsent.ts'
import type { Place } from '../page.tsx'
import { type Entry, type PutForward, service } from '../service.ts'

/** The form holds what was typed; the shared schema says what must be mended in it. */
const judgedBy = (kind: RecordKind) =>
  z.record(z.string(), z.unknown()).superRefine((typed, context) => {
    const judged = schemas[kind].fields.safeParse(typed)
    for (const { path, message } of judged.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path, message })
    }
  })
const judging = { system: judgedBy('system'), contract: judgedBy('contract') }

export type RecordFormState = ReturnType<typeof useRecordForm>

/** A form over one record that saves as it is typed, whatever questions of the record it asks. */
export function useRecordForm({
  kind,
  place,
  id,
  entry,
  prefilled,
  putForward,
  kept = [],
  beginKey = crypto.randomUUID(),
  onBegun,
  onTyped,
}: {
  kind: RecordKind
  place: Place
  /** The record; nothing for one that is about to be added. */
  id: string | undefined
  entry: Entry
  prefilled?: Values | undefined
  /** What other drafts put forward for the lists. */
  putForward?: PutForward | undefined
  kept?: readonly Kept[]
  beginKey?: string
  onBegun?: (id: string) => void
  /** Something was typed for the first time. */
  onTyped?: () => void
}) {
  const [save, setSave] = useState<Save>({ state: 'nothing to save' })
  const [clashing, setClashing] = useState<Clashing>({})
  const [taken, setTaken] = useState<readonly string[]>([])
  const [proposal, setProposal] = useState<Proposal | null>(
    entry.proposal?.outcome === 'sent' ? null : entry.proposal,
  )
  const heard = useRef({ onBegun, onTyped, onTaken: (_: Values, __: string[]) => {} })
  heard.current = { ...heard.current, onBegun, onTyped }

  const [drafting] = useState(() =>
    createDrafting({
      service,
      keep,
      person: place.person.id,
      authority: place.authority.id,
      kind,
      id,
      entry,
      prefilled,
      putForward,
      kept,
      beginKey,
      sitting: crypto.randomUUID(),
      // Each key pressed says "waiting" again; only a change of state is news.
      onSave: (next) =>
        setSave((before) => (before.state === next.state && next.state === 'waiting' ? before : next)),
      onBegun: (begun) => heard.current.onBegun?.(begun),
      onTaken: (values, fields) => heard.current.onTaken(values, fields),
      onClashing: setClashing,
      onProposal: setProposal,
    }),
  )
  const [extras, setExtras] = useState<{
    newVendors: NewVendor[]
    newProducts: NewProduct[]
    confirms: boolean
  }>({
    newVendors: drafting.start.newVendors,
    newProducts: drafting.start.newProducts,
    confirms: drafting.start.confirms,
  })

  const form = useForm<Values>({
    defaultValues: drafting.start.values,
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
    resolver: zodResolver(judging[kind]),
  })
  const silent = useRef(false)
  heard.current.onTaken = (values, fields) => {
    silent.current = true
    for (const field of fields) form.setValue(field, values[field])
    silent.current = false
    setTaken((before) => [...new Set([...before, ...fields])])
    const { newVendors, newProducts } = drafting.draft()
    setExtras((before) => ({ ...before, newVendors, newProducts }))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the form starts once and listens from then on
  useEffect(() => {
    const open = formsOpen.open({
      authority: place.authority.id,
      kind,
      id: () => drafting.recordId(),
      beginKey,
    })
    setClashing(drafting.clashing())
    const watching = form.watch(() => {
      if (silent.current) return
      drafting.typed({ values: structuredClone(form.getValues()) })
      heard.current.onTyped?.()
    })
    drafting.begin()
    const leaving = (event: BeforeUnloadEvent) => {
      // What this browser keeps is sent when the person comes back: only what it cannot keep would be lost.
      if (drafting.hasUnsaved() && !drafting.keeps()) event.preventDefault()
    }
    const back = () => {
      if (document.visibilityState === 'visible') void drafting.refresh()
      else void drafting.flush()
    }
    const hiding = () => void drafting.flush()
    window.addEventListener('beforeunload', leaving)
    window.addEventListener('online', back)
    window.addEventListener('pagehide', hiding)
    document.addEventListener('visibilitychange', back)
    return () => {
      watching.unsubscribe()
      window.removeEventListener('beforeunload', leaving)
      window.removeEventListener('online', back)
      window.removeEventListener('pagehide', hiding)
      document.removeEventListener('visibilitychange', back)
      // Leaving by a link still saves; the page simply no longer shows it.
      void drafting.flush().finally(() => {
        drafting.stop()
        open.close()
      })
    }
  }, [])

  return useMemo(
    () => ({
      form,
      save,
      clashing,
      /** Fields that others changed while this was open, or that were kept from before. */
      taken,
      proposal,
      ...extras,
      recovered: drafting.recovered,
      isGone: save.state === 'kept' && drafting.isGone(),
      recordId: drafting.recordId,
      hasDraft: drafting.hasDraft,
      flush: drafting.flush,
      settle: drafting.settle,
      beginAnew: drafting.beginAnew,
      setConfirms: (confirms: boolean) => {
        drafting.typed({ confirms })
        setExtras((before) => ({ ...before, confirms }))
      },
      addVendor: (vendor: NewVendor) => {
        const newVendors = [...drafting.draft().newVendors.filter(({ id: one }) => one !== vendor.id), vendor]
        drafting.typed({ newVendors })
        setExtras((before) => ({ ...before, newVendors }))
      },
      addProduct: (product: NewProduct) => {
        const newProducts = [
          ...drafting.draft().newProducts.filter(({ id: one }) => one !== product.id),
          product,
        ]
        drafting.typed({ newProducts })
        setExtras((before) => ({ ...before, newProducts }))
      },
      retire: (on: Boxes) => drafting.retire({ ...structuredClone(form.getValues()), retiredOn: on }),
      discard: async () => {
        await drafting.hush()
        const known = drafting.recordId()
        try {
          const seen = drafting.proposal()
          if (known && seen) await service.discard(place.authority.id, known, seen)
        } catch (failure) {
          drafting.goOn()
          throw failure
        }
        await drafting.letGo()
      },
    }),
    [form, save, clashing, taken, proposal, extras, drafting, place.authority.id],
  )
}
