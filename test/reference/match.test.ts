import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authorities, authority, vendors } from '../../functions/reference/index.ts'
import { companyNumberOf, matchAuthority, matchVendor } from '../../functions/reference/match.ts'

const boroughs = authorities().filter(({ kind }) => kind === 'London borough')

describe('authorities are matched by name', () => {
  test.each([
    ['London Borough of Tower Hamlets', 'Tower Hamlets'],
    ['LB Tower Hamlets', 'Tower Hamlets'],
    ['TOWER HAMLETS LBC', 'Tower Hamlets'],
    ['LONDON BOROUGH OF TOWER HAMLETS', 'Tower Hamlets'],
    ['Royal Borough of Kensington & Chelsea', 'Kensington and Chelsea'],
    ['RBKC', 'Kensington and Chelsea'],
    ['City of London Corporation', 'City of London'],
    ['City of Westminster', 'Westminster'],
    ['Westminster City Council', 'Westminster'],
    ['Hackny', 'Hackney'],
    ['Walthan Forest', 'Waltham Forest'],
    ['London Borough of Hilingdon', 'Hillingdon'],
    ['London Borough of Camden - Procurement', 'Camden'],
    ['Islington Council (Digital Services)', 'Islington'],
    ['Southwark Council Housing Department', 'Southwark'],
    ['Royal Borough of Kingston upon Thames', 'Kingston upon Thames'],
    ['London Borough of Richmond upon Thames', 'Richmond upon Thames'],
    ['Brentwood Borough Council', 'Brentwood'],
    ['E09000007', 'Camden'],
  ])('%s is %s', (name, meant) => {
    expect(authority(matchAuthority({ name }).match?.id ?? '')?.name).toBe(meant)
  })

  test.each([
    'Richmondshire',
    'Richmondshire District Council',
    'Barnet Homes',
    'Barnet, Enfield and Haringey Mental Health NHS Trust',
    'Camden and Islington NHS Foundation Trust',
    'Hackney Parish Council',
    'Merton College',
    'Croydon Clinical Commissioning Group',
    'Newham Sixth Form College',
    'London Borough of Narnia',
    'The Barnet Group Ltd',
    'Lewisham Homes Limited',
    'University of Greenwich',
    'Sutton Housing Partnership',
    'Bexley Heath Academy',
    '',
    '   ',
  ])('%s is none of ours', (name) => {
    expect(matchAuthority({ name }).match).toBeNull()
  })

  test('Brentwood is never Brent, nor Richmondshire Richmond upon Thames', () => {
    expect(matchAuthority({ name: 'Brentwood' }).match?.name).toBe('Brentwood')
    expect(matchAuthority({ name: 'Richmondshire' }).candidates.map(({ name }) => name)).not.toContain(
      'Brent',
    )
  })

  test('every borough is found by each usual way of writing it', () => {
    const ways = [
      (name: string) => name,
      (name: string) => name.toUpperCase(),
      (name: string) => `London Borough of ${name}`,
      (name: string) => `LB ${name}`,
      (name: string) => `${name} Council`,
      (name: string) => `  ${name}  council `,
      (name: string) => `London Borough of ${name.replaceAll(' and ', ' & ')} - Adult Social Care`,
    ]
    for (const borough of boroughs) {
      for (const way of ways) {
        expect([way(borough.name), matchAuthority({ name: way(borough.name) }).match?.id]).toEqual([
          way(borough.name),
          borough.id,
        ])
      }
    }
  })

  test('a slip of the finger in a long name is forgiven, and never becomes another borough', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...boroughs.filter(({ name }) => name.length >= 7)),
        fc.nat(),
        fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'),
        (borough, place, letter) => {
          const at = 1 + (place % (borough.name.length - 1))
          const name = `London Borough of ${borough.name.slice(0, at)}${letter}${borough.name.slice(at)}`
          const { match } = matchAuthority({ name })
          expect(match === null || match.id === borough.id).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('anything at all is answered, with scores between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        for (const { candidates } of [matchAuthority({ name }), matchVendor({ name })]) {
          for (const { score } of candidates) expect(score >= 0 && score <= 1).toBe(true)
        }
      }),
    )
  })
})

describe('vendors are matched', () => {
  test('by company number first, leading zeros forgiven', () => {
    expect(matchVendor({ name: 'Something else', companyNumber: '1628868' }).match?.name).toBe('Civica UK')
  })
  test.each([
    ['Civica UK Limited', 'Civica UK'],
    ['CIVICA UK LTD.', 'Civica UK'],
    ['Idox Software Ltd', 'Idox Software'],
    ['Northgate Public Services (UK) Limited', 'NEC Software Solutions'],
  ])('%s is %s', (name, meant) => {
    expect(matchVendor({ name }).match?.name).toBe(meant)
  })
  test('nobody we know is nobody', () => {
    expect(matchVendor({ name: 'Wholly Unknown Undertakings Ltd' }).match).toBeNull()
    expect(matchVendor({}).match).toBeNull()
  })
  test('every vendor is found by its own name or is one of several of that name', () => {
    for (const { id, name } of vendors()) {
      expect(matchVendor({ name }).candidates.map((one) => one.id)).toContain(id)
    }
  })
  test('company numbers keep eight characters', () => {
    expect(companyNumberOf('968498')).toBe('00968498')
    expect(companyNumberOf('SC 123456')).toBe('SC123456')
    expect(companyNumberOf('n/a')).toBeUndefined()
  })
})
