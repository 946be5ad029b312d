import * as z from 'zod'
import { contract } from './contract.ts'
import { comment, linkAnswer } from './proposal.ts'
import { rating } from './rating.ts'
import { anyKinds } from './record.ts'
import { fieldChange } from './review.ts'
import { skillLevel } from './skillLevel.ts'
import { system } from './system.ts'

// What a record's history, an authority's latest changes and the audit trail are told as.

export const auditActions = [
  'approved',
  'confirmed',
  'accepted',
  'returned',
  'sent',
  'loaded',
  'removed',
  // about vendors and products, and the records that name them
  'merged',
  'unmerged',
  'edited',
  // about people
  'invited',
  'joined',
  'changed',
  'suspended',
  'restored',
] as const
export type AuditAction = (typeof auditActions)[number]

const action = z.enum(auditActions)
const place = z.number().int().min(0)

/** Somebody, as far as they are known, and whom they acted for. */
export const who = z.object({ id: z.string(), name: z.string(), role: z.string().optional() })
export type Who = z.infer<typeof who>

/** How a version came to be published. */
export const why = z.object({
  submission: z.string(),
  reference: z.string(),
  sentAt: z.string().optional(),
  sentBy: who.optional(),
  message: z.string().optional(),
  /** Everyone who typed in the proposal. */
  editors: z.array(who),
  comments: z.array(comment),
  /** Answers by links that it held. */
  answers: z.array(linkAnswer).optional(),
  /** The earlier version it brought back. */
  restores: place.optional(),
})
export type Why = z.infer<typeof why>

/** One version of a record: who published it, when, what it changed and why. */
export const version = z.object({
  version: place,
  at: z.string(),
  action: action.optional(),
  who: who.optional(),
  why: why.optional(),
  /** Field by field, against the version before; of the first version, everything it states. */
  changes: z.array(fieldChange),
  record: z.union([system, contract, rating, skillLevel]),
})
export type Version = z.infer<typeof version>

export const versions = z.object({
  versions: z.array(version),
  /** The version to go on before, where there are earlier ones. */
  before: place.optional(),
})
export type Versions = z.infer<typeof versions>

/** A record as it stood at the end of a day. */
export const asAt = z.object({
  on: z.string(),
  /** Nothing when it was not on the register yet. */
  version: z.union([version, z.null()]),
  /** The day it first was. */
  firstOn: z.string(),
  /** The version published now. */
  current: place,
})
export type AsAt = z.infer<typeof asAt>

/** One event of an authority's audit trail, in words people know. */
export const happening = z.object({
  n: place,
  at: z.string(),
  action,
  who,
  kind: z.enum(anyKinds).optional(),
  recordId: z.string().optional(),
  /** What the record is called now; nothing once it has left the register. */
  title: z.string().optional(),
  version: place.optional(),
  /** The fields that the version changed. */
  changed: z.array(z.string()).optional(),
  submission: z.string().optional(),
  reference: z.string().optional(),
})
export type Happening = z.infer<typeof happening>

export const happenings = z.object({ events: z.array(happening), before: place.optional() })
export type Happenings = z.infer<typeof happenings>

/** How far a chain was checked, and whether it was whole so far. */
export const chainCheck = z.object({
  checkedTo: place,
  /** To go on from. */
  hash: z.string(),
  /** What is wrong; nothing while it is whole. */
  fault: z.string().optional(),
  done: z.boolean(),
  /** Events in the chain. */
  length: place,
})
export type ChainCheck = z.infer<typeof chainCheck>
