import { problem } from '../domain/problem.ts'
import { compiled, isObject, type Json, publishedLast } from './compile.ts'
import { columns, notAwarded, ocdsColumns, readColumns } from './contractsFinder.ts'
import { entriesIn } from './json.ts'
import { mostRows, type Row, type Sheet, type Start } from './read.ts'

// OCDS 1.1 release packages, and record packages of compiled releases: each contract, and each award without one, is a
// row like those of Contracts Finder's own export.

/** What is kept of a release: nothing in it names a person or an address. */
const kept: Json = {
  ocid: 1,
  date: 1,
  buyer: { id: 1, name: 1 },
  parties: {
    id: 1,
    name: 1,
    identifier: { scheme: 1, id: 1, legalName: 1 },
    details: { scale: 1, vcse: 1 },
    roles: 1,
  },
  tender: {
    id: 1,
    title: 1,
    status: 1,
    classification: { scheme: 1, id: 1 },
    additionalClassifications: { scheme: 1, id: 1 },
    items: { id: 1, classification: { scheme: 1, id: 1 } },
    procurementMethod: 1,
    procurementMethodDetails: 1,
    documents: { id: 1, documentType: 1, url: 1 },
    lots: { id: 1, title: 1 },
  },
  awards: {
    id: 1,
    title: 1,
    status: 1,
    value: { amount: 1, currency: 1 },
    suppliers: { id: 1, name: 1 },
    contractPeriod: { startDate: 1, endDate: 1 },
    relatedLots: 1,
    documents: { id: 1, documentType: 1, url: 1 },
  },
  contracts: {
    id: 1,
    awardID: 1,
    title: 1,
    status: 1,
    value: { amount: 1, currency: 1 },
    period: { startDate: 1, endDate: 1 },
  },
}

/** The longest text that is kept of any one thing. */
const mostCharacters = 500

function picked(value: unknown, of: unknown): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return value.slice(0, 1000).map((one) => picked(one, of))
  if (isObject(value)) {
    if (!isObject(of)) return undefined
    return Object.fromEntries(
      Object.entries(of).flatMap(([key, inner]) => {
        const one = Object.hasOwn(value, key) ? picked(value[key], inner) : undefined
        return one === undefined ? [] : [[key, one]]
      }),
    )
  }
  if (isObject(of)) return undefined
  return typeof value === 'string' ? value.slice(0, mostCharacters) : value
}

const text = (value: unknown) =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
const object = (value: unknown): Json => (isObject(value) ? value : {})
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** Reads a package. Throws a problem for one of another kind, or that has no contract in it. */
export async function readOcds(start: Start): Promise<Sheet> {
  // Trimmed text takes a fraction of the room that objects do.
  const processes = new Map<string, string[]>()
  let read = 0
  for await (const release of releasesIn(start)) {
    read += 1
    if (read > mostRows) {
      throw problem.tooLarge(
        `The package holds more than ${mostRows.toLocaleString('en-GB')} releases. Split it into smaller ones and import each.`,
      )
    }
    const trimmed = object(picked(release, kept))
    const ocid = text(trimmed.ocid).trim()
    const key = ocid === '' ? `release ${read}` : ocid
    processes.set(key, [...(processes.get(key) ?? []), JSON.stringify(trimmed)])
  }
  if (read === 0) {
    throw problem.unreadable(
      'The file is JSON and no OCDS release package: it has no list named “releases” with anything in it.',
    )
  }
  const header = [...readColumns, ...ocdsColumns]
  const all = [...processes.values()].flatMap((releases) => rowsOf(releases.map((one) => JSON.parse(one))))
  const status = header.indexOf(columns.status)
  if (all.every((cells) => cells[status] === notAwarded)) {
    const many = all.length === 1 ? '1 procurement' : `${all.length.toLocaleString('en-GB')} procurements`
    throw problem.unreadable(
      `The package holds ${many}, of which none has been awarded: there is no contract in it. Choose a package with awards.`,
    )
  }
  if (all.length > mostRows) {
    throw problem.tooLarge(`The package holds more than ${mostRows.toLocaleString('en-GB')} contracts.`)
  }
  const rows = async function* (): AsyncGenerator<Row> {
    for (const cells of all) {
      yield { cells: cells.length, text: (column, most) => (cells[column] ?? '').slice(0, most) }
    }
  }
  return { header, headerRow: 1, starts: [header], rows: rows() }
}

async function* releasesIn(start: Start): AsyncGenerator<unknown> {
  for await (const { list, value } of entriesIn(start, ['releases', 'records'])) {
    const { compiledRelease, releases } = object(value)
    const embedded = objects(releases).filter(({ tag }) => tag !== undefined)
    if (list === 'releases') yield value
    // Releases may be only linked to.
    else if (embedded.length > 0) yield* embedded
    else if (compiledRelease !== undefined) yield compiledRelease
  }
}

