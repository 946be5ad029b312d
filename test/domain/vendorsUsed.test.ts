import { expect, test } from 'vitest'
import { type Holding, vendorsUsed } from '../../functions/domain/vendorsUsed.ts'

test('vendors in use are suppliers and makers, each once, those with most first', () => {
  const holdings: Holding[] = [
    { kind: 'contract', id: 'con_1', supplier: 'ven_b' },
    { kind: 'system', id: 'sys_1', name: 'Housing', maker: 'ven_a' },
    { kind: 'system', id: 'sys_2', name: 'Libraries', maker: 'ven_a' },
    { kind: 'system', id: 'sys_3', name: 'Our own', maker: 'in-house' },
    { kind: 'system', id: 'sys_4', name: 'Nobody says' },
    { kind: 'system', id: 'sys_5', name: 'Gone', maker: 'ven_c', retiredOn: '2026-11-24' },
    // Shared with it, and met again in the list of all it holds.
    { kind: 'contract', id: 'con_1', supplier: 'ven_b' },
  ]
  expect(vendorsUsed(holdings, '2026-11-24')).toEqual([
    { id: 'ven_a', contracts: 0, systems: ['Housing', 'Libraries'] },
    { id: 'ven_b', contracts: 1, systems: [] },
  ])
})
