import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { authorities, authority, vendors } from '../../functions/reference/index.ts'
import { companyNumberOf, matchAuthority, matchVendor } from '../../functions/reference/match.ts'
import { matchAmong, namesOf } from '../../functions/reference/matchVendor.ts'

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
    ['LBTH', 'Tower Hamlets'],
    ['Towerhamlets', 'Tower Hamlets'],
    ['Tower Hamlets Coucil', 'Tower Hamlets'],
    ['LBBD', 'Barking and Dagenham'],
    ['London Borough of Barking & Dagenham Council', 'Barking and Dagenham'],
    ['Royal Borough Kensington & Chelsea', 'Kensington and Chelsea'],
    ['Kingston Council', 'Kingston upon Thames'],
    ['ROYAL BOROUGH OF KINGSTON-UPON-THAMES', 'Kingston upon Thames'],
    ['Kingston-upon-Hull City Council', 'Kingston upon Hull'],
    ['LB Richmond', 'Richmond upon Thames'],
    ['RBG', 'Greenwich'],
    ['Corporation of London', 'City of London'],
    ['City of London Council', 'City of London'],
    ['H&F', 'Hammersmith and Fulham'],
    ['London Borough of Hammersmith and Fullham', 'Hammersmith and Fulham'],
    ['L.B. Hackney', 'Hackney'],
    ['L B Hackney', 'Hackney'],
    ['London Boro of Hackney', 'Hackney'],
    ['London Borough Hackney', 'Hackney'],
    ['Hackney, London Borough of', 'Hackney'],
    ['LambethCouncil', 'Lambeth'],
    ['The Mayor and Burgesses of the London Borough of Lambeth', 'Lambeth'],
    ['LB Camden Procurement Team', 'Camden'],
    ['London Borough of Wandsworth (Serving Richmond and Wandsworth Councils)', 'Wandsworth'],
    ['London Borough of Merton on behalf of the South London Waste Partnership', 'Merton'],
    ['Meridian Water - London Borough of Enfield', 'Enfield'],
    ['Enfeild Council', 'Enfield'],
    ['Bexely', 'Bexley'],
    ['Lewishm', 'Lewisham'],
    ['London Borough of Islinton', 'Islington'],
    ['Brentwood', 'Brentwood'],
    ['Harlow District Council', 'Harlow'],
    ['Durham County Council', 'County Durham'],
    ['North Yorkshire County Council', 'North Yorkshire'],
    ['St. Helens Council', 'St. Helens'],
    ['Brighton & Hove City Council', 'Brighton and Hove'],
    ['Rotherham MBC', 'Rotherham'],
    ['Greater Manchester Combined Authority', 'Greater Manchester'],
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
    'London',
    'London Borough',
    'Borough Council',
    'City Council',
    'London Councils',
    'Transport for London',
    'LBH',
    'LBB',
    'Richmond',
    'Kingston',
    'Kensington',
    'Barking',
    'Waltham Abbey Town Council',
    'Richmond & Wandsworth',
    'LB Havering & Newham',
    'oneSource (Havering and Newham)',
    'Barnet Hospital',
    'Homes for Haringey',
    'Brent Housing Partnership',
    'Hackney Learning Trust',
    'Camden Town Brewery',
    'City of London Police',
    'University of Westminster',
    'Sutton Coldfield Town Council',
    'East Barnet Parish Council',
    'Chichester City Council',
    'Bexleyheath',
    'Brentford',
    // A slip of the pen away, and other places.
    'Barnes',
    'Barnes Council',
    'Newnham',
    'Bramley',
    'Morton',
    'Marton',
    'Eling',
    'Campden',
    'Wadsworth',
    'Wordsworth',
    'Hillington',
    // As alike to Harlow as to Harrow.
    'Harow',
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

  test('what might be the beginning of a longer name is offered, and not taken', () => {
    const { match, candidates } = matchAuthority({ name: 'Richmond Borough' })
    expect(match).toBeNull()
    expect(candidates[0]).toMatchObject({ name: 'Richmond upon Thames', score: 0.7 })
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
    ['Civica U.K. Ltd', 'Civica UK'],
    ['Idox Software Ltd', 'Idox Software'],
    ['Idox Sofware Limited', 'Idox Software'],
    ['Northgate Public Services (UK) Limited', 'NEC Software Solutions'],
    ['Ove Arup and Partners', 'Ove Arup & Partners Ltd'],
    ['Gatenby Sanderson', 'Gatenbysanderson Limited'],
    ['Mott MacDonald Limited trading as Cambridge Education', 'Mott MacDonald Limited'],
    ['TEKTRONIX U.K.LIMITED', 'Tektronix U.K.Limited'],
    ['Subcan UDS Ltd', 'Subcan UDS Ltd'],
  ])('%s is %s', (name, meant) => {
    expect(matchVendor({ name }).match?.name.toLowerCase()).toBe(meant.toLowerCase())
  })
  test.each([
    'Wholly Unknown Undertakings Ltd',
    'Ltd',
    'The Group Company plc',
    // Words and figures that differ outright are not slips.
    'Version 2 Solutions Limited',
    'Northern Floorcraft (Sunderland) Limited',
    'Proact IT UK Ltd and nobody else',
  ])('%s is nobody we know', (name) => {
    expect(matchVendor({ name }).match).toBeNull()
  })
  test('a name that two bear is neither, and both are offered', () => {
    const { match, candidates } = matchVendor({ name: 'Capita Business Services Ltd' })
    expect(match).toBeNull()
    expect(candidates.length).toBeGreaterThan(1)
  })
  test('no name is nobody', () => {
    expect(matchVendor({}).match).toBeNull()
  })
  test('every vendor is found by its own name or is one of several of that name', () => {
    for (const { id, name } of vendors()) {
      expect(matchVendor({ name }, [], { withInvented: true }).candidates.map((one) => one.id)).toContain(id)
    }
  })
  test('vendors of the demonstration are nobody where it is not loaded', () => {
    for (const { id, name } of vendors().filter(({ invented }) => invented)) {
      expect(matchVendor({ name }).candidates.map((one) => one.id)).not.toContain(id)
    }
  })
  test('company numbers keep eight characters', () => {
    expect(companyNumberOf('968498')).toBe('00968498')
    expect(companyNumberOf('SC 123456')).toBe('SC123456')
    expect(companyNumberOf('n/a')).toBeUndefined()
  })

  const added = [{ id: 'ven_quillet', name: 'Quillet & Sons Computing Ltd', companyNumber: '12345678' }]
  test.each([
    [{ name: 'Quillet and Sons Computing' }, 1],
    [{ name: 'QUILLET SONS COMPUTING LIMITED' }, 1],
    [{ name: 'Something else', companyNumber: '12345678' }, 1],
    [{ name: 'Quillett Sons Computing' }, 0.95],
  ])('one that joined since the list was shipped: %j', (asked, score) => {
    expect(matchVendor(asked).match).toBeNull()
    expect(matchVendor(asked, added).match).toEqual({ id: 'ven_quillet', name: added[0]?.name, score })
  })
  test('one that joined under a shipped vendor’s name makes it a name that two bear', () => {
    const twin = [{ id: 'ven_civica-uk-2', name: 'Civica UK Ltd' }]
    expect(matchVendor({ name: 'Civica' }, twin)).toMatchObject({
      match: null,
      candidates: [{ id: 'ven_civica-uk' }, { id: 'ven_civica-uk-2' }],
    })
  })
})

