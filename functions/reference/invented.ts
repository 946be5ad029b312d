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
const endings = ['Systems', 'Software', 'Civic', 'Digital', 'Technologies', 'Group']

let made: { vendors: Vendor[]; products: Product[] } | undefined

/** Two products for each service area, three for every fourth, from vendors that span neighbouring areas. */
export function invented(areas: ServiceArea[]): { vendors: Vendor[]; products: Product[] } {
  made ??= {
    vendors: names.map((name, index) => ({
      id: `ven_demo-${name.toLowerCase()}`,
      name: `${name} ${endings[index % endings.length]}`,
      aliases: [],
      predecessors: [],
      parents: [],
      companyNumbers: [],
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
          maker: `ven_demo-${vendor.toLowerCase()}`,
          serviceAreas: [area.id],
          aliases: [],
          invented: true,
        }
      })
    }),
  }
  return made
}
