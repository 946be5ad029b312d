import type { Proposal } from '../../../../../functions/schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../../../../../functions/schema/record.ts'
import { Problem } from '../../../api.ts'
import type { Values } from '../../fields.ts'
import type { Entry, PutForward, Saved } from '../service.ts'
import { type Draft, type DraftService, joined, judged, movedUnder, named, pick, stated } from './draft.ts'
import type { Keep, Kept } from './keep.ts'
import { createSaver, type Save } from './saver.ts'
import { type Clashing, editsBetween, meet, proposed, type Theirs, typed } from './typed.ts'

// One record's draft, kept in step with the service while it is typed. What the service says and what the form holds
// are met field by field after every answer, so that several people may type in one draft at once.

export type DraftParts = {
  service: DraftService
  keep: Pick<Keep, 'set' | 'remove'>
  person: string
  authority: string
  kind: RecordKind
  /** The record; nothing for one that is about to be added. */
  id: string | undefined
  entry: Entry
  /** What a new record starts with, to be saved at once. */
  prefilled?: Values | undefined
  /** Vendors and products that other drafts put forward: this one may name them too, and then brings them along. */
  putForward?: PutForward | undefined
  /** Typing this browser kept, that the service may not have. */
  kept?: readonly Kept[]
  beginKey: string
  sitting: string
  onSave: (save: Save) => void
  /** A new record has been given its id by its first save. */
  onBegun: (id: string) => void
  /** Fields the form must show that this person did not type in this form. */
  onTaken: (values: Values, fields: string[]) => void
  onClashing: (clashing: Clashing) => void
  onProposal: (proposal: Proposal | null) => void
  now?: () => Date
}

export type Drafting = ReturnType<typeof createDrafting>

