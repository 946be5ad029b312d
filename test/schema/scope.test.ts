import { expect, test } from 'vitest'
import { scopeInWords, scopeNamed } from '../../functions/schema/scope.ts'

test('a part of the country is called by its name, and any other id by nothing every object has', () => {
  expect(scopeNamed('E12000007')).toBe('London')
  expect(scopeInWords('E12000001')).toBe('the North East')
  for (const id of ['__proto__', 'constructor', 'toString', 'E99999999']) {
    expect(scopeNamed(id)).toBeUndefined()
    expect(scopeInWords(id)).toBe(id)
  }
})
