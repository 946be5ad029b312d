import { useState } from 'react'
import {
  dimensions,
  type RaterRole,
  type RatingFields,
  raterRoles,
} from '../../../../../functions/schema/rating.ts'
import { Anchor } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import { roleWords } from '../../ratingWords.ts'
import { useLists } from '../lists.ts'
import { Show, useLoaded } from '../loading.tsx'
import { OurPage, type Place } from '../page.tsx'
import { type About, AddVendor } from './addVendor.tsx'
import { ConfirmOpinions } from './confirmOpinions.tsx'
import { stated, useOpinions } from './opinions.ts'
import { type OwnRatings, ownService } from './ownService.ts'
import { isAnswered, RatingRow } from './ratingRow.tsx'
import { SavedWords } from './savedWords.tsx'
import { Strip } from './strip.tsx'
import './opinions.css'

/** Every vendor an authority uses on one page, to be rated in a press each. */
export default function RatingsPage() {
  return (
    <OurPage title="Rate your vendors" crumbs={[{ text: 'Ratings' }]}>
      {(place) => <Loading place={place} key={place.authority.id} />}
    </OurPage>
  )
}

function Loading({ place }: { place: Place }) {
  const loaded = useLoaded(() => ownService.ratings(place.authority.id), `ratings ${place.authority.id}`)
  return <Show of={loaded}>{(own) => <Rate place={place} own={own} />}</Show>
}

/** A rating's key holds both what it is about, so that what is kept in the browser needs nothing else. */
const keyOf = ({ vendor, product }: About) => (product ? `${vendor} ${product}` : vendor)

const fieldsOf = stated<RatingFields>

/** What a vendor is rated upon that was never rated, or whose rating was withdrawn. */
const nothingSaid: Partial<RatingFields> = {
  ...Object.fromEntries(dimensions.map((dimension) => [dimension, undefined])),
  wouldBuyAgain: undefined,
  comment: undefined,
  retiredOn: undefined,
}

