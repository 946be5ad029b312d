import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Journeys wait for a browser half of the time: two files at once, even on two cores.
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/support/beforeAll.ts',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
