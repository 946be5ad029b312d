import { useSearchParams } from 'react-router'
import type { SkillLine, SkillsView } from '../../../../functions/schema/membersView.ts'
import type { MovesView } from '../../../../functions/schema/movesView.ts'
import type { Person } from '../../../../functions/schema/person.ts'
import { type Level, levels } from '../../../../functions/schema/skillLevel.ts'
import { Bars } from '../../charts/bars.tsx'
import { Figure } from '../../charts/figure.tsx'
import { Method } from '../../charts/method.tsx'
import { Scroll } from '../../charts/scroll.tsx'
import { step } from '../../charts/step.ts'
import { counted, midSentence } from '../../format.ts'
import { Anchor } from '../../govuk/index.ts'
import { asAtDay, fileOfDay, useAsAt } from '../../layout/asAt.ts'
import { PageTitle } from '../../layout/pageTitle.tsx'
import { useScope } from '../../layout/scope.ts'
import { AsAt } from '../public/asAt.tsx'
import { basisAsOf, NothingToShow } from '../public/coverage.tsx'
import { View } from '../public/loading.tsx'
import { Switch } from '../public/switch.tsx'
import { levelMeanings, levelTitle, peopleWords } from '../skillWords.ts'
import { MembersPage, ownAuthorities } from './membersPage.tsx'
import { HelpWanted } from './moves.tsx'

export default function SkillsPage() {
  const scope = useScope()
  const asAt = useAsAt()
  return (
    <MembersPage title="Skills">
      {(reader) => (
        <>
          <PageTitle>What councils can do, and who can help</PageTitle>
          <AsAt />
          {reader.editorOf.length > 0 && !asAt && (
            <p className="govuk-body">
              <Anchor className="govuk-link" href="/our/skills">
                Assess your own skills
              </Anchor>
            </p>
          )}
          <View<SkillsView> path={asAtDay(`/members/skills/${scope}`, asAt)}>
            {(view) => <Told view={view} reader={reader} />}
          </View>
          <View<MovesView> path={asAtDay(`/members/moves/${scope}`, asAt)}>
            {(view) => <HelpWanted view={view} />}
          </View>
        </>
      )}
    </MembersPage>
  )
}

const coreFamily = 'core'

function Told({ view, reader }: { view: SkillsView; reader: Person }) {
  const [search] = useSearchParams()
  const families = [...new Set(view.skills.map(({ family }) => family))]
  const asked = search.get('family')
  const family = asked !== null && families.includes(asked) ? asked : coreFamily
  const skills = view.skills.filter((skill) => (family === coreFamily ? skill.core : skill.family === family))
  if (view.authorities.length === 0) {
    return (
      <NothingToShow basis={basisAsOf(view.coverage, 'skill levels', view.today)}>
        {view.asAt
          ? 'No council had assessed its skills by the end of that day.'
          : 'No council has assessed its skills yet. Each appears here as soon as it assesses its first.'}
      </NothingToShow>
    )
  }
  return (
    <>
      <Switch
        name="family"
        label="Families of skills"
        ways={[
          { value: coreFamily, text: 'Core skills' },
          ...families.map((name) => ({ value: name, text: name })),
        ]}
        chosen={family}
      />
      <HeatMap view={view} skills={skills} file={family} />
      <Strength view={view} skills={skills} file={family} />
      <Help view={view} skills={skills} file={family} />
      <Matches view={view} own={ownAuthorities(reader)} />
    </>
  )
}

const isAble = (level: Level | undefined) => level === 'practitioner' || level === 'expert'
const ableIn = ({ levels: held }: SkillLine) => Object.values(held).filter(isAble).length
const assessedIn = ({ levels: held }: SkillLine) => Object.keys(held).length

type Part = { view: SkillsView; skills: SkillLine[]; file: string }

const letters: Record<Level, string> = {
  none: 'N',
  awareness: 'A',
  working: 'W',
  practitioner: 'P',
  expert: 'E',
}
const steps: Record<Level, number> = { none: 0, awareness: 1, working: 2, practitioner: 3, expert: 5 }

/** What one council says of one skill, in full. */
function sayingOf(skill: SkillLine, id: string): string {
  const level = skill.levels[id]
  const people = skill.people[id]
  return [
    level ? levelTitle(level) : 'Not assessed',
    people &&
      `${peopleWords[people].toLowerCase()} ${people === '1' ? 'person' : 'people'}`.replace(
        'nobody people',
        'nobody',
      ),
    skill.canHelp.includes(id) && 'can help',
    skill.wantsHelp.includes(id) && 'wants help',
  ]
    .filter(Boolean)
    .join(', ')
}

