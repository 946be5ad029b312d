import type { IsoDate } from '../domain/calendar.ts'
import { amounts } from '../domain/disclosure.ts'
import type { PublicContract, PublicRecord, PublicSystem } from '../schema/view.ts'
import { areaName, type Lists } from './parts.ts'

// Public fields by the names people know them by, and what each says, so that two versions can be told apart in words.

const nothing = 'not stated'
const held = 'held back'
/** What a field says, unless it is held back: then not even whether it says anything. */
const unlessHeld = ({ heldBack }: PublicRecord, fields: readonly string[], says: string) =>
  heldBack.some((field) => fields.includes(field)) ? held : says
const pounds = (amount: number | undefined) =>
  amount === undefined ? nothing : `£${amount.toLocaleString('en-GB')}`
const months = (amount: number | undefined) =>
  amount === undefined ? nothing : `${amount} ${amount === 1 ? 'month' : 'months'}`
const listed = (words: string[]) => (words.length === 0 ? 'none' : words.join(', '))
const long = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const day = (date: IsoDate | undefined) =>
  date === undefined ? nothing : long.format(new Date(`${date}T00:00:00Z`))
/** A day that is held back is told as its quarter. */
const quarter = (of: string | undefined) => of && `${of}, the day ${held}`
const text = (value: string | number | undefined) => (value === undefined ? nothing : String(value))
const yesNo = (value: boolean | undefined) => (value === undefined ? nothing : value ? 'yes' : 'no')

type Say<R> = readonly (readonly [field: string, say: (record: R, lists: Lists) => string])[]

const authorities = (ids: string[], lists: Lists) => listed(ids.map((id) => lists.authority(id)?.name ?? id))
const authority = (id: string | undefined, lists: Lists) =>
  id === undefined ? nothing : (lists.authority(id)?.name ?? id)

const systemFields: Say<PublicSystem> = [
  ['Name', ({ name }) => name],
  ['Product', ({ product }, lists) => (product ? lists.productName(product) : nothing)],
  ['Made by', ({ maker }, lists) => (maker ? lists.vendorName(maker) : nothing)],
  ['Service areas', ({ serviceAreas }, lists) => listed(serviceAreas.map((id) => areaName(id, lists)))],
  ['Hosting', ({ hosting }) => (hosting === 'unknown' ? nothing : hosting)],
  ['Goes live on', ({ goesLiveOn }) => day(goesLiveOn)],
  ['Replaced by', ({ replacedBy }) => text(replacedBy)],
  ['Replaced on', ({ replacedOn }) => day(replacedOn)],
  ['Retired on', ({ retiredOn }) => day(retiredOn)],
  ['Shared with', ({ sharedWith }, lists) => authorities(sharedWith, lists)],
  ['Lead authority', ({ leadAuthority }, lists) => authority(leadAuthority, lists)],
  ['Users', (system) => unlessHeld(system, ['users'], text(system.users?.toLocaleString('en-GB')))],
  ['Criticality', (system) => unlessHeld(system, ['criticality'], text(system.criticality))],
  ['AI in use', (system) => unlessHeld(system, ['aiUse'], text(system.aiUse))],
  ['What AI is used for', (system) => unlessHeld(system, ['aiUse'], text(system.aiPurpose))],
]

const contractFields: Say<PublicContract> = [
  ['Title', ({ title }) => title],
  ['Reference', ({ reference }) => text(reference)],
  ['Supplier', ({ supplier }, lists) => lists.vendorName(supplier)],
  ['Systems covered', ({ systems }) => (systems.length === 0 ? 'none' : String(systems.length))],
  ['Service areas', ({ serviceAreas }, lists) => listed(serviceAreas.map((id) => areaName(id, lists)))],
  ['Starts on', ({ startsOn, startsQuarter }) => quarter(startsQuarter) ?? day(startsOn)],
  ['Ends on', ({ endsOn, endsQuarter }) => quarter(endsQuarter) ?? day(endsOn)],
  ['Extension options', ({ options }) => listed(options.map(months))],
  ['Options used', ({ optionsUsed }) => text(optionsUsed)],
  ['Notice period', ({ noticeMonths }) => months(noticeMonths)],
  ['Renewal', ({ renewal }) => renewal],
  ['Rolls over for', ({ rollMonths }) => months(rollMonths)],
  ['Still used after its end', ({ stillUsed }) => yesNo(stillUsed)],
  ['Pounds a year', (contract) => unlessHeld(contract, amounts, pounds(contract.annualPounds))],
  ['Whole-life value', (contract) => unlessHeld(contract, amounts, pounds(contract.wholeLifePounds))],
  [
    'VAT that cannot be recovered',
    (contract) => unlessHeld(contract, amounts, pounds(contract.irrecoverableVatPounds)),
  ],
  ['Route to market', ({ route }) => (route === 'unknown' ? nothing : route)],
  ['Framework', ({ framework }) => text(framework)],
  ['Notices', ({ notices }) => (notices.length === 0 ? 'none' : String(notices.length))],
  ['CPV codes', ({ cpvCodes }) => listed(cpvCodes)],
  ['Department', ({ department }) => text(department)],
  ['Description', ({ description }) => text(description)],
  ['Supplier is an SME', ({ smeSupplier }) => yesNo(smeSupplier)],
  ['Supplier is a VCSE', ({ vcseSupplier }) => yesNo(vcseSupplier)],
  ['Tender or quote', ({ tenderOrQuote }) => text(tenderOrQuote)],
  ['Shared with', ({ sharedWith }, lists) => authorities(sharedWith, lists)],
  ['Lead authority', ({ leadAuthority }, lists) => authority(leadAuthority, lists)],
  ['Retired on', ({ retiredOn }) => day(retiredOn)],
]

/** Every public field of a record with what it says. */
export const saidOf = (record: PublicRecord, lists: Lists): [field: string, says: string][] =>
  record.kind === 'system'
    ? systemFields.map(([field, say]) => [field, say(record, lists)])
    : contractFields.map(([field, say]) => [field, say(record, lists)])
