import type { HomeView } from '../../../../functions/schema/home.ts'
import { Anchor, ButtonLink, Details, TaskList } from '../../govuk/index.ts'
import { counted } from '../fields.ts'
import { Asked } from './home/asked.tsx'
import { Decisions } from './home/decisions.tsx'
import { Lately, Sent } from './home/lately.tsx'
import { Returned } from './home/returned.tsx'
import { Standing } from './home/standing.tsx'
import { foundTasks, tasks } from './home/tasks.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place } from './page.tsx'
import { saidTasks } from './saidTasks.ts'
import { service } from './service.ts'

/** The page an IT lead opens first: what is left, how the register stands, what comes next. */
export default function Home() {
  return <OurPage title="Our register">{(place) => <Told place={place} key={place.authority.id} />}</OurPage>
}

function Told({ place }: { place: Place }) {
  const { authority, choices } = place
  const loaded = useLoaded(() => service.home(authority.id), `home ${authority.id}`)
  return (
    <>
      <h1 className="govuk-heading-l">{authority.name}’s register</h1>
      {choices.length > 1 && (
        <p className="keeping">
          {choices.map(({ id, name }) =>
            id === authority.id ? (
              <strong key={id} aria-current="true">
                {name}
              </strong>
            ) : (
              <Anchor key={id} className="govuk-link" href={`/our?authority=${id}`}>
                {name}
              </Anchor>
            ),
          )}
        </p>
      )}
      <Asked place={place} />
      <Show of={loaded}>
        {(view) => (view.isNew ? <Beginning place={place} /> : <Working place={place} view={view} />)}
      </Show>
    </>
  )
}

function Beginning({ place: { to } }: { place: Place }) {
  return (
    <>
      <p className="lede">
        Nothing is here yet. The quickest start is your contract register: import it, check what was read, and
        send it to LOTI. It takes about five minutes.
      </p>
      <div className="actions-row">
        <ButtonLink href={to('/our/import')}>Import a register</ButtonLink>
        <ButtonLink href={to('/our/contracts/new')} className="govuk-button--secondary">
          Add a contract
        </ButtonLink>
        <ButtonLink href={to('/our/systems/new')} className="govuk-button--secondary">
          Add a system
        </ButtonLink>
      </div>
    </>
  )
}

function Working({ place, view }: { place: Place; view: HomeView }) {
  const { to } = place
  const { left } = view
  return (
    <>
      <section aria-labelledby="to-do">
        <h2 className="govuk-heading-m" id="to-do">
          {left.minutes > 0 ? `About ${counted(left.minutes, 'minute')} left to do` : 'Nothing is due'}
        </h2>
        <TaskList
          items={[...foundTasks(to, view.found), ...tasks(to, view.left), ...saidTasks(to, view.said)]}
        />
        {left.minutes > 0 && (
          <Details summary="How the minutes are worked out" className="quiet-details">
            <p className="govuk-body-s">{left.method}</p>
          </Details>
        )}
      </section>
      <Returned place={place} returned={view.returned} />
      <Standing place={place} view={view} />
      <div className="actions-row">
        <ButtonLink href={to('/our/systems/new')}>Add a system</ButtonLink>
        <ButtonLink href={to('/our/contracts/new')} className="govuk-button--secondary">
          Add a contract
        </ButtonLink>
        <ButtonLink href={to('/our/import')} className="govuk-button--secondary">
          Import a register
        </ButtonLink>
      </div>
      <Decisions place={place} view={view} />
      <div className="columns-2 our-section">
        <Lately place={place} changed={view.changed} />
        <Sent place={place} sent={view.sent} />
      </div>
      <p className="govuk-body card-links">
        <Anchor className="govuk-link" href={to('/our/questions')}>
          Questions you asked
        </Anchor>
        <Anchor className="govuk-link" href={to('/our/messages')}>
          What we write to you
        </Anchor>
      </p>
    </>
  )
}
