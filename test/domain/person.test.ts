import { describe, expect, test } from 'vitest'
import {
  changed,
  type Facts,
  invited,
  invitedAgain,
  inWords,
  joined,
  removed,
  restored,
  stateOf,
  suspended,
} from '../../functions/domain/person.ts'
import type { Account, Asked } from '../../functions/schema/person.ts'

const camden = 'E09000007'
const hackney = 'E09000012'
const at = '2026-11-24T10:00:00.000Z'
const nothing: Asked = { name: 'Someone', memberOf: [], editorOf: [], approver: false, admin: false }
const account = (id: string, may: Partial<Account> = {}): Account => ({
  ...nothing,
  id,
  name: id,
  email: `${id}@example.org`,
  suspended: false,
  subject: id,
  revision: 1,
  ...may,
})
const boss = account('boss', { admin: true })
const deputy = account('deputy', { admin: true })
const lead = account('lead', { memberOf: [camden], editorOf: [camden] })
const facts = (actor: Account, ...everyone: Account[]): Facts => ({ actor, at, everyone })
const all = facts(boss, boss, deputy, lead)

describe('inviting', () => {
  const asked = { ...nothing, editorOf: [camden], email: 'new@example.org' }
  test('makes someone who waits to sign in, and reads for the authorities they edit', () => {
    const made = invited(asked, 'per_1', all)
    expect(made).toMatchObject({ id: 'per_1', memberOf: [camden], invitedBy: 'boss', invitedAt: at })
    expect(stateOf(made)).toBe('invited')
  })
  test('the same address again is the same person; with other roles it is refused, naming them', () => {
    const made = invited(asked, 'per_1', all)
    const then = facts(boss, boss, made)
    expect(invited(asked, 'per_2', then)).toBe(made)
    expect(() => invited({ ...asked, approver: true }, 'per_2', then)).toThrow(/already/)
  })
  test('an address is free again once its person was removed', () => {
    const gone = removed(invited(asked, 'per_1', all), all)
    expect(invited(asked, 'per_2', facts(boss, boss, gone)).id).toBe('per_2')
  })
  test('nobody is invited to do nothing', () => {
    expect(() => invited({ ...asked, editorOf: [] }, 'per_1', all)).toThrow('Mend the answers')
  })
  test('again makes them sign in afresh', () => {
    expect(stateOf(invitedAgain(lead, all))).toBe('invited')
    expect(() => invitedAgain({ ...lead, suspended: true }, all)).toThrow(/suspended/)
  })
})

describe('access', () => {
  test('changes with roles, and a change to the same is none', () => {
    const next = changed(lead, { ...lead, editorOf: [camden, hackney] }, all)
    expect(next).toMatchObject({ memberOf: [camden, hackney], editorOf: [camden, hackney], revision: 2 })
    expect(changed(lead, { ...lead, memberOf: [] }, all)).toBe(lead)
  })
  test('is suspended and restored, either twice as once', () => {
    const gone = suspended(lead, all)
    expect(stateOf(gone)).toBe('suspended')
    expect(suspended(gone, all)).toBe(gone)
    expect(stateOf(restored(gone))).toBe('active')
    expect(restored(lead)).toBe(lead)
  })
  test('ends with removal, of which the name alone stays', () => {
    const gone = removed(lead, all)
    expect(gone).toEqual({
      ...nothing,
      id: 'lead',
      name: 'lead',
      email: '',
      suspended: false,
      removedAt: at,
      revision: 2,
    })
    expect(removed(gone, all)).toBe(gone)
    expect(() => changed(gone, lead, all)).toThrow('There is no such person')
  })
  test('nobody decides on their own', () => {
    for (const act of [suspended, removed, invitedAgain]) expect(() => act(boss, all)).toThrow(/You may not/)
    expect(() => changed(boss, { ...boss, admin: false, approver: true }, all)).toThrow(/You may not/)
    expect(changed(boss, { ...boss, approver: true }, all).approver).toBe(true)
  })
  test.each([
    ['who is the only one left', []],
    ['beside one who never signed in', [account('new', { admin: true, subject: undefined })]],
    ['beside one who is suspended', [account('away', { admin: true, suspended: true })]],
  ])('no administrator %s is taken away', (_, others) => {
    const then = facts(account('script', { admin: true }), boss, lead, ...others)
    for (const act of [suspended, removed, invitedAgain]) expect(() => act(boss, then)).toThrow(/Nobody/)
    expect(() => changed(boss, { ...boss, admin: false, approver: true }, then)).toThrow(/Nobody/)
  })
})

test('joining binds the identity provider’s name, and words say what someone may', () => {
  const made = joined(account('per_1', { subject: undefined, approver: true }), 'sub-1', at)
  expect(made).toMatchObject({ subject: 'sub-1', joinedAt: at, revision: 2 })
  expect(inWords({ ...made, memberOf: [camden, hackney], editorOf: [camden] })).toBe(
    'edits E09000007; reads for E09000012; approves',
  )
})
