import { burden } from './burden.ts'
import { cold } from './cold.ts'
import { cost } from './cost.ts'
import { explorer } from './explorer.ts'
import { type Figure, say, since } from './figure.ts'
import { importing } from './import.ts'
import { lag } from './lag.ts'
import { matching } from './matching.ts'
import { pages } from './pages.ts'
import { read } from './read.ts'
import { recount } from './recount.ts'
import { start } from './start.ts'
import { together } from './together.ts'
import { trends } from './trends.ts'
import { closeRegisters } from './worlds.ts'

// npm run bench [-- --json] [-- --small] [-- --only lag,cost]: the promises, measured. Progress on standard error.

/** What there is to measure, each by itself with `--only`, several with commas between. */
const concerns: Record<string, () => Promise<Figure[]>> = {
  import: importing,
  matching,
  start,
  lag,
  cold,
  recount,
  together,
  trends,
  cost,
  read,
  pages,
  explorer,
  burden,
}
/** Concerns that are asked for together. */
const askedTogether: Record<string, string[]> = { web: ['pages', 'explorer'] }

const at = process.argv.indexOf('--only')
const asked = (at < 0 ? Object.keys(concerns) : (process.argv[at + 1] ?? '').split(',')).flatMap(
  (one) => askedTogether[one] ?? one,
)
const unknown = asked.find((name) => !Object.hasOwn(concerns, name))
if (unknown !== undefined) {
  const known = [...Object.keys(concerns), ...Object.keys(askedTogether)].join(', ')
  say(`There is nothing called "${unknown}" to measure. There is: ${known}.`)
  process.exit(1)
}

const began = performance.now()
const figures: Figure[] = []
try {
  for (const name of asked) {
    for (const one of (await concerns[name]?.()) ?? []) {
      figures.push(one)
      say(
        `${one.holds ? 'holds ' : 'MISSES'}  ${one.name}: ${one.value} ${one.unit} (promise: ${one.promise})`,
      )
    }
  }
} finally {
  await closeRegisters()
}
say(`Measured in ${Math.round(since(began) / 1000)} s`)

if (process.argv.includes('--json')) console.log(JSON.stringify({ figures }))
else console.table(figures)
