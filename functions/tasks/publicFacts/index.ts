import type { NewVendor } from '../../schema/proposal.ts'
import { type RegisterRecord, schemas } from '../../schema/record.ts'
import facts from './facts.json' with { type: 'json' }

/** One published fact: what a source said an authority runs or has bought. */
export type Fact = {
  kind: 'system' | 'contract'
  id: string
  authority: string
  values: Record<string, unknown>
  source: string
  url?: string
  /** The day of the source. */
  on?: string
  /** The source says so, rather than letting it be inferred. */
  stated: boolean
  newVendor?: NewVendor
}

/** Sources as a reader would know them, by the short name each fact carries. */
const sourceNames: Record<string, string> = {
  'Contracts Finder': 'Contracts Finder',
  'democracyclub-lgsf': 'Council committee pages, listed by Democracy Club',
  'librarieshacked-catalogues': 'Library catalogues, listed by Libraries Hacked',
  uk_planning_scraper: 'Planning portals, listed by UK Planning Scraper',
  'mysociety-foi-2018': 'Freedom of information survey, mySociety',
  'open311-adapter': 'Street reporting connections, listed by mySociety',
  ukbincollectiondata: 'Bin collection pages, listed by UK Bin Collection Data',
}

/** The day the published files were taken. Contracts Finder notices run to November 2020. */
const takenOn = '2020-11-30'

/** Real facts from public sources, each with its source and date: reported, and confirmed by nobody yet. */
export function publicFacts(): { records: RegisterRecord[]; newVendors: NewVendor[] } {
  const listed = facts as Fact[]
  const newVendors = new Map(
    listed.flatMap(({ newVendor }) => (newVendor ? [[newVendor.id, newVendor] as const] : [])),
  )
  const records = listed.map(({ kind, id, authority, values, source, url, on, stated }): RegisterRecord => {
    const at = `${on ?? takenOn}T12:00:00.000Z`
    return {
      ...schemas[kind].fields.parse(values),
      kind,
      id,
      authority,
      version: 1,
      provenance: {
        source: 'open data',
        sourceName: sourceNames[source] ?? source,
        ...(url && { sourceUrl: url }),
        sourceOn: on ?? takenOn,
        confidence: stated ? 'reported' : 'estimated',
      },
      createdAt: at,
      updatedAt: at,
    } as RegisterRecord
  })
  return { records, newVendors: [...newVendors.values()] }
}
