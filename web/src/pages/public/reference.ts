import { useEffect, useState } from 'react'
import type { ReferenceLists } from '../../../../functions/schema/view.ts'
import { get } from '../../api.ts'

let asked: Promise<ReferenceLists> | undefined

/** The lists names come from, asked for once a visit; nothing until they are here. */
export function useReference(): ReferenceLists | undefined {
  const [lists, setLists] = useState<ReferenceLists>()
  useEffect(() => {
    asked ??= get<ReferenceLists>('/reference')
    asked.then(setLists, () => {
      asked = undefined
    })
  }, [])
  return lists
}

export const slugsIn = (lists: ReferenceLists | undefined) =>
  new Map((lists?.authorities ?? []).map(({ id, slug }) => [id, slug]))

export const areaNameIn = (lists: ReferenceLists | undefined) => {
  const names = new Map((lists?.serviceAreas ?? []).map(({ id, label }) => [id, label]))
  return (id: string) => names.get(id) ?? id
}
