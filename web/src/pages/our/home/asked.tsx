import { date } from '../../../format.ts'
import { Anchor } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import { useRounds } from '../asks.ts'
import type { Place } from '../page.tsx'

const where = {
  system: '/our/confirm',
  contract: '/our/confirm',
  rating: '/our/ratings',
  skillLevel: '/our/skills',
}
const nouns = {
  system: ['system', 'systems'],
  contract: ['contract', 'contracts'],
  rating: ['rating', 'ratings'],
  skillLevel: ['skill level', 'skill levels'],
} as const

/** What LOTI's open rounds still ask of this council. Nothing where there is none. */
export function Asked({ place: { authority, to } }: { place: Place }) {
  const rounds = useRounds(authority.id)
  return rounds.value?.map(({ id, name, deadline, since, sections }) => {
    const left = sections.filter((one) => one.left > 0)
    return (
      <section className="govuk-inset-text asked" key={id} aria-label={name}>
        <p className="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">
          {left.length === 0
            ? `${name}: you are done`
            : `${name}: LOTI asks you to confirm by ${date(deadline)}`}
        </p>
        {left.length > 0 && (
          <ul className="govuk-list govuk-!-margin-bottom-1">
            {left.map((section) => (
              <li key={section.kind}>
                <Anchor
                  className="govuk-link"
                  href={to(section.records === 0 ? addTo[section.kind] : where[section.kind])}
                >
                  {section.records === 0
                    ? `Add your first ${nouns[section.kind][0]}`
                    : `${inNumber(section.left, nouns[section.kind])} of ${section.records} left`}
                </Anchor>
              </li>
            ))}
          </ul>
        )}
        <p className="basis">What was confirmed on {date(`${since}-01`)} or later counts.</p>
      </section>
    )
  })
}

const inNumber = (count: number, [one, many]: readonly [string, string]) => counted(count, one, many)

const addTo = {
  system: '/our/systems/new',
  contract: '/our/contracts/new',
  rating: '/our/ratings',
  skillLevel: '/our/skills',
}
