import { londonToday } from '../../../../../functions/domain/calendar.ts'
import { isStale } from '../../../../../functions/domain/due.ts'
import type { MembersRecord } from '../../../../../functions/schema/record.ts'
import { Anchor } from '../../../govuk/index.ts'
import { levelTitle } from '../../skillWords.ts'
import { asksIn, useRounds } from '../asks.ts'
import { namesFrom, useLists } from '../lists.ts'
import { useLoaded } from '../loading.tsx'
import { ConfirmOpinions } from '../opinions/confirmOpinions.tsx'
import { ownService } from '../opinions/ownService.ts'
import type { Place } from '../page.tsx'
import '../opinions/opinions.css'

/** What an authority says of vendors and of itself, confirmed beside its register where it wants confirming. */
export function ConfirmSaid({ place }: { place: Place }) {
  const { authority, to } = place
  const { value } = useLoaded(async () => {
    const [ratings, skills] = await Promise.all([
      ownService.ratings(authority.id),
      ownService.skills(authority.id),
    ])
    return { records: [...ratings.ratings, ...skills.levels], skills: skills.skills }
  }, `confirm said ${authority.id}`)
  const lists = useLists()
  const { value: rounds = [] } = useRounds(authority.id)
  if (!value || !lists.value) return null
  const { freshMonths } = lists.value.settings
  const asks = asksIn(rounds)
  const due = value.records.some((record) =>
    isStale(record, londonToday(), (kind) => freshMonths[kind], asks),
  )
  if (!due) return null
  const names = namesFrom(lists.value)
  const skillName = new Map(value.skills.map(({ id, label }) => [id, label]))
  const glance = (record: MembersRecord) => {
    if (record.kind === 'rating') {
      const about = record.product ? `, ${names.product(record.product)}` : ''
      const says = typeof record.overall === 'number' ? `${record.overall} of 5 overall` : 'overall not said'
      return `${names.vendor(record.vendor)}${about}: ${says}`
    }
    const level = record.level ? levelTitle(record.level).toLowerCase() : 'no level'
    return `${skillName.get(record.skill) ?? record.skill}: ${level}`
  }
  return (
    <section aria-labelledby="said" className="due-list__after">
      <h2 className="govuk-heading-m" id="said">
        Ratings and skills
      </h2>
      <ConfirmOpinions
        place={place}
        records={value.records}
        words={{ one: 'rating or skill level', many: 'ratings and skill levels' }}
        glance={glance}
      />
      <p className="govuk-body">
        <Anchor className="govuk-link" href={to('/our/ratings')}>
          Change ratings
        </Anchor>{' '}
        or{' '}
        <Anchor className="govuk-link" href={to('/our/skills')}>
          skills
        </Anchor>
      </p>
    </section>
  )
}
