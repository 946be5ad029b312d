import { createHash } from 'node:crypto'
import { itCpv } from '../reference/cpv.ts'
import { companyNumberOf, matchAuthority, matchVendor } from '../reference/match.ts'
import type { Reason } from '../schema/import.ts'
import type { NewVendor } from '../schema/proposal.ts'
import { dateFrom, poundsFrom } from './values.ts'

// The CSV export of Contracts Finder: one awarded notice a row.

const columns = {
  id: 'Notice Identifier',
  buyer: 'Organisation Name',
  status: 'Status',
  published: 'Published Date',
  title: 'Title',
  cpv: 'Cpv Codes',
  links: 'Links',
  value: 'Awarded Value',
  supplier: 'Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]',
  startsOn: 'Contract start date',
  endsOn: 'Contract end date',
  procedure: 'OJEU Procedure Type',
} as const

const needed = [columns.id, columns.buyer, columns.title, columns.supplier]

/** Columns the shape needs and this header lacks; none when the file is of this shape. */
export const missingColumns = (header: string[]): string[] => needed.filter((name) => !header.includes(name))

/** What one row says. Everything but `reasons` is as good as it could be read. */
export type Notice = {
  title: string
  buyer: string
  authority: { id: string; name: string } | undefined
  recordId: string | undefined
  publishedAt: string
  values: Record<string, unknown>
  newVendor: NewVendor | undefined
  isIt: boolean
  reasons: Reason[]
  notes: Reason[]
}

const cut = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text)
const tidy = (text: string) =>
  text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** `[Name|Address|Ref type|Ref number|SME|VCSE]`, several in one cell, addresses with line breaks and stray bars. */
export function suppliersIn(
  cell: string,
): { name: string; companyNumber: string; sme?: boolean; vcse?: boolean }[] {
  const packed = cell.match(/\[[^[\]]*(?:\[[^\]]*\][^[\]]*)*\]/g) ?? (cell.trim() ? [`[${cell}]`] : [])
  return packed.flatMap((one) => {
    const parts = one.slice(1, -1).split('|')
    const name = tidy(parts[0] ?? '')
    if (name === '') return []
    const flag = (text: string | undefined) =>
      /^yes$/i.test(text ?? '') ? true : /^no$/i.test(text ?? '') ? false : undefined
    const sme = flag(parts.at(-2)?.trim())
    const vcse = flag(parts.at(-1)?.trim())
    const isNumber = /compan/i.test(parts.at(-4) ?? '')
    return [
      {
        name: name.slice(0, 160),
        companyNumber: isNumber ? (companyNumberOf(parts.at(-3) ?? '') ?? '') : '',
        ...(sme !== undefined && { sme }),
        ...(vcse !== undefined && { vcse }),
      },
    ]
  })
}

const vendorSlug = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\b(limited|ltd|plc|llp)\b\.?/g, ' ')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)

/** The same notice of the same authority is the same contract, in whatever file it comes. */
export const recordIdFor = (authority: string, notice: string) =>
  `con_${createHash('sha256').update(`${authority}\nContracts Finder\n${notice}`).digest('hex').slice(0, 24)}`

const routeFor = (procedure: string, title: string) => {
  if (/g-?\s?cloud/i.test(title)) return 'G-Cloud'
  if (/^(open|restricted)/i.test(procedure.trim())) return 'open tender'
  return undefined
}

