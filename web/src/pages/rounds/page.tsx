import type { ReactNode } from 'react'
import type { AnyKind } from '../../../../functions/schema/record.ts'
import type { RoundState } from '../../../../functions/schema/round.ts'
import { type Breadcrumb, Breadcrumbs, Tag, type TagColour } from '../../govuk/index.ts'
import { useSession } from '../../session.tsx'
import { useTitle } from '../our/page.tsx'
import { NotAllowed, NotSignedIn } from '../our/ways.tsx'
import '../our/our.css'

/** A page for those who run rounds. */
export function RoundsPage({
  title,
  crumbs = [],
  children,
}: {
  title: string
  crumbs?: Breadcrumb[]
  children: ReactNode
}) {
  const { person } = useSession()
  useTitle(title)
  if (person === undefined) return null
  if (person === null) return <NotSignedIn />
  if (!person.approver) return <NotAllowed because="Only LOTI’s officers run rounds." />
  return (
    <>
      {crumbs.length > 0 && (
        <Breadcrumbs items={[{ text: 'Rounds', href: '/rounds' }, ...crumbs]} collapseOnMobile />
      )}
      {children}
    </>
  )
}

export const sectionWords: Record<AnyKind, string> = {
  system: 'Systems',
  contract: 'Contracts',
  rating: 'Ratings',
  skillLevel: 'Skills',
}

const states: Record<RoundState, { text: string; colour: TagColour }> = {
  open: { text: 'Open', colour: 'green' },
  ended: { text: 'Ended', colour: 'grey' },
  closed: { text: 'Closed', colour: 'grey' },
}
export const StateTag = ({ state }: { state: RoundState }) => (
  <Tag colour={states[state].colour}>{states[state].text}</Tag>
)

/** When people are reminded: `14 and 3 days before`. */
export function remindersInWords(days: readonly number[]): string {
  if (days.length === 0) return 'Nobody is reminded'
  const before = days.filter((one) => one > 0)
  const parts = [
    ...(before.length > 0
      ? [
          `${listed(before.map(String))} ${before.at(-1) === 1 && before.length === 1 ? 'day' : 'days'} before`,
        ]
      : []),
    ...(days.includes(0) ? ['on the day'] : []),
  ]
  return listed(parts)
}

const listed = (parts: string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** `2026-11` as the day it begins. */
export const firstOf = (month: string) => `${month}-01`
