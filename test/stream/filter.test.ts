import type { DynamoDBRecord } from 'aws-lambda'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { passes } from '../../functions/local/streamPump.ts'
import { anyKinds } from '../../functions/schema/record.ts'
import { type Key, keys } from '../../functions/store/keys.ts'
import { shareOf } from '../../functions/tallies/contribution.ts'
import { rowsOf } from '../../functions/tallies/spread.ts'
import { messages } from '../../infra/definitions.ts'
import { anyOpinion, anyRecord, terms, today } from '../support/records.ts'

// The summaries stand in the table whose changes they are made from. A key of theirs that passes the event source's filter
// would call the stream function again for everything it writes.

const changeAt = ({ pk, sk }: Key): DynamoDBRecord => ({
  dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } },
})

/** Names as summaries have them: some of them look like a record's own key. */
const names = ['E12000007/OVERVIEW', 'sys_1/CONTRACT#con_1', 'search-kn/KN#SYSTEM#sys_1', 'con_1/RECORD']

/** Keys that every builder makes, but the one of records. The compiler asks for one that is new. */
const others: Record<Exclude<keyof typeof keys, 'record'>, Key[]> = {
  recordsOf: [],
  version: [keys.version('sys_1', 1)],
  versionsOf: [keys.versionsOf('con_1')],
  openSubmission: [keys.openSubmission('E09000007')],
  submission: [keys.submission('sub_1_E09000007')],
  submissionsOf: [keys.submissionsOf('E09000007')],
  decided: [keys.decided('sub_1_E09000007')],
  decidedOf: [keys.decidedOf('E09000007')],
  proposal: [keys.proposal('sub_1_E09000007', 'con_1')],
  proposalsOf: [keys.proposalsOf('sub_1_E09000007')],
  queue: [],
  alike: [],
  asked: [keys.asked('SYSTEM#1')],
  event: [keys.event('E09000007', 1)],
  eventsOf: [keys.eventsOf('E09000007')],
  auditHead: [keys.auditHead('E09000007')],
  person: [keys.person('per_1')],
  people: [keys.people()],
  subject: [keys.subject('SYSTEM#1')],
  address: [keys.address('someone@example.org')],
  // A service area may be called anything the list of them calls it.
  interest: [keys.interest('SYSTEM#1', 'E09000007')],
  rated: [keys.rated('E12000007', 'SYSTEM#1')],
  together: [keys.together('E12000007', 'SYSTEM#1')],
  interestsIn: [keys.interestsIn('SYSTEM#1')],
  interests: [keys.interests()],
  round: [keys.round('rnd_1')],
  rounds: [keys.rounds()],
  reminder: [keys.reminder('rnd_1', 7), keys.reminder('rnd_1', 7, 'per_1')],
  remindersOf: [keys.remindersOf('rnd_1')],
  alert: [keys.alert('per_1', 'con_1', '2027-01-31', 6)],
  question: [keys.question('que_1_E09000007')],
  questionsOf: [keys.questionsOf('E09000007')],
  subscription: [keys.subscription('per_1')],
  subscriptions: [keys.subscriptions()],
  unsubscribing: [keys.unsubscribing('SYSTEM#1')],
  message: [keys.message('msg_1')],
  messages: [keys.messages()],
  import: [keys.import('imp_1')],
  importRows: [keys.importRows('imp_1', 1)],
  finding: [keys.finding('E09000007', 'SYSTEM#1', 'asked'), keys.finding('E09000007', 'con_1', 'answered')],
  askedOf: [keys.askedOf('E09000007')],
  foundOf: [keys.foundOf('E09000007')],
  suggestionCounts: [keys.suggestionCounts('E09000007')],
  allSuggestionCounts: [keys.allSuggestionCounts()],
  openData: [keys.openData('opn_1')],
  openDataBrief: [keys.openDataBrief('opn_1')],
  allOpenData: [keys.allOpenData()],
  openDataPiece: [keys.openDataPiece('opn_1', 1)],
  name: [keys.name('E09000007', 'SYSTEM#1')],
  namesOf: [keys.namesOf('E09000007')],
  alias: [keys.alias('SYSTEM#1')],
  vendor: [keys.vendor('ven_1')],
  product: [keys.product('prd_1')],
  added: [keys.added()],
  entry: [keys.entry('ven_1')],
  entries: [keys.entries()],
  apart: [keys.apart(['ven_1', 'ven_2'])],
  merge: [keys.merge('mrg_1')],
  merges: [keys.merges()],
  moved: [keys.moved('mrg_1', 'con_1')],
  movedBy: [keys.movedBy('mrg_1')],
  applied: [keys.applied('con_1')],
  view: names.map(keys.view),
  viewsOf: [keys.viewsOf('sys_1', 'CONTRACT#')],
  membersView: [keys.membersView('E12000007', 'RATING#rat_1')],
  membersViewsOf: [keys.membersViewsOf('E12000007', 'SKILLLEVEL#')],
  summary: [...names, 'MEMBERS#E12000007/RATING#rat_1'].map(keys.summary),
  due: [keys.due('2026-11-24', 'con_1')],
  dueIn: [keys.dueIn('2026-11')],
  page: [keys.page()],
  past: [
    'DAY#COUNT#2026-11-24',
    'OPEN#AREA#housing#COUNT#2026-10-01',
    'CHANGED#2026-10-01#2026-11-24#sys_1',
  ].flatMap((name) => [keys.past(`E12000007/${name}`), keys.past(`MEMBERS#E12000007/${name}`)]),
  pastOf: [keys.pastOf('E12000007', 'CHANGES#')],
  pastReach: [keys.pastReach('con_1')],
  explorer: [keys.explorer(['E12000007'], 'E09000007')],
  explorerOf: [keys.explorerOf(['E12000007'])],
  importStop: [keys.importStop('imp_1')],
  mapping: [keys.mapping('E09000007', 'abc')],
  explorerFile: [keys.explorerFile('E09000007', '01')],
  health: [keys.health('VIEWS'), keys.health('RECOUNT')],
  dataSet: [keys.dataSet()],
}

test('every approved record passes the stream’s filter', () => {
  for (const kind of anyKinds) {
    expect(passes(changeAt(keys.record('E09000007', kind, 'any_1')))).toBe(true)
  }
})

test('and no other key of the table does', () => {
  const through = Object.entries(others).flatMap(([name, made]) =>
    made.filter((key) => passes(changeAt(key))).map((key) => ({ name, ...key })),
  )
  expect(through).toEqual([])
})

test('least of all the rows that a record has in the summaries, whatever it says', () => {
  let like = 0
  fc.assert(
    fc.property(fc.oneof(anyRecord, anyOpinion), (record) => {
      for (const name of rowsOf(shareOf(record, today, terms).rows).keys()) {
        const key = keys.summary(name)
        if (/^(SYSTEM|CONTRACT|RATING|SKILLLEVEL)#/.test(key.sk)) like += 1
        expect(passes(changeAt(key))).toBe(false)
      }
    }),
    { numRuns: 300 },
  )
  // Some do look like a record's by their sort key alone.
  expect(like).toBeGreaterThan(0)
})

test('messages alone pass the filter of the function that carries them', () => {
  const [{ dynamodb }] = messages.filters
  const carried = ({ pk, sk }: Key) =>
    dynamodb.Keys.pk.S.some((one) => one === pk) &&
    dynamodb.Keys.sk.S.some(({ prefix }) => sk.startsWith(prefix))
  const through = Object.entries(others)
    .filter(([, made]) => made.some(carried))
    .map(([name]) => name)
  expect(through).toEqual(['message', 'messages'])
})
