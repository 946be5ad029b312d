import { useSearchParams } from 'react-router'
import type { SkillLevelFields } from '../../../../../functions/schema/skillLevel.ts'
import { Anchor } from '../../../govuk/index.ts'
import { levelMeanings } from '../../skillWords.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place } from '../page.tsx'
import { ConfirmOpinions } from './confirmOpinions.tsx'
import { stated, useOpinions } from './opinions.ts'
import { type OwnSkills, ownService } from './ownService.ts'
import { SavedWords } from './savedWords.tsx'
import { SkillRow } from './skillRow.tsx'
import './opinions.css'

/** What an authority can do, skill by skill, in families: a press each. */
export default function SkillsPage() {
  return (
    <OurPage title="Assess your skills" crumbs={[{ text: 'Skills' }]}>
      {(place) => <Loading place={place} key={place.authority.id} />}
    </OurPage>
  )
}

function Loading({ place }: { place: Place }) {
  const loaded = useLoaded(() => ownService.skills(place.authority.id), `skills ${place.authority.id}`)
  return <Show of={loaded}>{(own) => <Assess place={place} own={own} />}</Show>
}

const coreFamily = 'core'

function Assess({ place, own }: { place: Place; own: OwnSkills }) {
  const { authority, to } = place
  const [search] = useSearchParams()
  const { opinions, state } = useOpinions<SkillLevelFields>(() => ({
    known: new Map(
      own.levels.map((level) => [level.skill, { version: level.version, fields: stated(level) }]),
    ),
    send: (rows) =>
      ownService.assess(
        authority.id,
        rows.map(({ fields, version }) => ({ ...fields, version })),
      ),
    fieldsOf: stated,
    place: `city-tools skills ${authority.id} ${place.person.id}`,
  }))
  const families = [...Map.groupBy(own.skills, ({ family }) => family)]
  const asked = search.get('family')
  const family = families.some(([name]) => name === asked) ? asked : coreFamily
  const shown =
    family === coreFamily
      ? [
          ...Map.groupBy(
            own.skills.filter(({ core }) => core),
            (skill) => skill.family,
          ),
        ]
      : families.filter(([name]) => name === family)
  const ids = new Map(own.levels.map(({ skill, id }) => [skill, id]))
  const pastOf = (skill: string) => {
    const id = ids.get(skill)
    return id === undefined ? undefined : { authority: authority.id, id }
  }
  const [first] = state.differences.keys()
  const isAssessed = ({ id }: { id: string }) => state.fields.get(id)?.level !== undefined
  const tally = (skills: OwnSkills['skills']) => `${skills.filter(isAssessed).length} of ${skills.length}`
  const choice = (name: string, text: string, skills: OwnSkills['skills']) => (
    <li key={name}>
      <Anchor
        className="govuk-link govuk-link--no-visited-state"
        href={to(name === coreFamily ? '/our/skills' : `/our/skills?family=${encodeURIComponent(name)}`)}
        aria-current={name === family ? 'true' : undefined}
      >
        {text}
      </Anchor>{' '}
      <span>{tally(skills)}</span>
    </li>
  )
  return (
    <div className="opinions">
      <h1 className="govuk-heading-l">Assess your skills</h1>
      <p className="lede">
        What {authority.name} can do today, as you see it. Members see it, so that councils can find who can
        help and who is learning the same thing. The public never does.
      </p>
      <div className="opinions__bar">
        <p className="opinions__progress">
          <strong>{tally(own.skills)}</strong> assessed
        </p>
        <SavedWords save={state.save} clashes={state.differences.size} />
      </div>
      <ConfirmOpinions
        place={place}
        records={own.levels}
        words={{ one: 'skill level', many: 'skill levels' }}
        onConfirmed={(versions) => {
          const skills = new Map(own.levels.map(({ id, skill }) => [id, skill]))
          opinions.moved(
            versions.flatMap(([id, version]) => {
              const skill = skills.get(id)
              return skill ? [[skill, version] as const] : []
            }),
          )
        }}
      />
      <nav aria-label="Families of skills">
        <ul className="skills__families">
          {choice(
            coreFamily,
            'Core skills, start here',
            own.skills.filter(({ core }) => core),
          )}
          {families.map(([name, skills]) => choice(name, name, skills))}
        </ul>
      </nav>
      <dl className="skills__levels">
        {levelMeanings.map(({ level, title, means }, index) => (
          <div key={level}>
            <dt>
              <kbd>{index + 1}</kbd> {title}
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <p className="opinions__keys">
        By keyboard: press 1 to 5 to choose a level and go on to the next skill.
      </p>
      {shown.map(([name, skills]) => (
        <section key={name} aria-labelledby={`family-${slug(name)}`}>
          <h2 className="govuk-heading-m" id={`family-${slug(name)}`}>
            {name}
          </h2>
          <ol className="opinions__rows">
            {skills.map((skill) => (
              <SkillRow
                key={skill.id}
                skill={skill}
                fields={state.fields.get(skill.id)}
                problems={state.problems.get(skill.id)}
                differences={state.differences.get(skill.id)}
                onAnswer={(change) => opinions.say([[skill.id, { skill: skill.id, ...change }]])}
                onSettle={(field, choice) => opinions.settle(skill.id, field, choice)}
                isFirst={first === skill.id}
                past={pastOf(skill.id)}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z]+/g, '-')
