// @vitest-environment jsdom
import type { ComponentProps, ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { ErrorMessage } from '../../../web/src/govuk/errorMessage.tsx'
import { Hint } from '../../../web/src/govuk/hint.tsx'
import {
  Breadcrumbs,
  Button,
  ButtonLink,
  Checkboxes,
  DateInput,
  Details,
  ErrorSummary,
  Fieldset,
  FileUpload,
  Input,
  InsetText,
  NotificationBanner,
  Pagination,
  Panel,
  Radios,
  Select,
  SummaryList,
  Table,
  Tag,
  TaskList,
  Textarea,
  WarningText,
} from '../../../web/src/govuk/index.ts'
import { Label } from '../../../web/src/govuk/label.tsx'
import { attributes, canonical, fixturesOf, nodes, type Options, part, words } from './fixtures.ts'

// Each component, given an official example's options, must give the official example's HTML.

// biome-ignore lint/suspicious/noExplicitAny: the official examples are JSON of every component's own shape, untyped
type Loose = any
type Given = Record<string, Loose>
const className = (given: Options) => (given.classes ? { className: given.classes as string } : {})
const list = (given: Loose): Loose[] => (given ?? []).filter(Boolean)

const formGroup = (given: Given) =>
  given.formGroup
    ? { formGroup: { ...className(given.formGroup), ...attributes(given.formGroup.attributes) } }
    : {}

const asked = (given: Given) => ({
  label: part(given.label),
  hint: part(given.hint),
  errorMessage: part(given.errorMessage),
  ...formGroup(given),
})

const field = (given: Given) => ({
  ...asked(given),
  ...className(given),
  ...(given.id ? { id: given.id } : {}),
  name: given.name,
  ...(given.describedBy ? { 'aria-describedby': given.describedBy } : {}),
  ...(given.disabled ? { disabled: true } : {}),
  ...attributes(given.attributes),
})

const fieldset = (given: Given) =>
  given.fieldset
    ? {
        fieldset: {
          ...className(given.fieldset),
          ...(given.fieldset.legend ? { legend: part(given.fieldset.legend) } : {}),
          ...(given.fieldset.describedBy ? { 'aria-describedby': given.fieldset.describedBy } : {}),
          ...attributes(given.fieldset.attributes),
        },
      }
    : {}

const choices = (given: Given) => ({
  name: given.name,
  ...(given.idPrefix ? { idPrefix: given.idPrefix } : {}),
  ...(given.describedBy ? { describedBy: given.describedBy } : {}),
  hint: part(given.hint),
  errorMessage: part(given.errorMessage),
  ...formGroup(given),
  ...className(given),
  attributes: attributes(given.attributes),
  ...fieldset(given),
  items: list(given.items).map((item) =>
    item.divider
      ? { divider: item.divider }
      : {
          value: `${item.value}`,
          text: words(item),
          ...(item.id ? { id: item.id } : {}),
          ...(item.name ? { name: item.name } : {}),
          ...(item.checked !== undefined ? { checked: item.checked } : {}),
          ...(item.disabled ? { disabled: true } : {}),
          ...(item.behaviour ? { behaviour: item.behaviour } : {}),
          ...(item.label
            ? { label: { ...className(item.label), ...attributes(item.label.attributes) } }
            : {}),
          ...(item.hint ? { hint: part(item.hint) } : {}),
          ...(item.conditional?.html ? { conditional: nodes(item.conditional.html) } : {}),
          ...attributes(item.attributes),
        },
  ),
})

const link = (item: Given) => ({
  text: words(item),
  ...(item.href ? { href: item.href } : {}),
  ...(item.visuallyHiddenText ? { visuallyHiddenText: item.visuallyHiddenText } : {}),
  ...(item.labelText ? { labelText: item.labelText } : {}),
  ...className(item),
  ...attributes(item.attributes),
})

const tableCell = (cell: Given) => ({
  children: words(cell),
  ...(cell.format ? { format: cell.format } : {}),
  ...(cell.colspan ? { colSpan: cell.colspan } : {}),
  ...(cell.rowspan ? { rowSpan: cell.rowspan } : {}),
  ...className(cell),
  ...attributes(cell.attributes),
})

const actions = (given: Given | undefined) => ({
  ...(given?.items ? { actions: list(given.items).map(link) } : {}),
  ...(given?.classes ? { actionsClassName: given.classes } : {}),
})

const components: Record<string, { of: (given: Given) => ReactElement; leaving?: Record<string, string> }> = {
  button: {
    of: (given) => {
      const common: Loose = {
        ...className(given),
        ...(given.id ? { id: given.id } : {}),
        ...(given.isStartButton ? { isStartButton: true } : {}),
        ...attributes(given.attributes),
        children: given.isStartButton && given.html ? <span>{words(given)}</span> : words(given),
      }
      if (given.href) return <ButtonLink href={given.href} {...common} />
      const own: Loose = Object.fromEntries(
        ['name', 'type', 'value', 'disabled'].flatMap((key) =>
          given[key] === undefined ? [] : [[key, given[key]]],
        ),
      )
      const guard =
        given.preventDoubleClick === undefined
          ? {}
          : { 'data-prevent-double-click': given.preventDoubleClick }
      return <Button {...own} {...guard} {...common} />
    },
  },
  label: {
    of: (given) => <Label {...(part(given) as Loose)} {...(given.for ? { htmlFor: given.for } : {})} />,
  },
  hint: { of: (given) => <Hint {...(part(given) as Loose)} {...(given.id ? { id: given.id } : {})} /> },
  'error-message': {
    of: (given) => <ErrorMessage {...(part(given) as Loose)} {...(given.id ? { id: given.id } : {})} />,
  },
  fieldset: {
    of: (given) => {
      const { fieldset: props }: Loose = fieldset({ fieldset: given })
      return (
        <Fieldset {...props} {...(given.role ? { role: given.role } : {})}>
          {given.html ? nodes(given.html) : null}
        </Fieldset>
      )
    },
  },
  input: {
    of: (given) => {
      const own: Loose = attributes(
        Object.fromEntries(
          ['type', 'inputmode', 'autocomplete', 'pattern', 'spellcheck', 'autocapitalize'].flatMap((key) =>
            given[key] === undefined ? [] : [[key, given[key]]],
          ),
        ),
      )
      return (
        <Input
          {...own}
          {...(field(given) as Loose)}
          prefix={part(given.prefix) as Loose}
          suffix={part(given.suffix) as Loose}
          {...(given.inputWrapper
            ? {
                inputWrapper: {
                  ...className(given.inputWrapper),
                  ...attributes(given.inputWrapper.attributes),
                },
              }
            : {})}
          defaultValue={given.value}
        />
      )
    },
  },
  textarea: {
    of: (given) => (
      <Textarea
        {...(field(given) as Loose)}
        {...(given.rows ? { rows: given.rows } : {})}
        {...(given.spellcheck !== undefined ? { spellCheck: given.spellcheck } : {})}
        {...(given.autocomplete ? { autoComplete: given.autocomplete } : {})}
        defaultValue={given.value}
      />
    ),
  },
  select: {
    of: (given) => {
      const items = list(given.items)
      const chosen = items.find((item) =>
        item.selected === undefined
          ? Boolean(given.value) && (item.value ?? item.text) === given.value && item.selected !== false
          : item.selected,
      )
      return (
        <Select
          {...(field(given) as Loose)}
          defaultValue={(chosen?.value ?? chosen?.text) as Loose}
          items={
            items.map((item) => ({
              text: item.text,
              ...(item.value !== undefined ? { value: item.value } : {}),
              ...(item.disabled ? { disabled: true } : {}),
              ...attributes(item.attributes),
            })) as Loose
          }
        />
      )
    },
  },
  'file-upload': {
    of: (given) => (
      <FileUpload {...(field(given) as Loose)} {...(given.multiple ? { multiple: true } : {})} />
    ),
    leaving: {
      enhanced: 'the drop zone is not used',
      translated: 'the drop zone is not used',
    },
  },
  radios: {
    of: (given) => <Radios {...(choices(given) as Loose)} value={given.value} />,
    leaving: { 'with falsy items': 'there are no empty items to number' },
  },
  checkboxes: {
    of: (given) => <Checkboxes {...(choices(given) as Loose)} values={given.values} />,
    leaving: { 'with falsy values': 'there are no empty items to number' },
  },
  'date-input': {
    of: (given) => {
      const items = list(given.items)
      const parts = ['day', 'month', 'year'] as const
      const option = (key: (typeof parts)[number]): Given =>
        items.find(({ name }) => name === key) ?? (given[key] as Given | undefined) ?? ({} as Given)
      const values: Options = given.values ?? {}
      const wrong = parts.filter((key) => option(key).error || /input--error/.test(option(key).classes ?? ''))
      const rightly = parts.filter((key) => option(key).error !== false)
      return (
        <DateInput
          id={given.id}
          {...(given.namePrefix ? { namePrefix: given.namePrefix } : {})}
          {...className(given)}
          {...(fieldset(given) as Loose)}
          hint={part(given.hint)}
          errorMessage={part(given.errorMessage)}
          {...formGroup(given)}
          errorIn={wrong.length > 0 ? wrong : rightly}
          attributes={attributes(given.attributes)}
          inputs={Object.fromEntries(
            parts.map((key) => {
              const own = option(key)
              const plain = Object.fromEntries(
                ['autocomplete', 'pattern', 'inputmode'].flatMap((name) =>
                  own[name] === undefined ? [] : [[name, own[name]]],
                ),
              )
              const prefixed = given.namePrefix ? `${given.namePrefix}-${key}` : key
              return [
                key,
                {
                  ...attributes(plain),
                  ...attributes(own.attributes),
                  defaultValue: own.value ?? values[prefixed] ?? (given.namePrefix ? undefined : values[key]),
                },
              ]
            }),
          )}
        />
      )
    },
    leaving: {
      'with translations': 'the boxes are always Day, Month and Year',
      'with values, name prefix and custom names': 'our boxes have one set of names',
      'day and month': 'all dates have three boxes',
      'month and year': 'all dates have three boxes',
      'with errors only': 'a date that is wrong always says why',
      'with nested name': 'our boxes have one set of names',
      'with id on items': 'our boxes have one set of ids',
      'suffixed id': 'our boxes have one set of ids',
      'items with classes': 'our boxes have one set of classes',
      'custom pattern': 'all dates have three boxes',
      'custom inputmode': 'all dates have three boxes',
      'with item value': 'our boxes have one set of ids',
      'with field value and item': 'our boxes have one set of ids',
      'with field value and items': 'our boxes have one set of ids',
      'with field value, item value': 'our boxes have one set of ids',
      'with items': 'our boxes have one set of classes',
      'items without classes': 'our boxes have one set of classes',
    },
  },
  'error-summary': {
    of: (given) => (
      <ErrorSummary
        title={given.titleHtml ? nodes(given.titleHtml) : given.titleText}
        description={given.descriptionHtml ? nodes(given.descriptionHtml) : given.descriptionText}
        errors={list(given.errorList).map(link)}
        {...(given.disableAutoFocus !== undefined ? { disableAutoFocus: given.disableAutoFocus } : {})}
        {...className(given)}
        {...attributes(given.attributes)}
      />
    ),
  },
  'summary-list': {
    of: (given) => {
      const card: Given | undefined = given.card
      const title: Given | undefined = card?.title
      return (
        <SummaryList
          {...className(given)}
          {...attributes(given.attributes)}
          rows={list(given.rows).map((row) => ({
            key: part(row.key) as Loose,
            value: part(row.value) as Loose,
            ...actions(row.actions),
            ...className(row),
          }))}
          {...(card
            ? {
                card: {
                  ...(title
                    ? { title: words(title), headingLevel: title.headingLevel, titleClassName: title.classes }
                    : {}),
                  ...actions(card.actions),
                  ...className(card),
                  ...attributes(card.attributes),
                } as Loose,
              }
            : {})}
        />
      )
    },
  },
  table: {
    of: (given) => (
      <Table
        {...className(given)}
        {...attributes(given.attributes)}
        caption={given.caption}
        {...(given.captionClasses ? { captionClassName: given.captionClasses } : {})}
        {...(given.head ? { head: list(given.head).map(tableCell) as Loose } : {})}
        rows={list(given.rows).map((row) => row.map(tableCell))}
        {...(given.firstCellIsHeader ? { firstCellIsHeader: true } : {})}
      />
    ),
  },
  tag: { of: (given) => <Tag {...(part(given) as ComponentProps<typeof Tag>)} /> },
  'notification-banner': {
    of: (given) => (
      <NotificationBanner
        {...(given.type === 'success' ? { type: 'success' } : {})}
        {...(given.titleHtml || given.titleText
          ? { title: given.titleHtml ? nodes(given.titleHtml) : given.titleText }
          : {})}
        {...(given.titleId ? { titleId: given.titleId } : {})}
        {...(given.titleHeadingLevel ? { titleHeadingLevel: Number(given.titleHeadingLevel) as Loose } : {})}
        {...(given.role ? { role: given.role } : {})}
        {...(given.disableAutoFocus !== undefined ? { disableAutoFocus: given.disableAutoFocus } : {})}
        text={given.text}
        {...className(given)}
        {...attributes(given.attributes)}
      >
        {given.html ? nodes(given.html) : undefined}
      </NotificationBanner>
    ),
    leaving: { 'with invalid type': 'the compiler refuses it' },
  },
  'warning-text': {
    of: (given) => (
      <WarningText
        {...(part(given) as Loose)}
        {...(given.iconFallbackText ? { iconFallbackText: given.iconFallbackText } : {})}
      />
    ),
  },
  'inset-text': {
    of: (given) => <InsetText {...(part(given) as Loose)} {...(given.id ? { id: given.id } : {})} />,
  },
  details: {
    of: (given) => (
      <Details
        {...(part(given) as Loose)}
        summary={given.summaryHtml ? nodes(given.summaryHtml) : given.summaryText}
        {...(given.id ? { id: given.id } : {})}
        {...(given.open ? { open: true } : {})}
      />
    ),
  },
  breadcrumbs: {
    of: (given) => (
      <Breadcrumbs
        items={list(given.items).map(link)}
        {...(given.collapseOnMobile ? { collapseOnMobile: true } : {})}
        {...(given.labelText ? { labelText: given.labelText } : {})}
        {...className(given)}
        {...attributes(given.attributes)}
      />
    ),
  },
  pagination: {
    of: (given) => (
      <Pagination
        {...(given.previous ? { previous: link(given.previous) as Loose } : {})}
        {...(given.next ? { next: link(given.next) as Loose } : {})}
        {...(given.items
          ? {
              items: list(given.items)
                .filter((item) => Object.keys(item).length > 0)
                .map(({ attributes: more, ...item }) => ({ ...item, ...attributes(more) })) as Loose,
            }
          : {})}
        {...(given.landmarkLabel ? { landmarkLabel: given.landmarkLabel } : {})}
        {...className(given)}
        {...attributes(given.attributes)}
      />
    ),
  },
  panel: {
    of: (given) => (
      <Panel
        title={given.titleHtml ? nodes(given.titleHtml) : given.titleText}
        {...(given.headingLevel ? { headingLevel: given.headingLevel } : {})}
        {...className(given)}
        {...attributes(given.attributes)}
      >
        {words(given)}
      </Panel>
    ),
    leaving: {
      interruption: 'only the confirmation panel is used',
      'confirmation, with actions': 'only the confirmation panel is used',
    },
  },
  'task-list': {
    of: (given) => (
      <TaskList
        {...(given.idPrefix ? { idPrefix: given.idPrefix } : {})}
        {...className(given)}
        {...attributes(given.attributes)}
        items={list(given.items).map((item) => {
          const status: Given = item.status ?? {}
          return {
            title: words(item.title),
            ...(item.title.classes ? { titleClassName: item.title.classes } : {}),
            ...(item.hint ? { hint: words(item.hint) } : {}),
            ...(item.href ? { href: item.href } : {}),
            ...className(item),
            status: {
              text: words(status.tag ?? status),
              ...(status.tag
                ? { tag: { ...className(status.tag), ...attributes(status.tag.attributes) } }
                : {}),
              ...className(status),
            },
          }
        })}
      />
    ),
    leaving: { 'with empty values': 'there are no empty items to number' },
  },
}

for (const [name, { of, leaving = {} }] of Object.entries(components)) {
  const isLeft = (fixture: string) =>
    Object.keys(leaving).some(
      (left) =>
        fixture === left ||
        fixture.startsWith(`${left},`) ||
        fixture.startsWith(`${left} `) ||
        fixture.startsWith(`${left}-`),
    )
  describe(`${name} gives the official HTML`, () => {
    for (const fixture of fixturesOf(name).filter((one) => !isLeft(one.name))) {
      test(fixture.name, () => {
        const html = renderToStaticMarkup(of(fixture.options))
        expect(canonical(html)).toBe(canonical(fixture.html))
      })
    }
  })
}
