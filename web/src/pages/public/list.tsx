import { type ReactNode, useState } from 'react'
import type { ContractRow, ContractsView, SystemRow, SystemsView } from '../../../../functions/schema/view.ts'
import { get } from '../../api.ts'
import { Button, ErrorMessage } from '../../govuk/index.ts'
import { View } from './loading.tsx'
import { Contracts, Systems } from './rows.tsx'

// Lists that come a page at a time, with only their beginning in sight at first.

type Page<Row> = { rows: Row[]; next?: string | undefined }

const inSight = 10

function More<Row>({
  path,
  first,
  read,
  children,
}: {
  path: string
  first: Page<Row>
  read: (path: string) => Promise<Page<Row>>
  children: (rows: Row[]) => ReactNode
}) {
  const [{ rows, next }, setPage] = useState(first)
  const [all, setAll] = useState(rows.length <= inSight + 2)
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle')
  const more = async () => {
    if (!all) {
      setAll(true)
      return
    }
    setState('loading')
    try {
      const page = await read(
        `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(next ?? '')}`,
      )
      setPage({ rows: [...rows, ...page.rows], next: page.next })
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  return (
    <>
      {children(all ? rows : rows.slice(0, inSight))}
      {state === 'failed' && (
        <ErrorMessage role="alert">The rest could not be loaded. Try again.</ErrorMessage>
      )}
      {(!all || next) && (
        <Button
          type="button"
          className="govuk-button--secondary screen-only"
          onClick={more}
          disabled={state === 'loading'}
        >
          {state === 'loading' ? 'Loading…' : 'Show more'}
        </Button>
      )}
    </>
  )
}

const contractsPage = ({ contracts, next }: ContractsView): Page<ContractRow> => ({ rows: contracts, next })
const systemsPage = ({ systems, next }: SystemsView): Page<SystemRow> => ({ rows: systems, next })

type Listed = {
  /** Where in the service the first page is. */
  path: string
  /** What to say when there are none. */
  empty: string
}

/** Said where a list of systems as at a day has none. */
export const noSystemThen = 'No system was on the register by the end of that day.'

/** Contracts in the order of their days, a page at a time. */
export const ContractList = ({
  path,
  empty,
  ...table
}: Listed & Omit<Parameters<typeof Contracts>[0], 'rows'>) => (
  <View<ContractsView> path={path} key={path}>
    {(view) =>
      view.contracts.length === 0 ? (
        <p className="govuk-body">{empty}</p>
      ) : (
        <More
          path={path}
          first={contractsPage(view)}
          read={async (more) => contractsPage(await get<ContractsView>(more))}
        >
          {(rows) => <Contracts rows={rows} {...table} />}
        </More>
      )
    }
  </View>
)

/** Systems, a page at a time. */
export const SystemList = ({
  path,
  empty,
  ...table
}: Listed & Omit<Parameters<typeof Systems>[0], 'rows'>) => (
  <View<SystemsView> path={path} key={path}>
    {(view) =>
      view.systems.length === 0 ? (
        <p className="govuk-body">{empty}</p>
      ) : (
        <More
          path={path}
          first={systemsPage(view)}
          read={async (more) => systemsPage(await get<SystemsView>(more))}
        >
          {(rows) => <Systems rows={rows} {...table} />}
        </More>
      )
    }
  </View>
)
