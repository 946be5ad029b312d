import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { Problem } from '../../api.ts'
import { Button, Checkboxes, ErrorSummary, Lookup, Radios } from '../../govuk/index.ts'
import { counted, dateWords } from '../fields.ts'
import { namesFrom, useLists } from './lists.ts'
import { Show, useLoaded } from './loading.tsx'
import { OurPage, type Place, useTitle } from './page.tsx'
import { type Brief, service } from './service.ts'
import { takeOff } from './takeOff.ts'

type System = Extract<Brief, { kind: 'system' }>
type Contract = Extract<Brief, { kind: 'contract' }>

/** Several systems put under one contract, new or known, and taken off those they were under. */
export default function UnderContract() {
  return (
    <OurPage
      title="Put systems under a contract"
      crumbs={[{ text: 'Our systems', href: '/our/systems' }, { text: 'Under a contract' }]}
    >
      {(place) => <Told place={place} key={place.authority.id} />}
    </OurPage>
  )
}

function Told({ place }: { place: Place }) {
  const { authority } = place
  const [search] = useSearchParams()
  const wanted = search.get('systems')?.split(',') ?? []
  const loaded = useLoaded(() => service.brief(authority.id), `register ${authority.id}`)
  return (
    <Show of={loaded}>
      {({ records }) => (
        <Choose
          place={place}
          systems={records
            .flatMap((one) => (one.kind === 'system' && wanted.includes(one.id) ? [one] : []))
            .sort((a, b) => a.title.localeCompare(b.title, 'en-GB'))}
          contracts={records.flatMap((one) => (one.kind === 'contract' ? [one] : []))}
        />
      )}
    </Show>
  )
}

function Choose({ place, systems, contracts }: { place: Place; systems: System[]; contracts: Contract[] }) {
  const { authority, to } = place
  const navigate = useNavigate()
  const lists = useLists()
  const [which, setWhich] = useState<'new' | 'known' | ''>('')
  const [known, setKnown] = useState('')
  const [off, setOff] = useState<readonly string[]>([])
  const [state, setState] = useState<{ busy?: true; wrong?: { text: string; href?: string } }>({})
  const ids = systems.map(({ id }) => id)
  const title = `Put ${counted(systems.length, 'system')} under a contract`
  useTitle(`${state.wrong ? 'Error: ' : ''}${title}`)
  const vendor = lists.value ? namesFrom(lists.value).vendor : (id: string) => id
  /** Contracts they are under now, the one chosen apart. */
  /** What is with LOTI cannot be changed until they decide. */
  const open = contracts.filter(({ state: where }) => where !== 'with LOTI')
  const now = open.filter(
    (one) => one.id !== (which === 'known' ? known : '') && one.systems.some((id) => ids.includes(id)),
  )

  async function move() {
    const leaving = now.filter(({ id }) => off.includes(id))
    if (which === 'new') {
      // They are taken off the others once the new contract is saved: until then it may come to nothing.
      const from = leaving.map(({ id }) => id).join(',')
      void navigate(to(`/our/contracts/new?systems=${ids.join(',')}${from && `&off=${from}`}`))
      return
    }
    // First the contract that takes them: where it cannot be changed, the others are left as they are.
    const target = contracts.find(({ id }) => id === known)
    await service.save(authority.id, known, {
      edits: {
        systems: { from: target?.systems ?? [], to: [...new Set([...(target?.systems ?? []), ...ids])] },
      },
    })
    await takeOff(authority.id, leaving, ids)
    void navigate(to('/our/submission'))
  }
  const go = () => {
    if (!which) {
      setState({ wrong: { text: 'Choose a new contract or one you have', href: '#which' } })
      return
    }
    if (which === 'known' && !open.some(({ id }) => id === known)) {
      setState({ wrong: { text: 'Choose a contract from the list', href: '#known' } })
      return
    }
    setState({ busy: true })
    move().catch((failure: unknown) =>
      setState({
        wrong: {
          text:
            failure instanceof Problem && failure.status > 0
              ? failure.message
              : 'It could not be saved. Nothing is lost; try again in a moment',
        },
      }),
    )
  }

  if (systems.length === 0) {
    return (
      <>
        <h1 className="govuk-heading-l">No systems are ticked</h1>
        <p className="govuk-body">
          Tick systems in{' '}
          <a className="govuk-link" href={to('/our/systems')}>
            your list of systems
          </a>{' '}
          to put them under a contract.
        </p>
      </>
    )
  }
  return (
    <>
      {state.wrong && <ErrorSummary key={state.wrong.text} errors={[state.wrong]} />}
      <h1 className="govuk-heading-l">{title}</h1>
      <ul className="govuk-list govuk-list--bullet">
        {systems.map(({ id, title: name }) => (
          <li key={id}>{name || 'New system'}</li>
        ))}
      </ul>
      <Radios
        name="which"
        fieldset={{
          legend: { children: 'Which contract', className: 'govuk-fieldset__legend--m' },
        }}
        errorMessage={state.wrong?.href === '#which' ? state.wrong.text : undefined}
        value={which}
        onChange={({ target }) => setWhich(target.value === 'new' ? 'new' : 'known')}
        items={[
          {
            value: 'new',
            text: 'A new contract',
            hint: 'You fill it in next, with these systems and what is known of them in it already',
          },
          {
            value: 'known',
            text: 'One we have',
            conditional: which === 'known' && (
              <Lookup
                id="known"
                name="known"
                label="Contract"
                errorMessage={state.wrong?.href === '#known' ? state.wrong.text : undefined}
                options={open.map((one) => ({
                  value: one.id,
                  text: one.title || 'New contract',
                  aside: [one.supplier && vendor(one.supplier), one.endsOn && `ends ${dateWords(one.endsOn)}`]
                    .filter(Boolean)
                    .join(', '),
                }))}
                value={known}
                onChange={setKnown}
              />
            ),
          },
        ]}
      />
      {now.length > 0 && (
        <Checkboxes
          name="off"
          className="govuk-checkboxes--small"
          fieldset={{
            legend: { children: 'Take them off', className: 'govuk-fieldset__legend--s' },
          }}
          hint="Contracts they are under now. Tick those that no longer cover them"
          values={off}
          onChange={({ target }) =>
            setOff(target.checked ? [...off, target.value] : off.filter((id) => id !== target.value))
          }
          items={now.map((one) => ({
            value: one.id,
            text: one.title || 'New contract',
            hint: systems
              .filter(({ id }) => one.systems.includes(id))
              .map(({ title: name }) => name)
              .join(', '),
          }))}
        />
      )}
      <Button type="button" onClick={go} disabled={state.busy}>
        Continue
      </Button>
    </>
  )
}
