import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { classes } from './classes.ts'
import type { Asked } from './formGroup.tsx'
import { Question } from './formGroup.tsx'
import './lookup.css'

// A text box that offers what matches as you type: the combobox pattern of the ARIA Authoring Practices, with a list
// and choosing by hand. Nothing is chosen for the person; words that match nothing stay as typed.

export type LookupOption = {
  value: string
  text: string
  /** Said under the name: the group it belongs to, who makes it. */
  aside?: string
  /** Other names to find it by. */
  also?: string
}

const mostShown = 40

const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** Options that hold every word typed; names that begin with what was typed come first. */
export function matching(options: readonly LookupOption[], typed: string): LookupOption[] {
  const wanted = folded(typed)
  if (!wanted) return [...options]
  const words = wanted.split(' ')
  const ranked: [number, LookupOption][] = []
  for (const option of options) {
    const name = folded(option.text)
    const all = ` ${name} ${folded(option.aside ?? '')} ${folded(option.also ?? '')}`
    if (!words.every((word) => all.includes(` ${word}`)) && !name.includes(wanted)) continue
    ranked.push([name.startsWith(wanted) ? 0 : ` ${name}`.includes(` ${wanted}`) ? 1 : 2, option])
  }
  return ranked.sort(([a], [b]) => a - b).map(([, option]) => option)
}

type ComboboxProps = {
  id: string
  name: string
  options: readonly LookupOption[]
  text: string
  describedBy: string | undefined
  hasError: boolean
  inputRef?: Ref<HTMLInputElement> | undefined
  onText: (text: string) => void
  onChoose: (option: LookupOption) => void
  onBlur?: (() => void) | undefined
  /** Offers what was typed as something new, where nothing has that name. */
  propose?: { words: (typed: string) => string; onPropose: (typed: string) => void } | undefined
}

const proposal = 'propose'

function Combobox({
  id,
  name,
  options,
  text,
  describedBy,
  hasError,
  inputRef,
  onText,
  onChoose,
  onBlur,
  propose,
}: ComboboxProps) {
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  // The list is narrowed only by what is typed now: opening it on an answer already given shows everything.
  const [typed, setTyped] = useState('')
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const found = useMemo(() => (open ? matching(options, typed) : []), [open, options, typed])
  const shown = found.slice(0, mostShown)
  const isNew =
    propose && typed.trim().length > 1 && !found.some((option) => folded(option.text) === folded(typed))
  const entries: (LookupOption | typeof proposal)[] = isNew ? [...shown, proposal] : shown
  const idOf = (index: number) => `${listId}-${index}`

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' })
  }, [active])

  const close = () => {
    setOpen(false)
    setActive(-1)
  }
  const take = (index: number) => {
    const entry = entries[index]
    if (!entry) return
    if (entry === proposal) propose?.onPropose(typed.trim())
    else onChoose(entry)
    setTyped('')
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open) {
        setOpen(true)
        if (event.key === 'ArrowDown' && !event.altKey) setActive(0)
        return
      }
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((now) => Math.max(-1, Math.min(entries.length - 1, now + step)))
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      if (active >= 0) take(active)
      else close()
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      close()
    }
  }

  const count = found.length + (isNew ? 1 : 0)
  const said = !open
    ? ''
    : count === 0
      ? 'Nothing in the list matches'
      : `${count} ${count === 1 ? 'choice' : 'choices'}. Use the up and down arrow keys to look through them`

  return (
    <div className="lookup">
      <input
        ref={inputRef}
        className={classes('govuk-input', hasError && 'govuk-input--error')}
        id={id}
        name={name}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && active >= 0 ? idOf(active) : undefined}
        aria-describedby={describedBy}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value)
          onText(event.target.value)
          setOpen(true)
          setActive(-1)
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close()
          setTyped('')
          onBlur?.()
        }}
      />
      <div className="lookup__list" hidden={!open}>
        <div ref={list} id={listId} role="listbox" aria-label="Choices">
          {entries.map((entry, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the text box, which handles it
            <div
              key={entry === proposal ? proposal : entry.value}
              id={idOf(index)}
              role="option"
              aria-selected={index === active}
              data-active={index === active}
              className={classes('lookup__option', entry === proposal && 'lookup__option--new')}
              tabIndex={-1}
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setActive(index)}
              onClick={() => take(index)}
            >
              {entry === proposal ? (
                propose?.words(typed.trim())
              ) : (
                <>
                  {entry.text}
                  {entry.aside && <span className="lookup__aside">{entry.aside}</span>}
                </>
              )}
            </div>
          ))}
        </div>
        {open && count === 0 && <div className="lookup__aside lookup__end">Nothing in the list matches</div>}
        {found.length > shown.length && (
          <div className="lookup__aside lookup__end">
            {found.length - shown.length} more. Type to narrow the list
          </div>
        )}
      </div>
      <span className="govuk-visually-hidden" role="status">
        {said}
      </span>
    </div>
  )
}

