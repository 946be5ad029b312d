import { type KeyboardEvent, type Ref, useEffect, useId, useMemo, useRef, useState } from 'react'
import { plain } from '../../../functions/domain/plain.ts'
import { classes, describedBy as ids } from './classes.ts'
import { type Found, type LookupOption, matching } from './matching.ts'
import './lookup.css'

// A text box that offers what matches as you type, behaving as GOV.UK's accessible autocomplete does: how to use it is
// said once, results are counted aloud when the typing pauses, arrow keys go through them, Enter or moving on takes
// the one gone to, Escape closes. The focus stays in the box throughout, so that one can always type on. Nothing is
// chosen for the person, and words that match nothing stay as typed.

const mostShown = 40
/** A screen reader says each key first: results are told after a pause. In milliseconds. */
const pause = 1400

type Propose = { words: (typed: string) => string; onPropose: (typed: string) => void }
type Entry = Found | 'propose'

export type ComboboxProps = {
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
  propose?: Propose | undefined
}

export function Combobox({
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
  /** The entry the arrow keys have gone to; -1 is the box itself. */
  const [active, setActive] = useState(-1)
  const [hovered, setHovered] = useState(-1)
  // The list is narrowed only by what is typed now: opening it on an answer already given shows everything.
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string>()
  const listId = useId()
  const howId = useId()
  const list = useRef<HTMLDivElement>(null)
  const found = useMemo(() => (open ? matching(options, typed) : []), [open, options, typed])
  const shown = found.slice(0, mostShown)
  const isNew =
    propose !== undefined &&
    typed.trim().length > 1 &&
    !found.some(({ option }) => plain(option.text) === plain(typed))
  const entries: Entry[] = isNew ? [...shown, 'propose'] : shown
  const idOf = (index: number) => `${listId}-${index}`
  const wordsOf = (entry: Entry | undefined) =>
    entry === undefined ? '' : entry === 'propose' ? (propose?.words(typed.trim()) ?? '') : entry.option.text

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' })
  }, [active])

  const close = () => {
    setOpen(false)
    setActive(-1)
    setHovered(-1)
  }
  const take = (index: number) => {
    const entry = entries[index]
    if (!entry) return
    if (entry === 'propose') propose?.onPropose(typed.trim())
    else onChoose(entry.option)
    setChosen(wordsOf(entry))
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
  const said = open
    ? count === 0
      ? 'No results found'
      : `${count} ${count === 1 ? 'result is' : 'results are'} available.${
          active >= 0 ? ` ${wordsOf(entries[active])} ${active + 1} of ${entries.length} is highlighted` : ''
        }`
    : chosen === undefined
      ? ''
      : `${chosen} chosen`

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
        autoCapitalize="none"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && active >= 0 ? idOf(active) : undefined}
        // How to use it is said to whoever comes to an empty box, and not again with every answer.
        aria-describedby={ids(describedBy, text === '' && howId)}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value)
          onText(event.target.value)
          setChosen(undefined)
          setOpen(true)
          setActive(-1)
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          // Moving on takes what the arrow keys had gone to; merely pointing at something does not.
          if (open && active >= 0) take(active)
          else {
            close()
            onBlur?.()
          }
          setTyped('')
          setChosen(undefined)
        }}
      />
      <span id={howId} hidden>
        When results are available, use the up and down arrow keys to look through them and Enter to choose.
        On a touch screen, explore by touch or swipe.
      </span>
      <div className="lookup__list" hidden={!open}>
        <div ref={list} id={listId} role="listbox" aria-label="Results">
          {entries.map((entry, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the text box, which handles it
            <div
              key={entry === 'propose' ? entry : entry.option.value}
              id={idOf(index)}
              role="option"
              aria-selected={index === active}
              aria-posinset={index + 1}
              aria-setsize={entries.length}
              data-active={index === active || (active < 0 && index === hovered)}
              className={classes('lookup__option', entry === 'propose' && 'lookup__option--new')}
              tabIndex={-1}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => {
                setHovered(index)
                setActive(-1)
              }}
              onMouseLeave={() => setHovered(-1)}
              onClick={() => take(index)}
            >
              {wordsOf(entry)}
              {entry !== 'propose' && (entry.via ?? entry.option.aside) && (
                <span className="lookup__aside">
                  {entry.via ? `Also known as ${entry.via}` : entry.option.aside}
                </span>
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
      <Status said={said} />
    </div>
  )
}

/** Says things aloud, after a pause; by two regions in turn, since one that is told the same twice keeps silent. */
function Status({ said }: { said: string }) {
  const [told, setTold] = useState({ words: '', turn: 0 })
  useEffect(() => {
    const timer = setTimeout(() => setTold(({ turn }) => ({ words: said, turn: 1 - turn })), said ? pause : 0)
    return () => clearTimeout(timer)
  }, [said])
  return (
    <div className="govuk-visually-hidden">
      {[0, 1].map((turn) => (
        <div key={turn} role="status" aria-atomic="true" aria-live="polite">
          {turn === told.turn ? told.words : ''}
        </div>
      ))}
    </div>
  )
}
