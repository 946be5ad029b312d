import { createHash } from 'node:crypto'
import { plain } from '../domain/plain.ts'
import { authority as authorityById } from '../reference/index.ts'
import { companyNumberOf } from '../reference/match.ts'
import type { Reason } from '../schema/import.ts'
import type { RecordKind } from '../schema/record.ts'
import {
  authorityNamed,
  type Cells,
  cellsBeyond,
  type Entry,
  type Shape,
  shown,
  tooManyCells,
  unquoted,
} from './entry.ts'
import { fieldOf } from './importable.ts'
import type { Known } from './known.ts'
import { tidy } from './values.ts'

// A register whose columns somebody, or its known layout, has named: each column is read into one of our fields.

/** A cell's characters that are looked at and kept, few enough that a whole row fits where it is stored. */
export const mostCharactersOf = (field: string) =>
  field === 'description' || field === 'notes' ? 6000 : 1000

/** Whose row it is where it does not say: the authority whose register the file is. */
export type Whose = { register: string | undefined }

export function mappedShape(
  header: readonly string[],
  { kind, fields }: { kind: RecordKind; fields: readonly string[] },
  { register }: Whose,
): Shape {
  const read = header.flatMap((name, place) => {
    const field = fields[place] ?? ''
    return fieldOf(kind, field) ? [{ name: name || `Column ${place + 1}`, place, field }] : []
  })
  const columns = read.map(({ name }) => name)
  const at = new Map(read.map(({ field }, index) => [field, index]))
  const cell = ({ cells }: Cells, field: string) => cells[at.get(field) ?? -1] ?? ''
  const columnOf = (field: string) => columns[at.get(field) ?? -1]
  const own = register === undefined ? undefined : authorityById(register)

  const whose = (cells: Cells, known: Known): ReturnType<typeof authorityNamed> & { named: string } => {
    const named = tidy(cell(cells, 'authority')).slice(0, 300)
    if (named === '' && own) return { named: own.name, authority: { id: own.id, name: own.name } }
    return { named, ...authorityNamed(named, known) }
  }
  const parse = (cells: Cells, known: Known) =>
    parseSaid(kind, (field) => cell(cells, field), known, columnOf)

  const identityColumn = columnOf('reference') ?? columnOf(kind === 'contract' ? 'title' : 'name')
  return {
    columns,
    unread: header.filter((name, place) => name !== '' && !fieldOf(kind, fields[place] ?? '')),
    columnFor: { authority: columnOf('authority'), identity: identityColumn },
    columnOf,
    twice: (later) => `Row ${later} is about the same ${kind}, and the later of the two is taken`,
    cells: (row) => ({
      cells: read.map(({ place, field }) => unquoted(row.text(place, mostCharactersOf(field)))),
      tooMany: cellsBeyond(row, header.length),
    }),
    about: (cells, known) => {
      const { authority } = whose(cells, known)
      const { idFor } = parse(cells, known)
      return {
        recordId: authority ? idFor(kind, authority.id) : undefined,
        authority: authority?.id,
        publishedAt: '',
      }
    },
    entry: (cells, known) => {
      const { authority, named, problem, fix, note } = whose(cells, known)
      const column = columnOf('authority')
      const { basis: _, idFor, ...said } = parse(cells, known)
      const recordId = authority && idFor(kind, authority.id)
      const reasons: Reason[] = [...said.reasons]
      const notes: Reason[] = [...said.notes]
      if (problem) {
        reasons.push({
          ...(column && { column }),
          value: shown(named),
          problem,
          fix: fix ?? 'Name the authority',
        })
      }
      if (note) notes.push({ ...(column && { column }), value: shown(named), problem: note })
      if (cells.tooMany > 0) reasons.push(tooManyCells(cells.tooMany))
      return {
        kind,
        buyer: named,
        ...(authority && { authority }),
        ...(recordId !== undefined && { recordId }),
        ...said,
        reasons,
        notes,
      }
    },
  }
}

