import type { Product, ServiceArea, Vendor } from '../schema/reference.ts'

// Vendors and products of the demonstration estate. None of them exists, so nothing it shows is said of anyone.

const names = [
  'Quillmere',
  'Oakumber',
  'Brindlewick',
  'Fenmarrow',
  'Tessandrel',
  'Hollowgate',
  'Marlowen',
  'Pelhamber',
  'Stonequay',
  'Windlerush',
  'Amberlocke',
  'Thistlecote',
  'Larkenby',
  'Corvanta',
  'Drovestead',
  'Elmsworthy',
  'Farrowdene',
  'Glimmerford',
  'Harrowmint',
  'Inglebeck',
  'Juniperoak',
  'Kestrelby',
  'Lanternfold',
  'Mossgrove',
  'Netherquill',
  'Orchardine',
  'Pennyfarrow',
  'Quartzhollow',
  'Rookwarren',
  'Saltmarden',
  'Tanglewold',
  'Umberfell',
  'Vellumere',
  'Wrenhollow',
  'Yarrowdale',
  'Zephyrstow',
  'Alderquist',
  'Bramblecroft',
  'Cindermoor',
  'Dapplewood',
  'Everquill',
  'Foxgloam',
  'Gorsemantle',
  'Heronmead',
  'Islebrook',
  'Jasperwick',
  'Kindleholt',
  'Lintelbridge',
  'Merrowstone',
  'Nettlewise',
  'Osprenden',
  'Plumewater',
  'Questorby',
  'Rivenshaw',
  'Silverthatch',
  'Tidewarden',
  'Underlynn',
  'Violetmarsh',
  'Whinberry',
  'Yewcastle',
]
/** Some belong to others, and one had another name, as companies do. */
const parents: Record<string, { of: string; from: string; to?: string }[]> = {
  Brindlewick: [{ of: 'Quillmere', from: '2021-04-01' }],
  Marlowen: [{ of: 'Quillmere', from: '2023-10-01' }],
  Elmsworthy: [{ of: 'Thistlecote', from: '2019-01-01' }],
  Underlynn: [{ of: 'Fenmarrow', from: '2016-07-01', to: '2022-03-31' }],
}
const formerNames: Record<string, { name: string; on: string }> = {
  Fenmarrow: { name: 'Fenmarrow Bureau Services', on: '2018-09-03' },
}

/**
 * Some are on the list twice, as happens where councils type names: so that LOTI’s page of likely duplicates has
 * something to show.
 */
export const twins = {
  vendors: [
    { of: 'ven_demo-oakumber', id: 'ven_demo-oakumber-ltd', name: 'Oakumber Software Ltd' },
    { of: 'ven_demo-brindlewick', id: 'ven_demo-brindelwick', name: 'Brindelwick Civic' },
  ],
  products: [
    {
      of: 'prd_demo-oakumber-building-control',
      id: 'prd_demo-oakumber-buildingcontrol',
      name: 'Oakumber Buildingcontrol',
    },
  ],
}
/** The twins of one company have its number, which is no company’s. */
const numbers: Record<string, string> = { 'ven_demo-brindlewick': 'ZZ000002' }

const endings = ['Systems', 'Software', 'Civic', 'Digital', 'Technologies', 'Group']

const numbersOf = (id: string) => (numbers[id] ? [numbers[id]] : [])
const idOf = (name: string) => `ven_demo-${name.toLowerCase()}`

let made: { vendors: Vendor[]; products: Product[] } | undefined

/** Two products for each service area, three for every fourth, from vendors that span neighbouring areas. */
export function invented(areas: ServiceArea[]): { vendors: Vendor[]; products: Product[] } {
  made ??= {
    vendors: names.map((name, index) => ({
      id: idOf(name),
      name: `${name} ${endings[index % endings.length]}`,
      aliases: [],
      predecessors: formerNames[name] ? [formerNames[name]] : [],
      parents: (parents[name] ?? []).map(({ of, from, to }) => ({ id: idOf(of), from, ...(to && { to }) })),
      companyNumbers: numbersOf(idOf(name)),
      sme: index > 18,
      invented: true,
    })),
    products: areas.flatMap((area, index) => {
      const makers = [index % 12, 12 + (index % 48), ...(index % 4 === 0 ? [(index * 7) % 60] : [])]
      return [...new Set(makers)].map((maker): Product => {
        const vendor = names[maker] ?? ''
        return {
          id: `prd_demo-${vendor.toLowerCase()}-${area.id}`,
          name: `${vendor} ${area.label}`,
          maker: idOf(vendor),
          serviceAreas: [area.id],
          aliases: [],
          invented: true,
        }
      })
    }),
  }
  return made
}

/** Vendors and products that the demonstration has a second time, under names like theirs. */
export function inventedTwins(areas: ServiceArea[]): { vendors: Vendor[]; products: Product[] } {
  const known = invented(areas)
  return {
    vendors: twins.vendors.map(({ of, id, name }) => ({
      id,
      name,
      aliases: [],
      predecessors: [],
      parents: [],
      companyNumbers: numbersOf(of),
      invented: true,
    })),
    products: known.products.flatMap((one) =>
      twins.products.flatMap(({ of, id, name }) => (of === one.id ? [{ ...one, id, name }] : [])),
    ),
  }
}
