import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Authority, Product, ServiceArea, Skill, Vendor } from '../schema/reference.ts'

// Turns the published lists into the ones we ship: node functions/tasks/reference.ts FOLDER. Running it again on the
// same lists writes the same files.

const [, , folder] = process.argv
if (!folder) throw new Error('Name the folder that holds the published lists.')
const target = new URL('../reference/data/', import.meta.url)

type Line = Record<string, string>
const read = async (name: string): Promise<Line[]> =>
  parse(await readFile(`${folder}/${name}`), { columns: true, bom: true, relax_column_count: true })

const regions: Record<string, string> = {
  'North East': 'E12000001',
  'North West': 'E12000002',
  'Yorkshire and The Humber': 'E12000003',
  'East Midlands': 'E12000004',
  'West Midlands': 'E12000005',
  'East of England': 'E12000006',
  London: 'E12000007',
  'South East': 'E12000008',
  'South West': 'E12000009',
  Scotland: 'S92000003',
  Wales: 'W92000004',
  'Northern Ireland': 'N92000002',
}
const england = 'E92000001'

const kinds: Record<string, Authority['kind']> = {
  LBO: 'London borough',
  CC: 'London borough',
  UA: 'unitary',
  MD: 'unitary',
  SCO: 'unitary',
  WPA: 'unitary',
  NID: 'unitary',
  NMD: 'district',
  CTY: 'county',
  COMB: 'combined',
  SRA: 'combined',
}

