// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Lookup, LookupMany } from '../../../web/src/govuk/index.ts'
import { type LookupOption, matching } from '../../../web/src/govuk/matching.ts'

// Behaves as GOV.UK's accessible autocomplete does, by keyboard and to a screen reader.

const vendors: LookupOption[] = [
  { value: 'ven_nec', text: 'NEC Software Solutions', also: ['Northgate Public Services', 'NPS'] },
  { value: 'ven_civica', text: 'Civica UK' },
  { value: 'ven_capita', text: 'Capita One', aside: 'Part of MRI' },
  { value: 'ven_cap', text: 'Capsticks' },
  { value: 'ven_idox', text: 'Idox Software' },
]
const named = (typed: string) => matching(vendors, typed).map(({ option }) => option.text)

describe('finding', () => {
  test.each([
    ['civ', ['Civica UK']],
    ['uk civica', ['Civica UK']],
    ['SOFTWARE', ['Idox Software', 'NEC Software Solutions']],
    ['ca', ['Capita One', 'Capsticks']],
    ['northgate', ['NEC Software Solutions']],
    ['mri', ['Capita One']],
  ])('“%s”', (typed, expected) => expect(named(typed).sort()).toEqual(expected))

  test.each([
    ['civcia', 'Civica UK'],
    ['capitta', 'Capita One'],
    ['iddox', 'Idox Software'],
    ['nec sofware', 'NEC Software Solutions'],
    ['norhtgate', 'NEC Software Solutions'],
    ['capitaone', 'Capita One'],
  ])('forgives the misspelling “%s”', (typed, expected) => expect(named(typed)[0]).toBe(expected))

  test('but does not make something of nothing', () => {
    expect(named('zzz')).toEqual([])
    expect(named('ab')).toEqual([])
    expect(named('oracle')).toEqual([])
  })

  test('says by which other name it was found', () => {
    expect(matching(vendors, 'northgate')[0]?.via).toBe('Northgate Public Services')
    expect(matching(vendors, 'nec')[0]?.via).toBeUndefined()
  })
})

function One({ propose }: { propose?: (typed: string) => void }) {
  const [value, setValue] = useState('')
  return (
    <>
      <Lookup
        id="supplier"
        name="supplier"
        label="Supplier"
        hint="Whom you pay"
        options={vendors}
        value={value}
        onChange={setValue}
        {...(propose && { propose: { words: (typed: string) => `Add “${typed}”`, onPropose: propose } })}
      />
      <output>{value}</output>
    </>
  )
}

function Many() {
  const [values, setValues] = useState<string[]>([])
  return (
    <LookupMany
      id="areas"
      name="areas"
      label="Vendors"
      options={vendors}
      values={values}
      onChange={setValues}
    />
  )
}

describe('by keyboard', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  const box = () => screen.getByRole('combobox') as HTMLInputElement
  const value = () => document.querySelector('output')?.textContent
  const type = (text: string) => fireEvent.change(box(), { target: { value: text } })
  const press = (key: string) => fireEvent.keyDown(box(), { key })
  const said = () => [...document.querySelectorAll('[role=status]')].map((one) => one.textContent).join('')
  const describing = () =>
    (box().getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' ')

  test('says how it is used while it is empty, and its hint always', () => {
    render(<One />)
    expect(describing()).toMatch(/Whom you pay .*up and down arrow keys.*Enter to choose/)
    type('civ')
    expect(describing()).toBe('Whom you pay')
  })

  test('arrow keys go through what was found, Enter chooses, and the focus never leaves the box', () => {
    render(<One />)
    box().focus()
    type('ca')
    expect(box().getAttribute('aria-expanded')).toBe('true')
    expect(screen.getAllByRole('option')).toHaveLength(2)
    expect(box().hasAttribute('aria-activedescendant')).toBe(false)
    press('ArrowDown')
    press('ArrowDown')
    press('ArrowDown')
    const second = screen.getAllByRole('option')[1]
    expect(box().getAttribute('aria-activedescendant')).toBe(second?.id)
    expect(second?.getAttribute('aria-selected')).toBe('true')
    expect([second?.getAttribute('aria-posinset'), second?.getAttribute('aria-setsize')]).toEqual(['2', '2'])
    press('ArrowUp')
    press('Enter')
    expect(value()).toBe('ven_capita')
    expect(box().value).toBe('Capita One')
    expect(box().getAttribute('aria-expanded')).toBe('false')
    expect(document.activeElement).toBe(box())
  })

  test('going up past the first returns to what was typed; Escape closes and keeps it', () => {
    render(<One />)
    type('ca')
    press('ArrowDown')
    press('ArrowUp')
    expect(box().hasAttribute('aria-activedescendant')).toBe(false)
    press('Escape')
    expect(box().getAttribute('aria-expanded')).toBe('false')
    expect(box().value).toBe('ca')
  })

  test('moving on takes what the arrow keys had gone to, and nothing merely pointed at', () => {
    render(<One />)
    type('ca')
    press('ArrowDown')
    fireEvent.blur(box())
    expect(value()).toBe('ven_capita')
    type('civ')
    fireEvent.mouseMove(screen.getAllByRole('option')[0] as HTMLElement)
    fireEvent.blur(box())
    expect(value()).toBe('civ')
  })

  test('results are counted aloud when the typing pauses, and the one gone to is named', () => {
    render(<One />)
    type('c')
    type('ca')
    act(() => void vi.advanceTimersByTime(1000))
    expect(said()).toBe('')
    act(() => void vi.advanceTimersByTime(500))
    expect(said()).toBe('2 results are available.')
    press('ArrowDown')
    act(() => void vi.advanceTimersByTime(1500))
    expect(said()).toBe('2 results are available. Capita One 1 of 2 is highlighted')
    press('Enter')
    act(() => void vi.advanceTimersByTime(1500))
    expect(said()).toBe('Capita One chosen')
    type('zzzz')
    act(() => void vi.advanceTimersByTime(1500))
    expect(said()).toBe('No results found')
  })

  test('a name typed in full is the choice itself', () => {
    render(<One />)
    type('civica uk')
    expect(value()).toBe('ven_civica')
  })

  test('what is on no list can be put forward', () => {
    const proposed = vi.fn()
    render(<One propose={proposed} />)
    type('Brand new')
    press('ArrowDown')
    press('Enter')
    expect(proposed).toHaveBeenCalledWith('Brand new')
  })

  test('of several, each choice is listed with a way to remove it; what is on no list is not added unseen', () => {
    render(<Many />)
    type('civ')
    press('ArrowDown')
    press('Enter')
    type('idox software')
    fireEvent.blur(box())
    expect(screen.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      'Civica UKRemove Civica UK',
      'Idox SoftwareRemove Idox Software',
    ])
    fireEvent.click(screen.getByRole('button', { name: /Remove\s*Civica UK/ }))
    expect(document.activeElement).toBe(box())
    type('nonesuch')
    fireEvent.blur(box())
    screen.getByText('“nonesuch” is not in the list, so it has not been added.')
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
  })
})
