import { cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startService } from '../../functions/local/service.ts'
import type { DataSet } from '../../functions/schema/view.ts'

// A data set takes seconds to load and most journeys begin with the same one: it is loaded once in a test run, and copied.

const where = 'CITY_TOOLS_TEST_LOADED'
const lookAgainMilliseconds = 100

/** Makes the folder that the tests of one run share, and says how to be rid of it. */
export async function shareLoadedFolders(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'loaded-'))
  process.env[where] = folder
  return () => rm(folder, { recursive: true, force: true })
}

const modified = (path: string) =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  )
const wait = () => new Promise((done) => setTimeout(done, lookAgainMilliseconds))

async function load(directory: string, dataSet: DataSet): Promise<void> {
  const service = await startService({ directory, dataSet, web: 'none' })
  try {
    // The stream is read from where this says: a copy without it would go through the whole of the loading.
    while (!(await modified(join(directory, 'checkpoint.json')))) await wait()
  } finally {
    await service.close()
  }
}

/**
 * Puts a data folder with that data set where there is none yet. Whoever in the test run asks first loads it, and the
 * others wait. Outside a test run nothing is put there: the service loads what it is started on.
 */
export async function copyLoaded(dataSet: DataSet, to: string): Promise<void> {
  const shared = process.env[where]
  if (shared === undefined) return
  const [ready, loading] = [join(shared, dataSet), join(shared, `${dataSet}-loading`)]
  for (;;) {
    if (await modified(ready)) return cp(ready, to, { recursive: true })
    const mine = await mkdir(loading).then(
      () => true,
      () => false,
    )
    // Between looking and asking, whoever was loading it may have done so.
    if (mine && !(await modified(ready))) {
      try {
        await load(join(loading, 'data'), dataSet)
        await rename(join(loading, 'data'), ready)
      } finally {
        await rm(loading, { recursive: true, force: true })
      }
    } else {
      if (mine) await rm(loading, { recursive: true, force: true })
      await wait()
    }
  }
}
