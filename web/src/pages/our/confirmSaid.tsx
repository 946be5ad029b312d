import { londonToday } from '../../../../functions/domain/calendar.ts'
import { isStale } from '../../../../functions/domain/due.ts'
import { Anchor } from '../../govuk/index.ts'
import { ConfirmOpinions } from './confirmOpinions.tsx'
import { useLists } from './lists.ts'
import { useLoaded } from './loading.tsx'
import { ownService } from './ownService.ts'
import type { Place } from './page.tsx'
import './opinions.css'

/** What an authority says of vendors and of itself, confirmed beside its register where it wants confirming. */
export function ConfirmSaid({ place }: { place: Place }) {
  const { authority, to } = place
  const { value } = useLoaded(async () => {
    const [ratings, skills] = await Promise.all([
      ownService.ratings(authority.id),
      ownService.skills(authority.id),
    ])
    return { ratings: ratings.ratings, levels: skills.levels }
  }, `confirm said ${authority.id}`)
  const lists = useLists()
  if (!value || !lists.value) return null
  const { freshMonths } = lists.value.settings
  const due = [...value.ratings, ...value.levels].some((record) =>
    isStale(record, londonToday(), (kind) => freshMonths[kind]),
  )
  if (!due) return null
  return (
    <section aria-labelledby="said" className="due-list__after">
      <h2 className="govuk-heading-m" id="said">
        Ratings and skills
      </h2>
      <ConfirmOpinions place={place} records={value.ratings} words={{ one: 'rating', many: 'ratings' }} />
      <ConfirmOpinions
        place={place}
        records={value.levels}
        words={{ one: 'skill level', many: 'skill levels' }}
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
