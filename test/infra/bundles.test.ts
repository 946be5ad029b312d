import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundled, startsIn } from '../bench/cold.ts'

// The files that are deployed, made here as the deployment makes them.

const functions = {
  api: 'functions/api/lambda.ts',
  calendars: 'functions/api/calendars.lambda.ts',
  stream: 'functions/stream/lambda.ts',
  messages: 'functions/messages/lambda.ts',
  newDay: 'functions/tasks/newDay.lambda.ts',
  recount: 'functions/tasks/recount.lambda.ts',
  remind: 'functions/tasks/remind.lambda.ts',
  finishMerges: 'functions/tasks/finishMerges.lambda.ts',
}
let directory: string
const fileOf = (name: string) => join(directory, `${name}.mjs`)
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bundles-'))
  for (const [name, entry] of Object.entries(functions)) await bundled(entry, fileOf(name))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

test('the API function is at most 1 MB', async () => {
  expect((await stat(fileOf('api'))).size).toBeLessThanOrEqual(1_000_000)
})

test.each(Object.keys(functions))('the %s function starts', async (name) => {
  expect(await startsIn(fileOf(name), 1)).toHaveLength(1)
})

test.each(Object.keys(functions))('the %s function holds nothing of one’s own machine', async (name) => {
  const text = await readFile(fileOf(name), 'utf8')
  expect(text).not.toMatch(/dynalite|oidc-provider|Who are you\?/)
})

test('only the messages function can reach GOV.UK Notify', async () => {
  for (const name of Object.keys(functions)) {
    const text = await readFile(fileOf(name), 'utf8')
    expect([name, text.includes('api.notifications.service.gov.uk')]).toEqual([name, name === 'messages'])
  }
})
