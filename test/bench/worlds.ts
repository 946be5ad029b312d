import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Asking } from '../support/asking.ts'
import { filled } from './fill.ts'

/** The sizes a register is measured at, in systems. */
export const sizes = process.argv.includes('--small')
  ? { few: 1000, some: 2000, many: 5000 }
  : { few: 1000, some: 10_000, many: 100_000 }

let directory: string | undefined
const worlds = new Map<number, Promise<Asking>>()

/** A register of a size, filled when it is first asked for. */
export async function register(systems: number): Promise<Asking> {
  directory ??= await mkdtemp(join(tmpdir(), 'bench-'))
  const world = worlds.get(systems) ?? filled(systems, join(directory, String(systems)))
  worlds.set(systems, world)
  return world
}

export async function closeRegisters(): Promise<void> {
  for (const world of worlds.values()) await (await world).close()
  worlds.clear()
  if (directory) await rm(directory, { recursive: true, force: true })
}