/** What the cells of a row say of one record, and the id it has where nothing says which. */
export function parseSaid(
  kind: RecordKind,
  cell: (field: string) => string,
  known: Known,
  columnOf: (field: string) => string | undefined,
) {
  const said = kind === 'contract' ? contractIn(cell, known, columnOf) : systemIn(cell, known, columnOf)
  return {
    ...said,
    idFor: (kind: RecordKind, authority: string) =>
      said.basis === '' ? undefined : idOf(kind, authority, said.basis),
  }
}

/** The same thing of the same authority is the same record, in whatever file of this kind it comes. */
const idOf = (kind: RecordKind, authority: string, basis: string) =>
  `${kind === 'system' ? 'sys' : 'con'}_${createHash('sha256').update(`${authority}\nregister\n${basis}`).digest('hex').slice(0, 24)}`

type Said = Pick<Entry, 'title' | 'values' | 'reasons' | 'notes' | 'newVendor' | 'newProduct' | 'asks'> & {
  /** What tells it from others. */
  basis: string
}

/** Reads every cell that needs nothing but itself, and gathers what is to be said of them. */
function gather(
  kind: RecordKind,
  cell: (field: string) => string,
  columnOf: (field: string) => string | undefined,
) {
  const values: Record<string, unknown> = {}
  const reasons: Reason[] = []
  const notes: Reason[] = []
  const where = (field: string) => {
    const column = columnOf(field)
    return { ...(column && { column }), value: shown(tidy(cell(field))) }
  }
  return {
    values,
    reasons,
    notes,
    refuse: (field: string, problem: string, fix?: string) =>
      reasons.push({ ...where(field), problem, ...(fix && { fix }) }),
    note: (field: string, problem: string) => notes.push({ ...where(field), problem }),
    read(fields: readonly string[]) {
      for (const field of fields) {
        const said = columnOf(field) === undefined ? undefined : fieldOf(kind, field)?.read?.(cell(field))
        if (!said) continue
        if (said.value !== undefined) values[field] = said.value
        if (said.problem) this.refuse(field, said.problem, said.fix)
        if (said.note) this.note(field, said.note)
      }
    },
  }
}

const areasIn = (text: string, known: Known) => {
  const whole = known.serviceArea(text)
  if (whole) return { areas: [whole], unknown: [] }
  const parts = text
    .split(/[;|\n]|,(?!\s*and\b)/)
    .map(tidy)
    .filter((part) => part !== '')
  const areas = parts.flatMap((part) => known.serviceArea(part) ?? [])
  return {
    areas: [...new Set(areas)].slice(0, 50),
    unknown: parts.filter((part) => !known.serviceArea(part)),
  }
}

function readAreas(told: ReturnType<typeof gather>, cell: string, known: Known) {
  const { areas, unknown } = areasIn(cell, known)
  if (areas.length > 0) told.values.serviceAreas = areas
  if (unknown.length > 0) {
    told.note(
      'serviceAreas',
      `No service area is called ${unknown
        .slice(0, 3)
        .map((one) => `“${one.slice(0, 60)}”`)
        .join(', ')}, so ${unknown.length === 1 ? 'it is' : 'they are'} left out`,
    )
  }
}

const plainFields = {
  contract: [
    'reference',
    'title',
    'department',
    'description',
    'startsOn',
    'endsOn',
    'annualPounds',
    'wholeLifePounds',
    'irrecoverableVatPounds',
    'renewal',
    'rollMonths',
    'options',
    'optionsUsed',
    'noticeMonths',
    'stillUsed',
    'route',
    'framework',
    'tenderOrQuote',
    'smeSupplier',
    'vcseSupplier',
    'cpvCodes',
    'buyingTogether',
  ],
  system: [
    'name',
    'hosting',
    'goesLiveOn',
    'plannedReplacementOn',
    'replacedBy',
    'replacedOn',
    'users',
    'criticality',
    'aiUse',
    'aiPurpose',
    'hasApi',
    'portability',
    'supportModel',
    'peerContact',
    'notes',
  ],
} as const

