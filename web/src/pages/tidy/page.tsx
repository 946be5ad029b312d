import type { ReactNode } from 'react'
import type { EntryKind, MergeState } from '../../../../functions/schema/merge.ts'
import { type Breadcrumb, Breadcrumbs, Tag, type TagColour } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { useTitle } from '../our/page.tsx'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import { at } from './service.ts'
import '../our/our.css'
import './tidy.css'

export const kindWords = {
  vendor: { one: 'vendor', many: 'vendors', Many: 'Vendors' },
  product: { one: 'product', many: 'products', Many: 'Products' },
} as const

/** A page for those who tidy the lists: everyone at LOTI, or approvers alone. */
export function TidyPage({
  title,
  kind,
  crumbs = [],
  approvers = false,
  children,
}: {
  title: string
  kind: EntryKind
  crumbs?: Breadcrumb[]
  approvers?: boolean
  children: ReactNode
}) {
  const { person } = useSession()
  useTitle(title)
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  const may = person.approver || (person.admin && !approvers)
  if (!may) return <NotAllowed because="Only LOTI’s officers tidy vendors and products." />
  return (
    <>
      {crumbs.length > 0 && (
        <Breadcrumbs
          items={[{ text: `Tidy ${kindWords[kind].many}`, href: at.list(kind) }, ...crumbs]}
          collapseOnMobile
        />
      )}
      {children}
    </>
  )
}

const states: Record<MergeState, { text: string; colour: TagColour }> = {
  proposed: { text: 'Proposed', colour: 'turquoise' },
  declined: { text: 'Declined', colour: 'grey' },
  moving: { text: 'Under way', colour: 'yellow' },
  done: { text: 'Merged', colour: 'green' },
  undoing: { text: 'Being undone', colour: 'yellow' },
  undone: { text: 'Undone', colour: 'grey' },
}
export const StateTag = ({ state }: { state: MergeState }) => (
  <Tag colour={states[state].colour}>{states[state].text}</Tag>
)

/** What went wrong, as a sentence. */
export const wordsOf = (failure: unknown): string =>
  failure instanceof Error ? failure.message : 'That did not work. Try again.'
