import { sha256 } from '../domain/audit.ts'
import { plain } from '../domain/plain.ts'
import { authority } from '../reference/index.ts'
import type { Reason } from '../schema/import.ts'
import type { FoundIn, OpenDataFile, Published } from '../schema/suggestion.ts'
import type { Cells, Entry } from './entry.ts'
import type { ReadFile } from './preview.ts'
import { dateFrom } from './values.ts'

// What a file of open data says of each authority, and which of its rows could not be placed.

/** Rows that are not placed and told of one by one; the others are counted by their reason. */
const mostShown = 200
const mostReasons = 50

export type Read = Pick<OpenDataFile, 'read' | 'about' | 'leftOut' | 'unplaced'> & {
  /** Each authority’s facts, as text: they take a fraction of the room that objects do. */
  facts: Map<string, string[]>
}

/** Takes every row of a file for a fact about an authority, or says why it is none. */
export function publishedIn(
  file: ReadFile,
  from: Pick<FoundIn, 'publisher' | 'fileName' | 'licence' | 'on'>,
): Read {
  const facts = new Map<string, string[]>()
  const leftOut = { subject: 0, notAwarded: 0, repeated: 0 }
  const why = new Map<string, number>()
  const first: Read['unplaced']['first'] = []
  let unplaced = 0
  file.rows.forEach((row, index) => {
    const cells: Cells = JSON.parse(row)
    const entry = file.shape.entry(cells, file.known)
    const last = entry.recordId === undefined ? undefined : file.latest.get(entry.recordId)
    if (entry.hopeless) leftOut.notAwarded += 1
    else if (last && last.row !== index + 1) leftOut.repeated += 1
    else {
      const reasons = reasonsIn(entry)
      if (reasons.length > 0) {
        unplaced += 1
        for (const problem of new Set(reasons.map((one) => one.problem))) {
          if (why.has(problem) || why.size < mostReasons) why.set(problem, (why.get(problem) ?? 0) + 1)
        }
        if (first.length < mostShown) {
          first.push({
            row: index + 1,
            title: entry.title || 'No title',
            authorityName: entry.buyer,
            reasons,
          })
        }
      } else if (entry.setAside) leftOut.subject += 1
      else {
        const { publishedAt } = file.shape.about(cells, file.known)
        const fact = factFrom(entry, { ...from, on: dateFrom(publishedAt) ?? from.on })
        if (!fact) return
        const theirs = facts.get(fact.authority) ?? []
        facts.set(fact.authority, theirs)
        theirs.push(JSON.stringify(fact))
      }
    }
  })
  return {
    read: file.rows.length,
    facts,
    leftOut,
    about: [...facts]
      .map(([id, rows]) => ({
        authority: id,
        name: authority(id)?.name ?? id,
        rows: rows.length,
        placed: {},
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
    unplaced: {
      rows: unplaced,
      why: [...why].map(([problem, rows]) => ({ problem, rows })).sort((a, b) => b.rows - a.rows),
      first,
    },
  }
}

/** Why a row is no fact about anybody. */
function reasonsIn({ reasons, recordId, kind }: Entry): Reason[] {
  if (reasons.length > 0) return reasons
  return recordId === undefined ? [{ problem: `It does not say which ${kind} it is about` }] : []
}

function factFrom(entry: Entry, source: FoundIn): Published | undefined {
  const { authority, recordId, kind, title, values, newVendor, newProduct, asks, published = {} } = entry
  if (!authority || recordId === undefined) return undefined
  const { list, on, url = noticeUrlIn(values), stated = true } = published
  return {
    authority: authority.id,
    kind,
    recordId,
    title,
    values,
    ...(newVendor && { newVendor }),
    ...(newProduct && { newProduct }),
    ...(asks && { asks }),
    marks: marksOf(entry, recordId),
    stated,
    source: {
      ...source,
      ...(list && { list }),
      ...(on && { on }),
      ...(url && isAddress(url) && { url }),
    },
  }
}

const isAddress = (url: string) => /^https?:\/\/\S{1,400}$/i.test(url) && URL.canParse(url)

const noticeUrlIn = ({ notices }: Entry['values']): string | undefined => {
  const [notice] = Array.isArray(notices) ? notices : []
  return typeof notice?.url === 'string' ? notice.url : undefined
}

/**
 * By what a fact is known again in another file: its record’s id, the number of its notice, and what it says of itself.
 * The awards of one open contracting process share the number of their notice, so that it tells none of them apart.
 */
function marksOf({ kind, values, newProduct }: Entry, recordId: string): string[] {
  const said = (parts: unknown[]) =>
    sha256(parts.map((part) => plain(`${part ?? ''}`)).join('\n')).slice(0, 24)
  const own = `record ${recordId}`
  if (kind === 'system') {
    const product = newProduct ? undefined : values.product
    return [own, ...(product ? [`product ${product}`] : []), `name ${said([values.name])}`]
  }
  const [notice] = Array.isArray(values.notices) ? values.notices : []
  const numbered = notice?.noticeId && !notice.ocid ? [`notice ${said([notice.noticeId])}`] : []
  const { title, supplier, startsOn } = values
  return [own, ...numbered, ...(title && startsOn ? [`said ${said([title, supplier, startsOn])}`] : [])]
}
