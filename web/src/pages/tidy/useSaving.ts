import { useState } from 'react'
import { Problem } from '../../api.ts'
import { useTitle } from '../our/page.tsx'
import { wordsOf } from './page.tsx'

type Wrong = {
  fields: Record<string, string>
  detail?: string
  /** What else the service said. */
  more?: Record<string, unknown>
  at: number
}
const nothing: Wrong = { fields: {}, at: 0 }

/** Saving a form whose answers the service judges: what is wrong, by field, or in a sentence. */
export function useSaving(title: string) {
  const [wrong, setWrong] = useState<Wrong>(nothing)
  const [state, setState] = useState<'typing' | 'busy' | 'saved'>('typing')
  useTitle(wrong.at > 0 ? `Error: ${title}` : title)
  return {
    wrong,
    isBusy: state === 'busy',
    isSaved: state === 'saved',
    errors: [
      ...Object.entries(wrong.fields).map(([field, text]) => ({ text, href: `#${boxOf(field)}` })),
      ...(wrong.detail ? [{ text: wrong.detail }] : []),
    ],
    async save<T>(send: () => Promise<T>, onSaved: (value: T) => void) {
      setState('busy')
      setWrong(nothing)
      try {
        const saved = await send()
        setState('saved')
        onSaved(saved)
      } catch (failure) {
        setState('typing')
        const fields = failure instanceof Problem ? failure.fields : {}
        const isOfFields = Object.keys(fields).length > 0
        const more = failure instanceof Problem ? failure.more : {}
        setWrong({ fields, more, ...(!isOfFields && { detail: wordsOf(failure) }), at: Date.now() })
      }
    },
  }
}

/** A date's first box stands for it. */
const boxOf = (field: string) => (/\.(on|from|to)$/.test(field) ? `${field}-day` : field)