function contractIn(
  cell: (field: string) => string,
  known: Known,
  columnOf: (field: string) => string | undefined,
): Said {
  const told = gather('contract', cell, columnOf)
  const { values, reasons, notes } = told
  told.read(plainFields.contract)
  readAreas(told, cell('serviceAreas'), known)
  const title = typeof values.title === 'string' ? values.title : ''
  if (title === '') told.refuse('title', 'There is no title', 'Enter what the contract is for')
  const { startsOn, endsOn } = values
  if (typeof startsOn === 'string' && typeof endsOn === 'string' && endsOn < startsOn) {
    told.refuse('endsOn', 'The contract ends before it starts', 'Check both dates')
  }
  for (const field of ['annualPounds', 'wholeLifePounds'] as const) {
    if (values[field] !== 0) continue
    delete values[field]
    told.note(field, 'A value of £0 is taken as not stated')
  }
  // What can be said of an end only where there is one to be extended or carried on.
  if (values.options && !values.renewal) values.renewal = 'by option'

  const named = tidy(cell('supplier')).slice(0, 160)
  const companyNumber = companyNumberOf(cell('companyNumber').slice(0, 40)) ?? ''
  const party = named === '' ? undefined : known.supplier({ name: named, companyNumber })
  if (named === '') told.refuse('supplier', 'No supplier is named', 'Enter who the contract is with')
  else if (!party) {
    told.refuse('supplier', 'The supplier’s name has no letters or figures', 'Enter who the contract is with')
  } else {
    values.supplier = party.id
    if (party.note) told.note('supplier', party.note)
  }
  const reference = typeof values.reference === 'string' ? plain(values.reference) : ''
  const basis =
    reference !== ''
      ? `${reference}\n${party?.id ?? ''}`
      : title === '' || !party
        ? ''
        : `${plain(title)}\n${party.id}\n${startsOn ?? ''}`
  return {
    basis,
    title,
    values,
    reasons,
    notes,
    ...(party?.newVendor && { newVendor: party.newVendor }),
    ...(party?.asks && { asks: party.asks }),
  }
}

function systemIn(
  cell: (field: string) => string,
  known: Known,
  columnOf: (field: string) => string | undefined,
): Said {
  const told = gather('system', cell, columnOf)
  const { values, reasons, notes } = told
  told.read(plainFields.system)
  readAreas(told, cell('serviceAreas'), known)
  const maker = tidy(cell('maker')).slice(0, 160)
  let said: Pick<Said, 'newVendor' | 'asks'> = {}
  if (/^in[ -]?house$/i.test(maker)) values.maker = 'in-house'
  else if (maker !== '') {
    const party = known.supplier({ name: maker, companyNumber: '' }, 'system')
    if (party) values.maker = party.id
    if (party?.note) told.note('maker', party.note)
    const { newVendor, asks } = party ?? {}
    said = { ...(newVendor && { newVendor }), ...(asks && { asks }) }
  }
  const called = tidy(cell('product')).slice(0, 160)
  const made = typeof values.maker === 'string' ? values.maker : undefined
  const product = called === '' ? undefined : known.product(called, made)
  if (product) {
    values.product = product.id
    if (product.note) told.note('product', product.note)
    if (!values.maker && product.maker) values.maker = product.maker
    if (!values.serviceAreas && product.serviceAreas.length > 0) {
      values.serviceAreas = [...product.serviceAreas]
      told.note('product', 'Its service areas are those the product is known for')
    }
  }
  if (values.name === undefined && called !== '') values.name = called
  const name = typeof values.name === 'string' ? values.name : ''
  if (name === '') told.refuse('name', 'The system has no name', 'Enter what people call it')
  else if (!values.serviceAreas) {
    told.note('serviceAreas', 'It has no service area yet: say what it is for before it is sent')
  }
  const newProduct = product?.newProduct && {
    ...product.newProduct,
    serviceAreas: Array.isArray(values.serviceAreas) ? values.serviceAreas : [],
  }
  return {
    basis: name === '' ? '' : `${plain(name)}\n${values.product ?? ''}`,
    title: name,
    values,
    reasons,
    notes,
    ...said,
    ...(newProduct && { newProduct }),
  }
}