function rowsOf(releases: Json[]): string[][] {
  const process = compiled(releases)
  const published = publishedLast(releases)
  const awards = objects(process.awards)
  const contracts = objects(process.contracts)
  const withContract = new Set(contracts.map(({ awardID }) => text(awardID)))
  const agreed = [
    ...contracts.map((contract) => ({
      contract,
      award: object(awards.find(({ id }) => text(id) !== '' && text(id) === text(contract.awardID))),
    })),
    ...awards.filter(({ id }) => !withContract.has(text(id))).map((award) => ({ contract: {}, award })),
  ]
  if (agreed.length === 0) return [rowFrom({ process, published, several: false })]
  return agreed.map((one) => rowFrom({ process, published, several: agreed.length > 1, ...one }))
}

type Agreed = { process: Json; published: string; several: boolean; contract?: Json; award?: Json }

function rowFrom({ process, published, several, contract, award }: Agreed): string[] {
  const tender = object(process.tender)
  const period = { ...object(object(award).contractPeriod), ...object(object(contract).period) }
  const suppliers = objects(award?.suppliers)
  const documents = [...objects(award?.documents), ...objects(tender.documents)]
  const link = documents.find(({ documentType }) => /Notice$/.test(text(documentType)))
  const said: Record<string, string> = {
    [columns.id]: text(contract?.id) || text(tender.id) || text(award?.id),
    [columns.buyer]: buyerOf(process),
    [columns.status]: award ? statusOf(award, object(contract)) : notAwarded,
    [columns.published]: published,
    [columns.title]: titleOf({ tender, contract, award, several }),
    [columns.cpv]: cpvOf(tender),
    [columns.value]: sumOf(
      object(contract?.value).amount === undefined ? object(award?.value) : object(contract?.value),
    ),
    [columns.supplier]: suppliers.map((one) => packed(one, objects(process.parties))).join(''),
    [columns.startsOn]: text(period.startDate),
    [columns.endsOn]: text(period.endDate),
    [columns.procedure]: text(tender.procurementMethodDetails) || text(tender.procurementMethod),
    OCID: text(process.ocid).trim(),
    'Award ID':
      text(contract?.id) ||
      text(award?.id) ||
      suppliers.map((one) => text(one.name)).join(' ') + text(period.startDate),
    'Notice link': text(link?.url),
  }
  return [...readColumns, ...ocdsColumns].map((column) => said[column] ?? '')
}

function buyerOf({ buyer, parties }: Json): string {
  const named = text(object(buyer).name).trim()
  if (named !== '') return named
  const party = objects(parties).find(
    ({ id, roles }) =>
      (text(id) !== '' && text(id) === text(object(buyer).id)) ||
      (Array.isArray(roles) && (roles.includes('buyer') || roles.includes('procuringEntity'))),
  )
  return text(party?.name)
}

/** Whether it has come to a contract; in the standard's own words where it has not. */
function statusOf(award: Json, contract: Json): string {
  const said = [text(award.status), text(contract.status)].find((one) =>
    /^(pending|cancelled|unsuccessful)$/.test(one),
  )
  // A contract that waits for its signature has been awarded.
  return said === undefined || (said === 'pending' && text(award.status) !== 'pending') ? 'Awarded' : said
}

function titleOf({
  tender,
  contract,
  award,
  several,
}: { tender: Json } & Pick<Agreed, 'contract' | 'award' | 'several'>) {
  const own = text(contract?.title) || text(award?.title)
  const whole = text(tender.title)
  if (own !== '' || !several) return own || whole
  const [lot] = Array.isArray(award?.relatedLots) ? award.relatedLots : []
  const named = objects(tender.lots).find(({ id }) => text(id) !== '' && text(id) === text(lot))
  const which = text(named?.title) || text(lot)
  return which === '' ? whole : `${whole} – ${which}`
}

const cpvOf = (tender: Json): string =>
  [
    object(tender.classification),
    ...objects(tender.additionalClassifications),
    ...objects(tender.items).map(({ classification }) => object(classification)),
  ]
    .flatMap(({ scheme, id }) => (text(scheme).toUpperCase() === 'CPV' ? [text(id)] : []))
    .join(' ')

function sumOf({ amount, currency }: Json): string {
  const said = text(amount)
  return said === '' || currency === undefined || text(currency) === 'GBP'
    ? said
    : `${said} ${text(currency)}`
}

const yesOrNo = (is: boolean | undefined) => (is === undefined ? '' : is ? 'Yes' : 'No')

/** A supplier as Contracts Finder packs one, without the address. */
function packed(supplier: Json, parties: Json[]): string {
  const id = text(supplier.id)
  const party = object(parties.find((one) => id !== '' && text(one.id) === id))
  const { scheme, id: number } = object(party.identifier)
  const company = text(scheme) === 'GB-COH' ? text(number) : (/^GB-COH-(\w+)$/.exec(id)?.[1] ?? '')
  const { scale, vcse } = object(party.details)
  const sme = text(scale) === '' ? undefined : text(scale) === 'sme'
  const name = (text(supplier.name) || text(party.name)).replaceAll(/[[\]|]/g, ' ')
  return `[${name}||${company === '' ? 'NONE' : 'Companies House'}|${company}|${yesOrNo(sme)}|${yesOrNo(typeof vcse === 'boolean' ? vcse : undefined)}]`
}
