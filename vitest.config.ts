import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, by how its path begins: it is begun first, so that all workers end together. */
const longest = [
  'journeys/mainJob',
  'journeys/sweep',
  'journeys/public',
  'stream/laws',
  'journeys/',
  'attack/',
  'api/interleavings',
  'local/',
  'api/',
  'tasks/',
]

class LongestFirst extends BaseSequencer {
  /** On a fresh clone nothing is known of how long files take, and by their size alone the longest would come last. */
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((start) => moduleId.includes(`/test/${start}`))
      return found < 0 ? longest.length : found
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  // Journeys wait for a browser half of the time: two files at once, even on two cores.
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/support/beforeAll.ts',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
