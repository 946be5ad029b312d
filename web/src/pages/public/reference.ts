import { useEffect, useState } from 'react'
import type { Places } from '../../../../functions/schema/view.ts'
import { get } from '../../api.ts'

let asked: Promise<Places> | undefined

/** The lists names come from, asked for once a visit; nothing until they are here. */
export function useReference(): Places | undefined {
  const [lists, setLists] = useState<Places>()
  useEffect(() => {
    asked ??= get<Places>('/reference/places')
    asked.then(setLists, () => {
      asked = undefined
    })
  }, [])
  return lists
}

export const slugsIn = (lists: Places | undefined) =>
  new Map((lists?.authorities ?? []).map(({ id, slug }) => [id, slug]))

export const areaNameIn = (lists: Places | undefined) => {
  const names = new Map((lists?.serviceAreas ?? []).map(({ id, label }) => [id, label]))
  return (id: string) => names.get(id) ?? id
}
