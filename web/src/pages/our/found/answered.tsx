import type { Answer, AnswerResult } from '../../../../../functions/schema/suggestion.ts'
import { Anchor, NotificationBanner } from '../../../govuk/index.ts'
import { counted } from '../../fields.ts'
import type { Place } from '../page.tsx'

export const notDone = ({ outcome }: AnswerResult) => outcome !== 'done'

const saidWords: Record<NonNullable<AnswerResult['answer']>, string> = {
  accept: 'accepted',
  correct: 'corrected',
  'not ours': 'turned down',
  later: 'put off',
  'caught up': 'settled',
  discarded: 'threw away the draft of',
}

function whyOf({ outcome, byName, answer }: AnswerResult): string {
  switch (outcome) {
    case 'answered before':
      return `${byName ?? 'Somebody else'} ${answer ? saidWords[answer] : 'answered'} one before you.`
    case 'changed':
      return 'One has changed since this page was opened: look at it again.'
    case 'caught up':
      return 'Your register says one of them by now, so there was nothing left to do.'
    case 'with LOTI':
      return 'One is about something that LOTI is deciding on: answer it when they have.'
    default:
      return 'One is not asked any more.'
  }
}

/** What came of the answers that were sent. */
export function Answered({
  results,
  laterDays,
  place: { to },
}: {
  results: AnswerResult[]
  laterDays: number
  place: Place
}) {
  const done = results.filter((one) => !notDone(one))
  const drafted = done.filter(({ recordId }) => recordId !== undefined).length
  const saying = (answer: Answer) => done.filter((one) => one.answer === answer).length
  const whys = [...new Set(results.filter(notDone).map(whyOf))]
  return (
    <NotificationBanner {...(done.length > 0 && { type: 'success' as const })}>
      <p className="govuk-notification-banner__heading">
        {done.length > 0 ? `${counted(done.length, 'answer')} kept.` : 'Nothing was kept.'}
      </p>
      {drafted > 0 && (
        <p className="govuk-body">
          {counted(drafted, 'change')} {drafted === 1 ? 'is' : 'are'} in your draft.{' '}
          <Anchor className="govuk-notification-banner__link" href={to('/our/submission')}>
            Check and send
          </Anchor>
        </p>
      )}
      {saying('not ours') > 0 && (
        <p className="govuk-body">You won’t be asked again about what you turned down.</p>
      )}
      {saying('later') > 0 && <p className="govuk-body">What you put off comes back in {laterDays} days.</p>}
      {whys.map((why) => (
        <p className="govuk-body" key={why}>
          {why}
        </p>
      ))}
    </NotificationBanner>
  )
}