function Rate({ place, own }: { place: Place; own: OwnRatings }) {
  const { authority } = place
  const { opinions, state } = useOpinions<RatingFields>(() => ({
    known: new Map(
      own.ratings.map((rating) => [keyOf(rating), { version: rating.version, fields: fieldsOf(rating) }]),
    ),
    send: (rows) =>
      ownService.rate(
        authority.id,
        rows.map(({ fields, version }) => ({ ...fields, version })),
      ),
    fieldsOf,
    place: `city-tools ratings ${authority.id} ${place.person.id}`,
  }))
  const lists = useLists()
  const [added, setAdded] = useState<About[]>([])
  // A colleague of the service may have rated last: what one said oneself is the better guess.
  const newest = own.ratings
    .filter(({ provenance }) => provenance.confirmedBy === place.person.id)
    .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))[0]
  const [role, setRole] = useState<RaterRole>(newest?.raterRole ?? 'IT')
  const given = [...state.fields].filter(([, fields]) => isAnswered(fields))
  const [named, setNamed] = useState(given.length > 0 && given.every(([, { showName }]) => showName))

  const usedIds = new Set(own.vendors.map(({ id }) => id))
  const rated = [...state.fields.values()].map(({ vendor, product }): About => ({ vendor, product }))
  const others = [
    ...new Map(
      [...rated, ...added]
        .filter(({ vendor, product }) => product !== undefined || !usedIds.has(vendor))
        .map((about) => [keyOf(about), about]),
    ).values(),
  ]
  const answer = (about: About) => (change: Partial<RatingFields>) => {
    const before = state.fields.get(keyOf(about))
    const anew = !isAnswered(before) && { ...nothingSaid, raterRole: role, showName: named }
    opinions.say([[keyOf(about), { ...about, ...anew, ...change }]])
  }
  const name = (show: boolean) => {
    setNamed(show)
    opinions.say(given.map(([key]) => [key, { showName: show }] as const))
  }
  const ids = new Map(own.ratings.map((rating) => [keyOf(rating), rating.id]))
  const pastOf = (key: string) => {
    const id = ids.get(key)
    return id === undefined ? undefined : { authority: authority.id, id }
  }
  const [first] = state.differences.keys()
  const isEmpty = own.vendors.length === 0 && others.length === 0
  const ratedOf = own.vendors.filter(({ id }) => isAnswered(state.fields.get(id))).length

  return (
    <Show of={lists}>
      {(known) => {
        const vendorName = new Map(known.vendors.map(({ id, name: one }) => [id, one]))
        const productName = new Map(known.products.map(({ id, name: one }) => [id, one]))
        const row = (about: About, context?: string) => (
          <RatingRow
            key={keyOf(about)}
            id={keyOf(about).replace(' ', '-')}
            name={
              vendorName.get(about.vendor) ??
              own.vendors.find(({ id }) => id === about.vendor)?.name ??
              about.vendor
            }
            product={about.product && (productName.get(about.product) ?? about.product)}
            context={context}
            fields={state.fields.get(keyOf(about))}
            problems={state.problems.get(keyOf(about))}
            differences={state.differences.get(keyOf(about))}
            onAnswer={answer(about)}
            onSettle={(field, choice) => opinions.settle(keyOf(about), field, choice)}
            isFirst={first === keyOf(about)}
            past={pastOf(keyOf(about))}
          />
        )
        return (
          <div className="opinions">
            <h1 className="govuk-heading-l">Rate your vendors</h1>
            <p className="lede">
              Tell other councils what your vendors are like to work with. Only members see it, and only as
              figures from at least three councils unless you show your name.
            </p>
            {isEmpty && (
              <div className="govuk-inset-text">
                <p>
                  No vendor is on your register yet, so there is nobody to rate. Import your contract register
                  or add a contract: its supplier appears here as soon as LOTI has approved it.
                </p>
                <p className="card-links">
                  <Anchor className="govuk-link" href={place.to('/our/import')}>
                    Import a register
                  </Anchor>
                  <Anchor className="govuk-link" href={place.to('/our/contracts/new')}>
                    Add a contract
                  </Anchor>
                </p>
              </div>
            )}
            {!isEmpty && (
              <>
                <div className="opinions__bar">
                  <p className="opinions__progress">
                    <strong>
                      {ratedOf} of {own.vendors.length}
                    </strong>{' '}
                    rated
                  </p>
                  <SavedWords save={state.save} clashes={state.differences.size} />
                </div>
                <ConfirmOpinions
                  place={place}
                  records={own.ratings}
                  words={{ one: 'rating', many: 'ratings' }}
                  onConfirmed={(versions) => {
                    const keys = new Map(own.ratings.map((rating) => [rating.id, keyOf(rating)]))
                    opinions.moved(
                      versions.flatMap(([id, version]) =>
                        keys.has(id) ? [[keys.get(id) ?? '', version] as const] : [],
                      ),
                    )
                  }}
                />
                <fieldset className="govuk-fieldset opinions__who">
                  <legend className="govuk-visually-hidden">For all the ratings you give here</legend>
                  <Strip
                    name="rater-role"
                    legend="Whose view is this?"
                    options={raterRoles.map((one) => ({ value: one, text: roleWords[one] }))}
                    value={role}
                    onChange={(chosen) => setRole(raterRoles.find((one) => one === chosen) ?? 'IT')}
                  />
                  <div className="govuk-checkboxes govuk-checkboxes--small">
                    <div className="govuk-checkboxes__item">
                      <input
                        className="govuk-checkboxes__input"
                        id="show-name"
                        type="checkbox"
                        checked={named}
                        onChange={(event) => name(event.target.checked)}
                      />
                      <label className="govuk-label govuk-checkboxes__label" htmlFor="show-name">
                        Show {authority.name}’s name beside its ratings to other members
                      </label>
                    </div>
                  </div>
                </fieldset>
                <p className="opinions__scale">1 is very poor, 5 is very good.</p>
                <p className="opinions__keys">
                  By keyboard: press 1 to 5 to rate and go on to the next vendor, 0 if you cannot say.
                </p>
              </>
            )}
            {own.vendors.length > 0 && (
              <ol className="opinions__rows" aria-label="Vendors you use">
                {own.vendors.map((vendor) => row({ vendor: vendor.id }, contextOf(vendor)))}
              </ol>
            )}
            {others.length > 0 && (
              <>
                <h2 className="govuk-heading-m">Others you rate</h2>
                <ol className="opinions__rows" aria-label="Others you rate">
                  {others.map((about) => row(about))}
                </ol>
              </>
            )}
            <AddVendor
              known={known}
              onAdd={(about) => setAdded([...added, about])}
              taken={(about) =>
                state.fields.has(keyOf(about)) || (usedIds.has(about.vendor) && !about.product)
              }
            />
          </div>
        )
      }}
    </Show>
  )
}

function contextOf({ contracts, systems }: OwnRatings['vendors'][number]): string {
  const [first, ...rest] = systems
  return [
    contracts > 0 && counted(contracts, 'contract'),
    first && (rest.length === 0 ? first : `${first} and ${counted(rest.length, 'other system')}`),
  ]
    .filter(Boolean)
    .join(' · ')
}
