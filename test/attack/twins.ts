import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { terms as usual } from '../../functions/config.ts'
import { ratingId } from '../../functions/domain/rating.ts'
import type { Rules } from '../../functions/domain/rules.ts'
import { skillLevelId } from '../../functions/domain/skillLevel.ts'
import { publicTables } from '../../functions/schema/publicTables.ts'
import type { Store } from '../../functions/store/index.ts'
import { applyRecords } from '../../functions/stream/applied.ts'
import type { Finding } from './finding.ts'
import { type Act, authorities, england, type Region, regions, vendors } from './history.ts'
import { areas, nightly, products, register, registerOf } from './register.ts'
import { everythingSeen, type Things } from './routes.ts'
import { askerOf, elsewhere, elsewhereIn, freshStore, overRoutes, today } from './service.ts'

// Two worlds that differ only in what a reader may not know answer that reader alike, to the last letter, whatever is
// asked: then nothing can be worked out from the answers, in whatever way. It needs no guess at how somebody would try.

const [london] = Object.keys(regions) as Region[]
const some = authorities.slice(0, 2)

const things: Things = {
  scopes: [london ?? '', england],
  authorities: [...some, elsewhereIn],
  areas: areas.slice(0, 1),
  vendors,
  products,
  records: ['sys_twin2', 'con_twin2', 'sys_twin3', 'con_twin3'],
  opinions: [ratingId(some[0] ?? '', vendors[0] ?? ''), skillLevelId(some[0] ?? '', 'testing')],
  words: ['twin', 'quillmere'],
  tables: publicTables.map(({ id }) => id),
}

/**
 * Who reads. LOTI's office is asked for what it has besides; there it sees that an authority saved a rating, though not of
 * whom, in histories and in what happened lately.
 */
const readers: Record<'anyone' | 'elsewhere' | 'loti', { who: string; isAsked?: (path: string) => boolean }> =
  {
    anyone: { who: '' },
    elsewhere: { who: elsewhere },
    loti: {
      who: 'loti',
      isAsked: (path) =>
        !/^\/api\/v1\/(views|tables|search|explorer|reference|match)\b/.test(path) &&
        !/\/(audit|history)\b/.test(path),
    },
  }
type Reader = keyof typeof readers
const seenBy = (store: Store, reader: Reader) => {
  const { who, isAsked } = readers[reader]
  return everythingSeen(askerOf(store).app, who, things, isAsked)
}
const withoutLately = (answer: string) => answer.replace(/"changed":\[.*?\],"(?=said|sent)/, '"')

type Seen = Map<string, string>
/** Merges the two vendors in a world, or undoes that, and has its records follow. */
async function tidied(store: Store, rules: Rules, how: 'merged' | 'undone') {
  const { ask } = askerOf(store)
  const path = '/api/v1/tidy/merges'
  const [merge] = await store.merges.all()
  const [from, into] = vendors
  const { text } =
    how === 'merged'
      ? await ask('loti', path, { method: 'POST', body: { from, into } })
      : await ask('loti', `${path}/${merge?.id}/undoing`, { method: 'POST' })
  if (!/"state":"(done|undone)"/.test(text)) throw new Error(`The twins were not ${how}: ${text}`)
  const all = await Promise.all(
    authorities.map(async (authority) => [
      ...(await store.records.of(authority, 'system')),
      ...(await store.records.of(authority, 'contract')),
    ]),
  )
  await applyRecords(store, all.flat(), { terms: { ...usual, rules }, day: today })
  await nightly(store, rules)
}
/** Every merge has an id of its own. */
const withoutIds = (answer: string) => answer.replaceAll(/mrg_[0-9a-z]{26}/g, 'mrg_')

const comparable = (answer = '') => withoutLately(withoutIds(answer))

const apart = (one: Seen, other: Seen): string | undefined =>
  [...new Set([...one.keys(), ...other.keys()])].find(
    (address) => comparable(one.get(address)) !== comparable(other.get(address)),
  )

/** Two authorities rate, withdraw and rate again: too few for anyone else to notice. */
const fewActs = (): Act[] =>
  some.flatMap((authority, n) =>
    [false, true, false].map(
      (withdrawn, turn): Act => ({
        authority,
        says: vendors.map((vendor) => ({
          vendor,
          overall: ((n + turn) % 5) + 1,
          wouldBuyAgain: n === 0,
          showName: false,
          comment: `Nobody else may read this ${n}.`,
          withdrawn,
        })),
      }),
    ),
  )
const manyActs = (): Act[] =>
  authorities.slice(2, 8).map((authority, n) => ({
    authority,
    says: vendors.map((vendor) => ({
      vendor,
      overall: (n % 5) + 1,
      showName: n % 2 === 0,
      comment: `Members may read this, and nobody else ${n}.`,
      withdrawn: false,
    })),
  }))

/** How much was compared, and the first thing that told two worlds apart. */
export async function attackTwins(
  client: DynamoDBClient,
  rules: Rules,
  seed: number,
  newTable: () => string,
): Promise<{ asked: number; found?: Finding }> {
  let asked = 0
  const world = async (version: 'one' | 'other') => {
    const store = await freshStore(client, newTable())
    await register(store, registerOf(seed, version), rules)
    return store
  }
  const read = async (store: Store, reader: Reader) => {
    const seen = await seenBy(store, reader)
    asked += seen.size
    return seen
  }
  const [one, other] = [await world('one'), await world('other')]
  for (const store of [one, other]) await nightly(store, rules)
  const ofOne = new Map<Reader, Seen>()
  for (const reader of ['anyone', 'elsewhere'] as const) {
    const seen = await read(one, reader)
    ofOne.set(reader, seen)
    const at = apart(seen, await read(other, reader))
    if (at) {
      return {
        asked,
        found: { way: 'twins', of: 'a value held back', how: `${reader} reads another answer at ${at}` },
      }
    }
  }

  const rated = await world('one')
  const service = overRoutes(rated, rules)
  for (const act of fewActs()) await service.does(act)
  await nightly(rated, rules)
  for (const reader of ['elsewhere', 'anyone', 'loti'] as const) {
    const at = apart(ofOne.get(reader) ?? (await read(one, reader)), await read(rated, reader))
    if (at) {
      return {
        asked,
        found: { way: 'silence', of: some.join(' and '), how: `${reader} reads another answer at ${at}` },
      }
    }
  }
  // Vendors that are merged, and stand by themselves again, tell the worlds apart no more than they were told before.
  for (const store of [one, other, rated]) await tidied(store, rules, 'merged')
  for (const reader of ['anyone', 'elsewhere', 'loti'] as const) {
    const seen = await read(one, reader)
    const held = reader === 'anyone' ? apart(seen, await read(other, reader)) : undefined
    const at = held ?? apart(seen, await read(rated, reader))
    if (at) {
      return {
        asked,
        found: {
          way: 'merging',
          of: held ? 'a value held back' : some.join(' and '),
          how: `${reader} reads another answer at ${at} with two vendors merged`,
        },
      }
    }
  }
  for (const store of [one, rated]) await tidied(store, rules, 'undone')
  for (const act of manyActs()) await service.does(act)
  await nightly(rated, rules)
  const at = apart(await read(one, 'anyone'), await read(rated, 'anyone'))
  return {
    asked,
    ...(at && {
      found: { way: 'silence' as const, of: 'a rating', how: `anyone reads another answer at ${at}` },
    }),
  }
}
