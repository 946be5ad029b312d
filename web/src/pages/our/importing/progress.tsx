/** How far something long has come; where that cannot be known, that it goes on. */
export function Progress({ label, share, detail }: { label: string; share?: number; detail?: string }) {
  return (
    <div className="progress">
      <p className="govuk-body progress__label" id="progress-label" role="status">
        {label}…
      </p>
      <progress
        className="progress__bar"
        aria-labelledby="progress-label"
        max={1}
        {...(share !== undefined && { value: share })}
      />
      <p className="progress__detail">
        {detail ?? (share === undefined ? '' : `${Math.floor(share * 100)}%`)}
      </p>
    </div>
  )
}
