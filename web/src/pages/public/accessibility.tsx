import { useTitle } from './loading.tsx'

export default function Accessibility() {
  useTitle('Accessibility')
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <h1 className="govuk-heading-l">Accessibility</h1>
        <p className="govuk-body">
          City Tools is meant to be used by everyone. You should be able to zoom to 400%, go through every
          page with a keyboard alone, and listen to it with a screen reader. Every chart has a table that says
          the same.
        </p>
        <h2 className="govuk-heading-m">How it is checked</h2>
        <p className="govuk-body">
          Each page that a register’s keeper, a reviewer or a reader passes is checked against the automated
          rules of WCAG 2.2, levels A and AA, in a real browser, at the width of a desktop and of a phone,
          with every change. Automated checks find some problems, not all.
        </p>
        <h2 className="govuk-heading-m">What needs JavaScript</h2>
        <p className="govuk-body">
          Pages are drawn in your browser. Without JavaScript you are pointed to the same figures as data.
        </p>
      </div>
    </div>
  )
}