export function createDrafting(parts: DraftParts) {
  const { service, authority, kind, sitting, now = () => new Date() } = parts
  let { id, beginKey } = parts
  let record = parts.entry.record
  let proposal = parts.entry.proposal?.outcome === 'sent' ? null : parts.entry.proposal
  let action = proposal?.action
  /** The version of the record that has been seen, and everything in it settled. */
  let baseVersion = proposal?.baseVersion ?? record?.version ?? 0
  let known = typed(kind, proposed(record, proposal?.values ?? {}))
  let clashing: Clashing = {}
  /** What this person had last seen in each field in dispute. */
  let disputed: Values = {}
  let gone = false
  const isConfirming = (one: Proposal | null) => one?.provenance.confirmedAt !== undefined
  let draft: Draft = {
    values: known,
    newVendors: joined(parts.putForward?.newVendors ?? [], proposal?.newVendors ?? []),
    newProducts: joined(parts.putForward?.newProducts ?? [], proposal?.newProducts ?? []),
    confirms: isConfirming(proposal),
  }
  const opening: Draft = { ...draft, values: { ...known, ...parts.prefilled } }
  draft = opening

  const asKept = (): Kept => ({
    sitting,
    person: parts.person,
    authority,
    kind,
    id,
    beginKey,
    // Opened again, a field in dispute is in dispute again.
    known: { ...known, ...disputed },
    values: draft.values,
    ...named(draft),
    confirms: draft.confirms,
    action,
    baseVersion,
    typedAt: now().toISOString(),
  })
  let keeps = true
  const hold = () =>
    parts.keep.set(asKept()).then(
      () => {
        keeps = true
      },
      () => {
        keeps = false
      },
    )
  const letGo = () => parts.keep.remove(sitting).catch(() => undefined)

  /** Nothing is told while the form is still being put together. */
  let isOpen = false
  const clash = (more: Record<string, Theirs>, basis: Values = {}) => {
    clashing = { ...clashing, ...more }
    disputed = { ...pick(basis, Object.keys(more)), ...disputed }
    if (isOpen) parts.onClashing(clashing)
  }

  /** The record has a newer version: what it changed beneath the draft is for a person, the rest is simply newer. */
  function moveBase(after: RegisterRecord | null, before: RegisterRecord | null, values: Values) {
    if (!after || after.version <= baseVersion) return
    const met = before ? movedUnder(kind, values, { before, after }) : []
    const theirs: Values = typed(kind, { ...after })
    if (met.length > 0) clash(Object.fromEntries(met.map((field) => [field, { value: theirs[field] }])))
    else if (Object.keys(clashing).length === 0) baseVersion = after.version
  }

  /** The form and the service have drifted apart: puts them together, keeping what was typed. */
  function met(basis: Values, theirs: Values, whose: (field: string) => Theirs['by']) {
    const found = meet(kind, { basis, mine: draft.values, theirs })
    draft = { ...draft, values: found.values }
    known = theirs
    if (found.clashes.length > 0) {
      clash(
        Object.fromEntries(found.clashes.map((field) => [field, { value: theirs[field], by: whose(field) }])),
        basis,
      )
    }
    return found.taken
  }
  const typist = (field: string) => proposal?.typedBy?.[field]

  // Where this form starts: what the service says, with what this browser kept laid upon it.
  for (const one of parts.kept ?? []) {
    id ??= one.id
    if (one.action) action = one.action
    draft = {
      values: one.values,
      newVendors: joined(draft.newVendors, one.newVendors),
      newProducts: joined(draft.newProducts, one.newProducts),
      confirms: one.confirms,
    }
    met(one.known, known, typist)
  }
  if (record && parts.entry.base) moveBase(record, parts.entry.base, proposal?.values ?? {})

  /** Edits not yet with the service, apart from those a person must settle first. */
  const unsent = () => {
    const edits = editsBetween(kind, known, draft.values)
    for (const field of Object.keys(clashing)) delete edits[field]
    return edits
  }

  async function put({ asks = false } = {}) {
    const sent = draft
    if (gone) throw new Problem(404, 'Not found', 'A colleague discarded this draft.')
    if (id === undefined) {
      const values = stated(kind, sent.values)
      if (Object.keys(values).length === 0) return
      const begun = await service.begin(authority, kind, { values, ...named(sent) }, beginKey)
      id = begun.recordId
      // It may have been begun before, its answer lost, and others may have typed in it since.
      const says = typed(kind, begun.values)
      const others = Object.keys(says).filter(
        (field) => (begun.typedBy?.[field]?.by ?? parts.person) !== parts.person,
      )
      settled({ ...says, ...pick(typed(kind, {}), others) }, begun, null, [])
      parts.onBegun(id)
      return
    }
    const edits = unsent()
    const changesConfirms = sent.confirms !== isConfirming(proposal)
    const changesAction = action !== undefined && action !== proposal?.action
    const changesBase = proposal !== null && baseVersion > proposal.baseVersion
    const isEmpty = Object.keys(edits).length === 0 && !changesConfirms && !changesAction && !changesBase
    if (isEmpty && !asks) return
    const answer = await service.save(authority, id, {
      edits,
      ...named(sent),
      baseVersion,
      ...(changesConfirms && record && { confirms: sent.confirms }),
      ...(changesAction && { action }),
    })
    const refused = new Set(answer.clashes.map(({ field }) => field))
    const made = Object.keys(edits).filter((field) => !refused.has(field))
    const basis = { ...known, ...Object.fromEntries(made.map((field) => [field, sent.values[field]])) }
    settled(basis, answer.proposal, answer.record, answer.clashes)
  }

  /** Takes in what the service says after a save. */
  function settled(
    basis: Values,
    nextProposal: Proposal | null,
    nextRecord: RegisterRecord | null,
    clashes: Saved['clashes'],
  ) {
    const before = record
    proposal = nextProposal
    record = nextRecord ?? record
    const theirs = typed(kind, proposed(record, proposal?.values ?? {}))
    if (clashes.length > 0) {
      clash(Object.fromEntries(clashes.map(({ field, by }) => [field, { value: theirs[field], by }])), known)
    }
    // A field in dispute is left as it is typed until the person has chosen.
    const left = pick(draft.values, Object.keys(clashing))
    const taken = met({ ...basis, ...left }, { ...theirs, ...left }, typist)
    known = theirs
    for (const [field, { by }] of Object.entries(clashing)) {
      if (field in disputed)
        clashing = { ...clashing, [field]: { value: theirs[field], by: typist(field) ?? by } }
    }
    moveBase(record, before, proposal?.values ?? {})
    draft = {
      ...draft,
      newVendors: joined(proposal?.newVendors ?? [], draft.newVendors),
      newProducts: joined(proposal?.newProducts ?? [], draft.newProducts),
    }
    parts.onProposal(proposal)
    if (taken.length > 0) parts.onTaken(draft.values, taken)
  }

  /** The next save asks what the service says even if there is nothing to send. */
  let asks = false
  const saver = createSaver({
    put: async () => {
      const before = JSON.stringify(unsent())
      await put({ asks })
      asks = false
      const left = JSON.stringify(unsent())
      if (left === '{}' && Object.keys(clashing).length === 0) await letGo()
      else await hold()
      // What was typed meanwhile, or was not taken the first time: unless nothing came of asking.
      if (left !== '{}' && left !== before) saver.typed()
    },
    judge: (problem) => {
      if (problem instanceof Problem && problem.status === 404) gone = true
      return judged(problem)
    },
    onState: parts.onSave,
    now,
  })

  const change = (next: Partial<Draft>) => {
    draft = { ...draft, ...next }
    void hold()
    saver.typed()
  }

  return {
    /** What the form starts with. */
    start: draft,
    /** Fields in which the start is typing this browser kept. */
    recovered: (parts.kept ?? []).length > 0,
    clashing: () => clashing,
    draft: () => draft,
    recordId: () => id,
    hasDraft: () => proposal !== null,
    isGone: () => gone,
    /** Whether this browser keeps what is typed, should the page be closed now. */
    keeps: () => keeps,
    typed: change,
    hasUnsaved: saver.hasUnsaved,
    flush: () => saver.flush(),
    /** Takes in what colleagues have saved meanwhile, and sends what is unsent. */
    refresh: async () => {
      asks = id !== undefined
      await saver.look()
    },
    /** Begins to save what the form started with, where the service does not have it yet. */
    begin() {
      isOpen = true
      saver.start()
      if ((parts.kept ?? []).length > 0 || parts.prefilled) {
        void hold()
        for (const one of parts.kept ?? []) {
          if (one.sitting !== sitting) void parts.keep.remove(one.sitting).catch(() => undefined)
        }
        saver.typed()
      }
    },
    stop: saver.stop,
    /** The person has chosen between two answers, field by field. */
    settle(choices: Record<string, 'mine' | 'theirs'>) {
      const chosen = Object.entries(choices).filter(([field]) => field in clashing)
      const values = { ...draft.values }
      for (const [field, choice] of chosen) {
        if (choice === 'theirs') values[field] = clashing[field]?.value
      }
      const without = (fields: Values) =>
        Object.fromEntries(Object.entries(fields).filter(([field]) => !chosen.some(([one]) => one === field)))
      disputed = without(disputed)
      clashing = without(clashing) as Clashing
      const left = Object.keys(clashing)
      if (left.length === 0 && record) baseVersion = Math.max(baseVersion, record.version)
      parts.onClashing(clashing)
      change({ values })
      parts.onTaken(
        values,
        chosen.flatMap(([field, choice]) => (choice === 'theirs' ? [field] : [])),
      )
    },
    /** A colleague discarded the draft of a record that is not published: goes on with this typing as a new one. */
    beginAnew() {
      gone = false
      id = undefined
      beginKey = crypto.randomUUID()
      known = typed(kind, {})
      saver.typed()
    },
    retire(values: Values) {
      action = 'retire'
      change({ values })
      return saver.flush()
    },
    /** The draft as the service last had it. */
    proposal: () => proposal,
    /** The draft is about to be discarded: nothing more of it is saved. */
    hush: () => saver.forget(),
    /** It was not discarded after all: what was typed is saved and kept as before. */
    goOn() {
      saver.start()
      void hold()
      saver.typed()
    },
    /** It was discarded: this browser keeps nothing of it either. */
    letGo,
  }
}
