import type { HomeView } from '../../../../../functions/schema/home.ts'
import { percent } from '../../../format.ts'
import { Anchor } from '../../../govuk/index.ts'
import { fieldWords, kindWords } from '../../fields.ts'
import type { Place } from '../page.tsx'

/** What it says to other councils: how much of what it is asked. */
const saidIn = ({ vendors, rated, coreSkills, assessed }: NonNullable<HomeView['said']>) => [
  { title: 'Ratings', path: '/our/ratings', done: rated, of: vendors, words: 'vendors you use are rated' },
  {
    title: 'Skills',
    path: '/our/skills',
    done: assessed,
    of: coreSkills,
    words: 'core skills are assessed',
  },
]

/** Why the list of them, and what the public reads, come to other figures. */
const besides = (planned: number, retired: number) =>
  [
    planned > 0 && `${planned} of them not live yet`,
    retired > 0 && `${retired} retired ${retired === 1 ? 'is' : 'are'} listed too`,
  ]
    .filter(Boolean)
    .join('; ')
    .replace(/^./, (first) => first.toUpperCase())

/** How the register stands, section by section: how much, how fresh, how complete. */
export function Standing({ place: { to }, view: { sections, said } }: { place: Place; view: HomeView }) {
  return (
    <section aria-labelledby="standing">
      <h2 className="govuk-visually-hidden" id="standing">
        How the register stands
      </h2>
      <dl className="headlines standing">
        {sections.map(
          ({ kind, records, planned, retired, fresh, freshMonths, complete, median, missing }) => (
            <div key={kind}>
              <dt>
                <Anchor className="govuk-link" href={to(`/our/${kindWords[kind].path}`)}>
                  {kindWords[kind].many.replace(/^./, (first) => first.toUpperCase())}
                </Anchor>
                <small>
                  {records === 0
                    ? 'None yet'
                    : fresh === records
                      ? `All confirmed in the last ${freshMonths} months`
                      : `${fresh} confirmed in the last ${freshMonths} months`}
                </small>
                {(planned > 0 || retired > 0) && <small>{besides(planned, retired)}</small>}
                {complete !== undefined && (
                  <>
                    <small>
                      {percent(complete)} complete
                      {median &&
                        `; the median of ${median.authorities} authorities is ${percent(median.share)}`}
                    </small>
                    <span className="meter" aria-hidden="true">
                      <span className="meter__share" style={{ width: percent(complete) }} />
                      {median && <span className="meter__median" style={{ left: percent(median.share) }} />}
                    </span>
                  </>
                )}
                {missing.length > 0 && (
                  <small>
                    Most often left out:{' '}
                    {missing.map(({ field, records: of }) => `${fieldWords(kind, field)} (${of})`).join(', ')}
                  </small>
                )}
              </dt>
              <dd>{records}</dd>
            </div>
          ),
        )}
        {(said ? saidIn(said) : []).map(({ title, path, done, of, words }) => (
          <div key={title}>
            <dt>
              <Anchor className="govuk-link" href={to(path)}>
                {title}
              </Anchor>
              <small>
                of {of} {words}
              </small>
              {of > 0 && (
                <span className="meter" aria-hidden="true">
                  <span className="meter__share" style={{ width: percent(done / of) }} />
                </span>
              )}
            </dt>
            <dd>{done}</dd>
          </div>
        ))}
      </dl>
      <p className="govuk-body">
        <Anchor className="govuk-link" href={to('/members/peers')}>
          Where you stand among other councils
        </Anchor>
      </p>
    </section>
  )
}
