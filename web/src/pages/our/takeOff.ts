import { type Brief, service } from './service.ts'

type Contract = Extract<Brief, { kind: 'contract' }>

/** Drafts that contracts cover these systems no more. Done twice it is done once. */
export async function takeOff(
  authority: string,
  contracts: readonly Contract[],
  systems: readonly string[],
): Promise<void> {
  for (const { id, systems: covered } of contracts) {
    const left = covered.filter((one) => !systems.includes(one))
    if (left.length === covered.length) continue
    await service.save(authority, id, { edits: { systems: { from: covered, to: left } } })
  }
}
