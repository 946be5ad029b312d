import type { Known } from '../domain/alike.ts'
import { statedIn } from '../domain/proposal.ts'
import type { NewProduct, NewVendor, Proposal } from '../schema/proposal.ts'
import type { RecordKind, RegisterRecord } from '../schema/record.ts'
import { understood } from '../schema/typed.ts'

/** A record in the few fields that forms compare and choose by, drafts included. */
export type Brief = Known & {
  state: 'published' | 'draft' | 'with LOTI'
  retiredOn?: string | undefined
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const texts = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

function briefly(kind: RecordKind, id: string, typed: Record<string, unknown>, state: Brief['state']): Brief {
  const say = (field: string) => understood(kind, field, typed[field])
  const shared = { id, state, serviceAreas: texts(say('serviceAreas')), retiredOn: text(say('retiredOn')) }
  return kind === 'system'
    ? {
        ...shared,
        kind,
        title: text(say('name')) ?? '',
        product: text(say('product')),
        maker: text(say('maker')),
      }
    : {
        ...shared,
        kind,
        title: text(say('title')) ?? '',
        reference: text(say('reference')),
        supplier: text(say('supplier')),
        systems: texts(say('systems')),
        startsOn: text(say('startsOn')),
        endsOn: text(say('endsOn')),
      }
}

/** Everything an authority holds or is about to: a draft speaks for its record. */
export function inBrief(records: RegisterRecord[], proposals: Proposal[]): Brief[] {
  const byId = new Map(
    records.map((record) => [record.id, briefly(record.kind, record.id, statedIn(record), 'published')]),
  )
  const published = new Map(records.map((record) => [record.id, record]))
  for (const { kind, recordId, values, outcome } of proposals) {
    const record = published.get(recordId)
    const state = record ? 'published' : outcome === 'sent' ? 'with LOTI' : 'draft'
    byId.set(recordId, briefly(kind, recordId, { ...statedIn(record), ...values }, state))
  }
  return [...byId.values()]
}

/** What is on no list yet and named by what is on its way, each once: one draft may name what another brought. */
export function putForward(proposals: readonly Proposal[]): {
  newVendors: NewVendor[]
  newProducts: NewProduct[]
} {
  const once = <T extends { id: string }>(all: T[]) => [...new Map(all.map((one) => [one.id, one])).values()]
  return {
    newVendors: once(proposals.flatMap(({ newVendors }) => newVendors)),
    newProducts: once(proposals.flatMap(({ newProducts = [] }) => newProducts)),
  }
}
