/** Leads to days to decide by as a calendar. `at` is its address, such as `/authority/camden`; `of` says whose they are. */
export const CalendarLink = ({ at, of }: { at: string; of: string }) => {
  const [path = '', query] = at.split('?')
  return (
    <p className="govuk-body lone screen-only">
      <a
        className="govuk-link govuk-link--no-visited-state"
        href={`/api/v1/calendars${path}.ics${query ? `?${query}` : ''}`}
      >
        Calendar of these days<span className="govuk-visually-hidden">: {of}</span>
      </a>
      : to follow them in your own calendar, subscribe to this link’s address there.
    </p>
  )
}
