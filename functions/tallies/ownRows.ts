import { soundsOf } from '../domain/sound.ts'
import { lists } from '../domain/summary.ts'
import type { PublicRecord } from '../schema/view.ts'
import type { Listing } from './parts.ts'

/** The rows a record has once, whatever scopes it counts in: on its own page, on those it names, and in search. */
export function ownRows(record: PublicRecord, row: object): Listing[] {
  const { kind, id, authority } = record
  const found = { kind, id, name: kind === 'contract' ? record.title : record.name, authority }
  return [
    { places: [id], name: 'RECORD', row },
    ...(record.kind === 'contract'
      ? record.systems.map((system) => ({ places: [system], name: lists.covering + id, row }))
      : []),
    // Under the sound of each word of its name.
    ...soundsOf(found.name).map((sound) => ({
      places: [`search-${sound.slice(0, 2)}`],
      name: `${sound}#${kind.toUpperCase()}#${id}`,
      row: found,
    })),
  ]
}