describe('what a company is by law tells two apart', () => {
  const among = (...names: string[]) => [
    namesOf(names.map((name) => ({ id: name, name, numbers: [], names: [name] }))),
  ]
  const meant = (name: string, ...names: string[]) => matchAmong(among(...names), { name }).match?.name

  test('however it is spelt, it is the same', () => {
    expect(meant('Fernhollow Systems Ltd', 'Fernhollow Systems Limited')).toBe('Fernhollow Systems Limited')
    expect(meant('The Fernhollow and Sons', 'Fernhollow & Sons')).toBe('Fernhollow & Sons')
    expect(meant('Fernhollow (Wessex)', 'Fernhollow')).toBe('Fernhollow')
  })

  test('of two that differ by it alone, the one that says so is meant', () => {
    const both = ['Fernhollow LLP', 'Fernhollow (UK) Limited']
    expect(meant('Fernhollow UK Ltd', ...both)).toBe('Fernhollow (UK) Limited')
    expect(meant('Fernhollow', ...both)).toBeUndefined()
  })

  test.each([
    ['Fernhollow Ltd', 'Fernhollow LLP'],
    ['Fernhollow plc', 'Fernhollow Limited'],
    ['Fernhollow', 'Fernhollow Holdings Limited'],
    ['Fernholow Systems plc', 'Fernhollow Systems Limited'],
  ])('%s is not taken for %s, and it is shown to a person', (name, other) => {
    const { match, candidates } = matchAmong(among(other), { name })
    expect(match).toBeNull()
    expect(candidates.map((one) => one.name)).toEqual([other])
    expect(candidates[0]?.score).toBeLessThan(0.88)
  })
})

describe('no name takes long, however long it is', () => {
  test.each([
    'x'.repeat(200_000),
    'borough of '.repeat(20_000),
    'council '.repeat(20_000),
    't a '.repeat(50_000),
    '('.repeat(100_000),
  ])('%#', (name) => {
    const started = performance.now()
    matchAuthority({ name })
    matchVendor({ name })
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
