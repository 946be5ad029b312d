import { addDays, type IsoDate } from '../../domain/calendar.ts'
import { ratingId } from '../../domain/rating.ts'
import { skillLevelId } from '../../domain/skillLevel.ts'
import { coreSkills } from '../../reference/coreSkills.ts'
import { skills } from '../../reference/index.ts'
import type { Contract } from '../../schema/contract.ts'
import {
  cannotSay,
  dimensions,
  type Rating,
  type RatingFields,
  raterRoles,
  ratingFields,
  scores,
} from '../../schema/rating.ts'
import type { MembersRecord } from '../../schema/record.ts'
import { levels, peopleBands, type SkillLevel, skillLevelFields } from '../../schema/skillLevel.ts'
import type { System } from '../../schema/system.ts'
import { type Chance, createChance } from './chance.ts'

// What the authorities of the demonstration think of its vendors, which do not exist, and of themselves. All made up.

const seed = 20_191_106
/** Of the authorities that report: the others have not come to it yet. */
const shareRating = 0.9
const shareOfVendorsRated = 0.55
const shareShowingName = 0.3

const remarks = [
  'Answers within the day; exports are awkward.',
  'The price rose at renewal with little warning.',
  'Open about what comes next, and keeps to it.',
  'It took months to get our own data out.',
  'Support is good once a case reaches the second line.',
  'Works well with our other systems.',
]

const said = (chance: Chance, today: IsoDate, by: string) => {
  const days = chance.is(0.85) ? chance.whole(3, 330) : chance.whole(380, 640)
  const at = `${addDays(today, -days)}T11:00:00.000Z`
  return {
    version: 1,
    provenance: {
      source: 'demonstration' as const,
      sourceName: 'Made up for the demonstration',
      confidence: 'verified' as const,
      confirmedAt: at,
      confirmedBy: by,
    },
    createdAt: at,
    updatedAt: at,
  }
}

const nearest = <T>(scale: readonly T[], place: number): T =>
  scale[Math.min(scale.length - 1, Math.max(0, Math.round(place)))] as T

function rating(
  chance: Chance,
  today: IsoDate,
  { authority, vendor, product }: { authority: string; vendor: string; product?: string | undefined },
  quality: (dimension: string) => number,
  showName: boolean,
): Rating | undefined {
  const fields: Partial<RatingFields> = { vendor, product, showName }
  for (const dimension of dimensions) {
    if (dimension !== 'overall' && chance.is(0.2)) continue
    fields[dimension] = chance.is(0.06)
      ? cannotSay
      : nearest(scores, quality(dimension) - 1 + (chance.next() + chance.next() - 1) * 1.8)
  }
  if (typeof fields.overall === 'number' && chance.is(0.8)) {
    fields.wouldBuyAgain = fields.overall + chance.next() * 2 > 3.6
  }
  fields.raterRole = chance.weighted([
    [raterRoles[0], 6],
    [raterRoles[1], 3],
    [raterRoles[2], 2],
  ])
  if (chance.is(0.2)) fields.comment = chance.one(remarks)
  const kept = ratingFields.safeParse(fields)
  if (!kept.success) return undefined
  return {
    ...said(chance, today, authority),
    kind: 'rating',
    id: ratingId(authority, vendor, product),
    authority,
    ...kept.data,
  }
}

function skillLevel(
  chance: Chance,
  today: IsoDate,
  authority: string,
  skill: string,
  strength: number,
): SkillLevel {
  const level = nearest(levels, strength + (chance.next() + chance.next() - 1) * 1.6)
  const rank = levels.indexOf(level)
  const fields = {
    skill,
    level,
    ...(chance.is(0.5) && {
      people: rank === 0 ? peopleBands[0] : nearest(peopleBands, 1 + (4 - rank) * chance.next()),
    }),
    canHelp: rank >= 3 && chance.is(0.35),
    wantsHelp: rank <= 1 && chance.is(0.3),
  }
  return {
    ...said(chance, today, authority),
    kind: 'skillLevel',
    id: skillLevelId(authority, skill),
    authority,
    ...skillLevelFields.parse(fields),
  }
}

/** Ratings of the vendors each authority uses, and levels in most of the core skills and some of the others. */
export function opinions(today: IsoDate, systems: System[], contracts: Contract[]): MembersRecord[] {
  const chance = createChance(seed)
  const authorities = [...new Set(systems.map(({ authority }) => authority))].sort()
  const made: MembersRecord[] = []

  const qualities = new Map<string, number>()
  const qualityOf = (vendor: string) => (dimension: string) => {
    const key = `${vendor} ${dimension}`
    const known = qualities.get(key)
    if (known !== undefined) return known
    const whole = qualities.get(vendor) ?? 1.8 + chance.next() * 2.9
    qualities.set(vendor, whole)
    const here = Math.min(5, Math.max(1, whole + (chance.next() - 0.5) * 1.4))
    qualities.set(key, here)
    return here
  }
  for (const authority of authorities) {
    if (!chance.is(shareRating)) continue
    const showName = chance.is(shareShowingName)
    const held = systems.filter((one) => one.authority === authority)
    const used = new Set([
      ...contracts.filter((one) => one.authority === authority).map(({ supplier }) => supplier),
      ...held.flatMap(({ maker }) => maker ?? []),
    ])
    used.delete('in-house')
    for (const vendor of [...used].sort()) {
      if (!chance.is(shareOfVendorsRated)) continue
      const product = chance.is(0.04) ? held.find(({ maker }) => maker === vendor)?.product : undefined
      const one = rating(chance, today, { authority, vendor, product }, qualityOf(vendor), showName)
      if (one) made.push(one)
    }
  }

  const core = new Set(coreSkills)
  const families = [...new Set(skills().map(({ family }) => family))]
  for (const authority of authorities) {
    if (!chance.is(shareRating)) continue
    const keenness = chance.next() * 0.4
    const strengths = new Map(families.map((family) => [family, 0.6 + chance.next() * 2.4]))
    for (const { id, family } of skills()) {
      if (!chance.is(core.has(id) ? 0.85 : keenness)) continue
      made.push(skillLevel(chance, today, authority, id, strengths.get(family) ?? 1.5))
    }
  }
  return made
}
