import { startTransition, useEffect, useState } from 'react'
import type { ExplorerManifest } from '../../../../../functions/schema/explorer.ts'
import type { ReferenceLists } from '../../../../../functions/schema/view.ts'
import { get, Problem } from '../../../api.ts'
import { asAtDay } from '../../../layout/asAt.ts'
import { createEstate, type Estate } from './estate.ts'

// Loads what the explorer shows: the list of files, asked for anew each time, and the files, which the browser keeps
// for ever. A file that has gone since the list was written means that the list is old.

/** What is kept of vendors and products that were merged. */
type Leads = ReadonlyMap<string, string>

export type Loading =
  | { state: 'loading'; read: number; of: number }
  | { state: 'ready'; estate: Estate; leads: Leads }
  | { state: 'failed'; problem: string; status: number }

const looks = 4
/** The last estate put together, for coming back to the page. */
let kept: { name: string; estate: Estate } | undefined

class Gone extends Error {}

async function textOf(address: string): Promise<string> {
  const answer = await fetch(address).catch(() => {
    throw new Problem(
      0,
      'No connection',
      'City Tools cannot be reached. Check your connection and try again.',
    )
  })
  if (answer.status === 404) throw new Gone()
  if (!answer.ok)
    throw new Problem(answer.status, 'Unexpected answer', 'The register could not be read. Try again.')
  return answer.text()
}

async function load(scope: string, asAt: string | undefined, tell: (read: number, of: number) => void) {
  for (let look = 1; ; look += 1) {
    const [manifest, lists] = await Promise.all([
      get<ExplorerManifest>(asAtDay(`/explorer/${encodeURIComponent(scope)}`, asAt)),
      get<ReferenceLists>('/reference'),
    ])
    const files = manifest.authorities.flatMap((authority) => authority.files)
    // A file of the past keeps its name whatever becomes of what is in it.
    const day = manifest.asAt ? [manifest.today, manifest.revision] : [manifest.today]
    const name = JSON.stringify([manifest.scope.id, day, files.map((file) => file.name)])
    const leads: Leads = new Map(lists.merged.map(({ id, into }) => [id, into]))
    if (kept?.name === name) return { estate: kept.estate, leads }
    tell(0, files.length)
    try {
      const builder = createEstate(manifest, lists)
      let read = 0
      // Read in the order of the list, whichever comes first, so that the same files make the same estate.
      const texts = files.map((file) => textOf(`${manifest.path}${file.name}`))
      for (const text of texts) text.catch(() => undefined)
      for (const text of texts) {
        if (!builder.add(await text)) {
          throw new Problem(0, 'New version', 'City Tools has been updated. Load the page again.')
        }
        read += 1
        if (read % 10 === 0) tell(read, files.length)
      }
      const estate = builder.finish()
      kept = { name, estate }
      return { estate, leads }
    } catch (failure) {
      if (!(failure instanceof Gone) || look >= looks) throw failure
    }
  }
}

/** What the explorer shows of a scope, as at a day where one is named, or how far it has come. */
export function useEstate(scope: string, asAt: string | undefined): Loading & { again: () => void } {
  const [loading, setLoading] = useState<Loading>({ state: 'loading', read: 0, of: 0 })
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: trying again is a reason to ask again
  useEffect(() => {
    let wanted = true
    setLoading({ state: 'loading', read: 0, of: 0 })
    load(scope, asAt, (read, of) => wanted && setLoading({ state: 'loading', read, of })).then(
      // Its first drawing is the longest work of the page: a piece at a time, so that the page still answers.
      (found) => wanted && startTransition(() => setLoading({ state: 'ready', ...found })),
      (failure: unknown) =>
        wanted &&
        setLoading({
          state: 'failed',
          problem:
            failure instanceof Problem ? failure.message : 'The register could not be read. Try again.',
          status: failure instanceof Problem ? failure.status : 0,
        }),
    )
    return () => {
      wanted = false
    }
  }, [scope, asAt, tries])
  return { ...loading, again: () => setTries((before) => before + 1) }
}