function HeatMap({ view, skills, file }: Part) {
  const { authorities } = view
  const strongest = [...skills].sort((a, b) => ableIn(b) - ableIn(a))[0]
  return (
    <Figure
      title={
        strongest && ableIn(strongest) > 0
          ? `${strongest.name} is where most councils do it unaided: ${ableIn(strongest)} of the ${assessedIn(strongest)} that have assessed it`
          : view.asAt
            ? 'No council had assessed these skills as practitioner by the end of that day'
            : 'No council has assessed these skills as practitioner yet'
      }
      basis={`Each council as it sees itself. ${basisAsOf(view.coverage, 'skill levels', view.today)}`}
      file={fileOfDay(`skills-${file}`, view.asAt)}
      table={{
        head: ['Skill', 'Family', ...authorities.map(({ name }) => name)],
        rows: skills.map((skill) => [
          skill.name,
          skill.family,
          ...authorities.map(({ id }) => sayingOf(skill, id)),
        ]),
      }}
      method={
        <>
          <ul className="govuk-list">
            {levelMeanings.map(({ level, title, means }) => (
              <li key={level}>
                <strong>{title}</strong>: {means.toLowerCase()}
              </li>
            ))}
          </ul>
          <Method of={['skills']} />
        </>
      }
    >
      <p className="heat__key">
        {levels.map((level) => (
          <span key={level}>
            <b style={step(steps[level])}>{letters[level]}</b> {levelTitle(level)}
          </span>
        ))}
        <span>
          <b>+</b> can help
        </span>
        <span>
          <b>?</b> wants help
        </span>
      </p>
      <Scroll label="Skills by council">
        <table className="matrix matrix--heat">
          <thead>
            <tr>
              <th scope="col">Skill</th>
              {authorities.map(({ id, name }) => (
                <th scope="col" key={id}>
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {skills.map((skill) => (
              <tr key={skill.id}>
                <th scope="row">{skill.name}</th>
                {authorities.map(({ id }) => {
                  const level = skill.levels[id]
                  const saying = sayingOf(skill, id)
                  return (
                    <td key={id} style={level && step(steps[level])} title={saying}>
                      <span aria-hidden="true">
                        {level ? letters[level] : '·'}
                        {skill.canHelp.includes(id) && '+'}
                        {skill.wantsHelp.includes(id) && '?'}
                      </span>
                      <span className="govuk-visually-hidden">{saying}</span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Figure>
  )
}

const gapsShown = 12

/** A skill, and how many of those that have assessed it can do it unaided. */
type Gap = { skill: Pick<SkillLine, 'name' | 'wantsHelp'>; able: number; assessed: number }

export const widestGap = ({ skill, able, assessed }: Gap) =>
  `The widest gap is ${midSentence(skill.name)}: ${able} of ${counted(assessed, 'council')} can do it unaided`

export function besideGap({ skill: { wantsHelp }, able, assessed }: Gap): string {
  const said = `${able} of ${assessed}`
  if (wantsHelp.length === 0) return said
  return `${said}; ${wantsHelp.length} ${wantsHelp.length === 1 ? 'wants' : 'want'} help`
}

function Strength({ view, skills, file }: Part) {
  const lines = skills
    .filter((skill) => assessedIn(skill) > 0)
    .map((skill) => ({ skill, able: ableIn(skill), assessed: assessedIn(skill) }))
    .sort((a, b) => a.able / a.assessed - b.able / b.assessed || a.skill.name.localeCompare(b.skill.name))
  const [thinnest] = lines
  if (!thinnest) return null
  return (
    <Figure
      title={widestGap(thinnest)}
      basis={`Councils that say practitioner or expert, of those that have assessed the skill, fewest first. ${basisAsOf(view.coverage, 'skill levels', view.today)}`}
      file={fileOfDay(`skills-gaps-${file}`, view.asAt)}
      table={{
        head: ['Skill', 'Practitioner or expert', 'Assessed it', 'Want help'],
        rows: lines.map(({ skill, able, assessed }) => [skill.name, able, assessed, skill.wantsHelp.length]),
        numeric: [1, 2, 3],
      }}
      method={['skills']}
    >
      <Bars
        bars={lines.slice(0, gapsShown).map((gap) => ({
          id: gap.skill.id,
          name: gap.skill.name,
          value: gap.able / gap.assessed,
          text: besideGap(gap),
        }))}
      />
      {lines.length > gapsShown && (
        <p className="govuk-body">
          The {gapsShown} widest gaps of {counted(lines.length, 'skill')}; the table has them all.
        </p>
      )}
    </Figure>
  )
}

function Help({ view, skills, file }: Part) {
  const names = new Map(view.authorities.map(({ id, name }) => [id, name]))
  const listed = (ids: string[]) => ids.map((id) => names.get(id) ?? id).join(', ')
  const lines = skills
    .filter(({ canHelp, wantsHelp }) => canHelp.length + wantsHelp.length > 0)
    .sort(
      (a, b) =>
        Math.min(b.canHelp.length, b.wantsHelp.length) - Math.min(a.canHelp.length, a.wantsHelp.length) ||
        b.wantsHelp.length - a.wantsHelp.length,
    )
  const matched = lines.filter(({ canHelp, wantsHelp }) => canHelp.length > 0 && wantsHelp.length > 0)
  const alone = lines.filter(({ canHelp, wantsHelp }) => canHelp.length === 0 && wantsHelp.length > 0)
  return (
    <Figure
      title={
        lines.length === 0
          ? view.asAt
            ? 'Nobody had offered or asked for help by the end of that day'
            : 'Nobody has offered or asked for help yet'
          : `In ${counted(matched.length, 'skill')} someone can help and someone wants it`
      }
      basis={`${
        alone.length > 0
          ? `In ${counted(alone.length, 'other')} help is wanted and nobody has offered it. `
          : ''
      }${basisAsOf(view.coverage, 'skill levels', view.today)}`}
      file={fileOfDay(`skills-help-${file}`, view.asAt)}
      table={{
        head: ['Skill', 'Can help', 'Want help'],
        rows: lines.map(({ name, canHelp, wantsHelp }) => [name, listed(canHelp), listed(wantsHelp)]),
      }}
      method={['skills']}
    >
      {lines.length > 0 && (
        <table className="govuk-table stacked help">
          <caption className="govuk-visually-hidden">Who can help and who wants help, by skill</caption>
          <thead className="govuk-table__head">
            <tr className="govuk-table__row">
              <th scope="col" className="govuk-table__header">
                Skill
              </th>
              <th scope="col" className="govuk-table__header">
                Can help
              </th>
              <th scope="col" className="govuk-table__header">
                Want help
              </th>
            </tr>
          </thead>
          <tbody className="govuk-table__body">
            {lines.slice(0, helpShown).map(({ id, name, canHelp, wantsHelp }) => (
              <tr className="govuk-table__row" key={id}>
                <th scope="row" className="govuk-table__header">
                  {name}
                </th>
                <td className="govuk-table__cell" data-label="Can help">
                  {listed(canHelp) || '–'}
                </td>
                <td className="govuk-table__cell" data-label="Want help">
                  {listed(wantsHelp) || '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {lines.length > helpShown && (
        <p className="govuk-body">
          The first {helpShown} of {counted(lines.length, 'skill')}; the table has them all.
        </p>
      )}
    </Figure>
  )
}
const helpShown = 15

/** For the reader's own councils: who could help them, and whom they could help, in any skill. */
function Matches({ view: { skills, authorities, asAt }, own }: { view: SkillsView; own: string[] }) {
  const names = new Map(authorities.map(({ id, name }) => [id, name]))
  const others = (ids: string[], id: string) =>
    ids
      .filter((one) => one !== id)
      .map((one) => names.get(one) ?? one)
      .join(', ')
  return own
    .filter((id) => names.has(id))
    .map((id) => {
      const wanted = skills.filter(({ wantsHelp }) => wantsHelp.includes(id))
      const offered = skills.filter(
        ({ canHelp, wantsHelp }) => canHelp.includes(id) && wantsHelp.some((one) => one !== id),
      )
      return (
        <section key={id} aria-labelledby={`matches-${id}`} className="matches">
          <h2 className="govuk-heading-m" id={`matches-${id}`}>
            Help for {names.get(id)}, and help it could give
          </h2>
          <div className="split">
            <div>
              <h3 className="govuk-heading-s">Help wanted</h3>
              {wanted.length === 0 && (
                <p className="govuk-body">{names.get(id)} has not said that it wants help.</p>
              )}
              <ul className="govuk-list">
                {wanted.map((skill) => (
                  <li key={skill.id}>
                    <strong>{skill.name}</strong>:{' '}
                    {others(skill.canHelp, id) || (asAt ? 'nobody had offered' : 'nobody has offered yet')}
                  </li>
                ))}
              </ul>
            </div>
            <div>
              <h3 className="govuk-heading-s">Help you could give</h3>
              {offered.length === 0 && (
                <p className="govuk-body">Nobody wants help with what {names.get(id)} can help with.</p>
              )}
              <ul className="govuk-list">
                {offered.map((skill) => (
                  <li key={skill.id}>
                    <strong>{skill.name}</strong>: {others(skill.wantsHelp, id)}
                  </li>
                ))}
              </ul>
            </div>
          </div>
        </section>
      )
    })
}