/** Reads one row. Matching names is the costly part, so `known` remembers it over a file. */
export function noticeFrom(header: string[], row: string[], known: Known): Notice {
  const cell = (name: string) => row[header.indexOf(name)] ?? ''
  const reasons: Reason[] = []
  const notes: Reason[] = []
  const refuse = (column: string, problem: string, fix?: string) =>
    reasons.push({ column, value: cut(cell(column).trim()), problem, ...(fix && { fix }) })
  const note = (column: string, problem: string) =>
    notes.push({ column, value: cut(cell(column).trim()), problem })

  const named = tidy(cell(columns.title))
  const title = named.slice(0, 300)
  if (named === '') refuse(columns.title, 'There is no title', 'Enter what the contract is for')
  else if (named.length > 300)
    note(columns.title, 'The title is longer than 300 characters, so its end is left out')

  const buyer = tidy(cell(columns.buyer))
  const found = known.authority(buyer)
  if (!found)
    refuse(
      columns.buyer,
      'No authority is known by this name',
      'Use the authority’s usual name, like London Borough of Camden',
    )
  const noticeId = tidy(cell(columns.id)).slice(0, 200)
  if (noticeId === '')
    refuse(columns.id, 'The notice has no identifier', 'Keep the column as Contracts Finder exported it')
  const status = tidy(cell(columns.status))
  if (status !== '' && !/^awarded$/i.test(status)) {
    refuse(
      columns.status,
      'Only awarded contracts are taken',
      'Leave out notices that are open, closed or withdrawn',
    )
  }
  if (row.length > header.length) {
    reasons.push({
      problem: `The row has ${row.length} cells for ${header.length} columns, so they cannot be told apart`,
      fix: 'Put cells that hold a comma in quotation marks',
    })
  }

  const date = (column: string) => {
    const read = dateFrom(cell(column))
    if (read === null) refuse(column, 'This is not a date', 'Write it like 31/03/2027')
    return read ?? undefined
  }
  const startsOn = date(columns.startsOn)
  const endsOn = date(columns.endsOn)
  if (startsOn && endsOn && endsOn < startsOn) {
    refuse(columns.endsOn, 'The contract ends before it starts', 'Check both dates')
  }
  const value = poundsFrom(cell(columns.value))
  if (value === null) refuse(columns.value, 'This is not a sum of money', 'Write it like 182000')
  if (value === 0) note(columns.value, 'A value of £0 is taken as not stated')

  const suppliers = suppliersIn(cell(columns.supplier))
  const [supplier] = suppliers
  let vendor: string | undefined
  let newVendor: NewVendor | undefined
  if (!supplier) refuse(columns.supplier, 'No supplier is named', 'Enter who the contract is with')
  else {
    const match = known.vendor(supplier.name, supplier.companyNumber)
    if (match) {
      vendor = match.id
      if (match.score < 1) {
        note(
          columns.supplier,
          `Taken to be ${match.name}, by likeness (${Math.round(match.score * 100)} of 100)`,
        )
      }
    } else {
      const slug = vendorSlug(supplier.name)
      if (slug === '') refuse(columns.supplier, 'The supplier’s name has no letters or figures')
      else {
        newVendor = {
          id: `ven_${slug}`,
          name: supplier.name,
          ...(supplier.companyNumber && { companyNumber: supplier.companyNumber }),
        }
        vendor = newVendor.id
        note(
          columns.supplier,
          'A supplier we do not know yet: it joins the list when the contract is approved',
        )
      }
    }
    if (suppliers.length > 1) {
      note(columns.supplier, `${suppliers.length} suppliers are named; the first is taken`)
    }
  }

  const cpvCodes = [...new Set(cell(columns.cpv).match(/\d{8}/g) ?? [])].slice(0, 50)
  const route = routeFor(cell(columns.procedure), title)
  return {
    title,
    buyer,
    authority: found,
    recordId: found && noticeId ? recordIdFor(found.id, noticeId) : undefined,
    publishedAt: tidy(cell(columns.published)),
    newVendor,
    isIt: cpvCodes.some(itCpv),
    reasons,
    notes,
    values: {
      title,
      reference: noticeId,
      ...(vendor && { supplier: vendor }),
      ...(startsOn && { startsOn }),
      ...(endsOn && { endsOn }),
      ...(value && { wholeLifePounds: value }),
      ...(route && { route }),
      notices: [{ noticeId, service: 'Contracts Finder' }],
      ...(cpvCodes.length > 0 && { cpvCodes }),
      ...(supplier?.sme !== undefined && { smeSupplier: supplier.sme }),
      ...(supplier?.vcse !== undefined && { vcseSupplier: supplier.vcse }),
    },
  }
}

export type Known = {
  authority: (name: string) => { id: string; name: string } | undefined
  vendor: (name: string, companyNumber: string) => { id: string; name: string; score: number } | undefined
}

/** Matches names, each once. */
export function createKnown(): Known {
  const authorities = new Map<string, { id: string; name: string } | undefined>()
  const vendors = new Map<string, { id: string; name: string; score: number } | undefined>()
  const once = <T>(map: Map<string, T>, key: string, find: () => T): T => {
    if (!map.has(key)) map.set(key, find())
    return map.get(key) as T
  }
  return {
    authority: (name) => once(authorities, name, () => matchAuthority({ name }).match ?? undefined),
    vendor: (name, companyNumber) =>
      once(
        vendors,
        `${companyNumber}\n${name}`,
        () => matchVendor({ name, companyNumber }).match ?? undefined,
      ),
  }
}