type Shared = Asked & {
  id: string
  name: string
  options: readonly LookupOption[]
  inputRef?: Ref<HTMLInputElement> | undefined
  onBlur?: (() => void) | undefined
  propose?: ComboboxProps['propose']
}

const asked = ({ label, hint, errorMessage, formGroup }: Asked): Asked => ({
  label,
  hint,
  errorMessage,
  ...(formGroup && { formGroup }),
})

/** One choice out of many. What was typed and matches nothing is kept, as the value itself. */
export function Lookup({
  value,
  onChange,
  after,
  ...shared
}: Shared & { value: string | undefined; onChange: (value: string) => void; after?: ReactNode }) {
  const { id, name, options, inputRef, onBlur, propose } = shared
  const chosen = options.find((option) => option.value === value)
  return (
    <Question id={id} asked={asked(shared)}>
      {(describedBy) => (
        <>
          <Combobox
            {...{ id, name, options, inputRef, onBlur, propose, describedBy }}
            hasError={Boolean(shared.errorMessage)}
            text={chosen?.text ?? value ?? ''}
            onText={(text) =>
              onChange(
                options.find((option) => folded(option.text) === folded(text) && text.trim())?.value ?? text,
              )
            }
            onChoose={(option) => onChange(option.value)}
          />
          {after}
        </>
      )}
    </Question>
  )
}

/** Several choices out of many: those made are listed above the box, each with a way to remove it. */
export function LookupMany({
  values,
  onChange,
  ...shared
}: Shared & { values: readonly string[]; onChange: (values: string[]) => void }) {
  const { id, name, options, onBlur, propose } = shared
  const [text, setText] = useState('')
  const box = useRef<HTMLInputElement | null>(null)
  const left = useMemo(() => options.filter((option) => !values.includes(option.value)), [options, values])
  const textOf = (value: string) => options.find((option) => option.value === value)?.text ?? value
  return (
    <Question id={id} asked={asked(shared)}>
      {(describedBy) => (
        <>
          {values.length > 0 && (
            <ul className="lookup__chosen">
              {values.map((value) => (
                <li key={value}>
                  <span>{textOf(value)}</span>
                  <button
                    type="button"
                    className="link-button"
                    onClick={() => {
                      onChange(values.filter((one) => one !== value))
                      box.current?.focus()
                    }}
                  >
                    Remove<span className="govuk-visually-hidden"> {textOf(value)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Combobox
            {...{ id, name, propose, describedBy, onBlur }}
            options={left}
            hasError={Boolean(shared.errorMessage)}
            inputRef={(input) => {
              box.current = input
              if (typeof shared.inputRef === 'function') shared.inputRef(input)
            }}
            text={text}
            onText={setText}
            onChoose={(option) => {
              setText('')
              onChange([...values, option.value])
            }}
          />
        </>
      )}
    </Question>
  )
}