const slugOf = (name: string) =>
  name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/['’.]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 70)

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

async function authorities(): Promise<Authority[]> {
  const boroughs = new Map((await read('london-boroughs.csv')).map((line) => [line.gss_code, line]))
  const variants = Map.groupBy(await read('borough-name-variants.csv'), (line) => line.gss_code)
  const { hexes } = JSON.parse(await readFile(`${folder}/uk-local-authorities-2023.hexjson`, 'utf8')) as {
    hexes: Record<string, { q: number; r: number }>
  }
  return (await read('uk-local-authorities.csv'))
    .filter((line) => line['current-authority'] === 'True' && line['gss-code'])
    .map((line): Authority => {
      const id = line['gss-code'] ?? ''
      const borough = boroughs.get(id)
      const code = line['local-authority-type'] ?? ''
      const name = borough?.name ?? line['nice-name'] ?? ''
      const officialName = borough?.official_name ?? line['official-name'] ?? ''
      const aliases = new Set([
        ...(line['alt-names'] ?? '').split(',').map((one) => one.trim()),
        ...(variants.get(id) ?? []).map((one) => one.raw_name ?? ''),
      ])
      // Longer names that hold a comma were cut in two by the source: a half says nothing.
      const whole = [...aliases].filter(
        (alias) => alias.length > 2 && alias !== name && alias !== officialName,
      )
      const population = Number(line['pop-2020'] || borough?.population_2020 || 0)
      const isCombined = code === 'COMB' || code === 'SRA'
      return {
        id,
        name,
        officialName,
        slug: borough?.slug ?? (line['gov-uk-slug'] || slugOf(name)),
        ...(borough && { shortCode: borough.short_code ?? '' }),
        aliases: whole.sort(byText),
        kind: kinds[code] ?? 'other',
        // A combined authority lies over others, so it counts in its nation and in no region.
        region: isCombined ? england : (regions[line.region || line.nation || ''] ?? england),
        ...(borough && { tile: { x: Number(borough.square_x), y: Number(borough.square_y) } }),
        ...(hexes[id] && { hex: { q: hexes[id].q, r: hexes[id].r } }),
        ...(population > 0 && { population }),
        memberships: [],
      }
    })
    .sort((a, b) => byText(a.id, b.id))
}

async function serviceAreas(): Promise<ServiceArea[]> {
  const lines = await read('functions.csv')
  const bySlug = Map.groupBy(lines, (line) => line.slug ?? '')
  return lines.map((line) => ({
    // A few slugs stand in two groups of the source, for different things.
    id: (bySlug.get(line.slug ?? '') ?? []).length > 1 ? `${line.area_id}-${line.slug}` : (line.slug ?? ''),
    label: line.label ?? '',
    group: line.area_id ?? '',
    groupLabel: (line.area_name ?? '').replaceAll('&', 'and'),
    kind: line.area_group as ServiceArea['kind'],
    description: line.description ?? '',
    functionIds: [line.function_id ?? ''],
  }))
}

const legal = /\b(limited|ltd|plc|llp|inc|corp|corporation)\b\.?/gi
const likeness = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(legal, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()

/** Names that are typed in capitals read as names again. */
const asName = (typed: string) => {
  const name = typed.replaceAll(/\s+/g, ' ').trim()
  if (name !== name.toUpperCase()) return name
  return name
    .toLowerCase()
    .replaceAll(/(^|[\s(/&-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replaceAll(/\b(Uk|It|Ict|Llp|Bt|Ibm|Nec|Cgi|Gb|Nhs)\b/g, (word) => word.toUpperCase())
}

async function vendorsAndProducts(areas: ServiceArea[]): Promise<{ vendors: Vendor[]; products: Product[] }> {
  const sold = await read('products.csv')
  const published = Map.groupBy(
    await read('supplier-company-numbers.csv'),
    (line) => line.company_number ?? '',
  )
  const vendors = new Map<string, Vendor>()
  const byNumber = new Map<string, Vendor>()
  const add = (name: string, numbers: string[]) => {
    const id = `ven_${slugOf(name)}`
    const vendor = vendors.get(id) ?? {
      id,
      name,
      aliases: [],
      predecessors: [],
      parents: [],
      companyNumbers: [],
    }
    vendors.set(id, vendor)
    for (const number of numbers) {
      if (byNumber.has(number)) continue
      byNumber.set(number, vendor)
      vendor.companyNumbers.push(number)
    }
    return vendor
  }
  for (const line of sold) {
    // A number that agrees with published notices is sure; the others were matched by a machine.
    const sure = line.company_number_seen_in_notices !== 'no' && line.company_number_unverified
    add(line.supplier ?? '', sure ? [line.company_number_unverified ?? ''] : [])
  }
  const named = new Map([...vendors.values()].map((vendor) => [likeness(vendor.name), vendor]))
  for (const [number, lines] of published) {
    if (!/^[A-Z0-9]{2}\d{6}$/.test(number)) continue
    const names = lines
      .sort((a, b) => Number(b.notices) - Number(a.notices))
      .map((line) => asName(line.supplier_name_as_published ?? ''))
      .filter((name) => name.length > 1 && name.length <= 120)
    const [first] = names
    if (!first) continue
    const vendor = byNumber.get(number) ?? named.get(likeness(first)) ?? add(first, [number])
    if (!byNumber.has(number)) {
      byNumber.set(number, vendor)
      vendor.companyNumbers.push(number)
    }
    for (const name of names) {
      if (name !== vendor.name && !vendor.aliases.includes(name)) vendor.aliases.push(name)
    }
  }
  const nec = vendors.get('ven_nec-software-solutions') ?? vendors.get('ven_nec-software-solutions-uk')
  nec?.predecessors.push({ name: 'Northgate Public Services', on: '2021-07-01' })

  const areaOf = new Map(areas.flatMap(({ id, functionIds }) => functionIds.map((one) => [one, id])))
  const products = sold.map((line) => ({
    id: `prd_${line.product_id}`,
    name: line.product ?? '',
    maker: `ven_${slugOf(line.supplier ?? '')}`,
    serviceAreas: (line.function_ids ?? '').split(';').flatMap((one) => areaOf.get(one) ?? []),
    aliases: [],
  }))
  return { vendors: [...vendors.values()].sort((a, b) => byText(a.id, b.id)), products }
}

async function skills(): Promise<Skill[]> {
  return (await read('gdad-skills.csv')).map((line) => ({
    id: line.skill_id ?? '',
    label: line.skill ?? '',
    family: (line.role_families ?? '').split(';')[0]?.trim() ?? '',
    url: `https://ddat-capability-framework.service.gov.uk/skills/${line.skill_id}`,
  }))
}

await mkdir(target, { recursive: true })
const keep = (name: string, list: unknown[]) =>
  writeFile(
    new URL(`${name}.list.json`, target),
    `[\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`,
  )

const areas = await serviceAreas()
const { vendors, products } = await vendorsAndProducts(areas)
await keep('authorities', await authorities())
await keep('serviceAreas', areas)
await keep('vendors', vendors)
await keep('products', products)
await keep('skills', await skills())
await keep('itCpv', [...new Set((await read('cpv-it.csv')).map((line) => line.cpv8 ?? ''))].sort(byText))
